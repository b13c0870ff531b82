/** Processes coming to rest: one line falling over time, with now, our deadline and foreign ones. */
import { useElementSize } from '@mantine/hooks'
import { useId, type JSX } from 'react'
import type { Run } from '../../shared/run.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { chartScale } from '../model/chart-scale.ts'
import { curveOf } from '../model/run-curve.ts'
import { useQuiesce } from '../store.ts'
import { ChartAxes } from './chart-axes.tsx'
import { frameOf, laneHeight, staircase } from './chart-frame.ts'
import { ChartLane } from './chart-lane.tsx'
import { ChartMarks } from './chart-marks.tsx'

function Hatch(props: { readonly id: string }): JSX.Element {
  return (
    <pattern
      id={props.id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <path d="M0 0V6" stroke="var(--line-control)" strokeWidth="1.2" />
    </pattern>
  )
}

function Picture(props: {
  readonly run: Run
  readonly width: number
  readonly height: number
}): JSX.Element {
  const { run, width, height } = props
  const ended = run.phase.kind === 'ended' ? run.phase.at.wall : null
  const now = useQuiesce((s) => ended ?? s.now)
  const hatch = useId()
  const curve = curveOf(run)
  const scale = chartScale(run, now)
  const frame = frameOf({ width, height }, curve, scale)
  const until = Math.max(0, (now - run.startedAt.wall) / 1000)
  const path = staircase(curve, frame, until)
  const gone = curve.total - curve.left
  const roomAtRest = frame.x(until) - frame.x(curve.falls.at(-1)?.at ?? 0)
  const whole = height + (scale.lane === null ? 0 : laneHeight)
  const sentence = `${gone} of ${count(curve.total, 'process', 'processes')} gone after ${duration(Math.floor(until) * 1000)}`
  return (
    <svg
      className="rest-chart"
      viewBox={`0 0 ${width} ${whole}`}
      height={whole}
      role="img"
      aria-label={sentence}
    >
      <defs>
        <Hatch id={hatch} />
      </defs>
      <path className="area" d={`${path}V${frame.y(0)}H${frame.x(0)}Z`} />
      <ChartAxes frame={frame} curve={curve} scale={scale} />
      <path className="curve" d={path} />
      {curve.falls
        .filter((fall) => fall.killed)
        .map((fall) => (
          <path
            key={fall.left}
            className="curve killed"
            d={`M${frame.x(fall.at)} ${frame.y(fall.left + 1)}V${frame.y(fall.left)}`}
          />
        ))}
      <ChartMarks scale={scale} frame={frame} hatch={hatch} />
      {scale.lane !== null && <ChartLane lane={scale.lane} frame={frame} now={until} />}
      {ended !== null && curve.left === 0 && roomAtRest > 44 && (
        <text x={frame.x(until)} y={frame.y(0) - 6} textAnchor="end" className="ink">
          at rest
        </text>
      )}
      {ended === null && (
        <circle
          cx={frame.x(until)}
          cy={frame.y(curve.left)}
          r="4"
          fill="var(--tide)"
          stroke="var(--raised)"
          strokeWidth="2"
        />
      )}
    </svg>
  )
}

/** The chart of a run, as wide as its place. */
export function RestChart(props: { readonly run: Run; readonly height?: number }): JSX.Element {
  const { run, height = 168 } = props
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 && <Picture run={run} width={width} height={height} />}
    </div>
  )
}
