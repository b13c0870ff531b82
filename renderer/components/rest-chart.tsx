/** Processes coming to rest: one line falling over time, with now, our deadline and foreign ones. */
import { useElementSize } from '@mantine/hooks'
import { useId, type JSX } from 'react'
import type { Run } from '../../shared/run.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { chartScale } from '../model/chart-scale.ts'
import { curveOf, type Curve } from '../model/run-curve.ts'
import { useQuiesce } from '../store.ts'
import { ChartAxes } from './chart-axes.tsx'
import { frameOf, laneHeight, staircase, type Frame } from './chart-frame.ts'
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

/** Who did not leave by itself: the fall is drawn over in ember. */
const Killed = (props: { readonly curve: Curve; readonly frame: Frame }): JSX.Element => (
  <g>
    {props.curve.falls
      .filter((fall) => fall.killed)
      .map(({ at, left }) => (
        <path
          key={left}
          className="curve killed"
          d={`M${props.frame.x(at)} ${props.frame.y(left + 1)}V${props.frame.y(left)}`}
        />
      ))}
  </g>
)

interface EndProps {
  readonly curve: Curve
  readonly frame: Frame
  readonly until: number
  readonly cameBack: boolean
}

/** The moving end of the line. */
const Now = ({ curve, frame, until }: EndProps): JSX.Element => (
  <circle
    cx={frame.x(until)}
    cy={frame.y(curve.left)}
    r="4"
    fill="var(--tide)"
    stroke="var(--raised)"
    strokeWidth="2"
  />
)

/** The end of a line that has come down, where there is room to say so. */
function AtRest({ curve, frame, until, cameBack }: EndProps): JSX.Element | null {
  const room = frame.x(until) - frame.x(curve.falls.at(-1)?.at ?? 0)
  if (curve.left > 0 || room < 44) return null
  return (
    <text x={frame.x(until)} y={frame.y(0) - 6} textAnchor="end" className="ink">
      {cameBack ? 'came back' : 'at rest'}
    </text>
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
  const whole = height + (scale.lane === null ? 0 : laneHeight)
  const processes = count(curve.total, 'process', 'processes')
  const sentence = `${curve.total - curve.left} of ${processes} gone after ${duration(Math.floor(until) * 1000)}`
  const cameBack = run.phase.kind === 'ended' && run.phase.outcome.kind === 'came-back'
  const End = ended === null ? Now : AtRest
  return (
    <svg
      className="rest-chart"
      viewBox={`0 0 ${width} ${whole}`}
      height={whole}
      role="img"
      aria-label={sentence}
    >
      <Hatch id={hatch} />
      <path className="area" d={`${path}V${frame.y(0)}H${frame.x(0)}Z`} />
      <ChartAxes frame={frame} curve={curve} scale={scale} />
      <path className="curve" d={path} />
      <Killed curve={curve} frame={frame} />
      <ChartMarks scale={scale} frame={frame} hatch={hatch} />
      {scale.lane !== null && (
        <ChartLane
          lane={scale.lane}
          frame={frame}
          now={until}
          hatch={hatch}
          ceiling={scale.marks.find((mark) => mark.kind === 'ceiling')?.at ?? null}
        />
      )}
      <End curve={curve} frame={frame} until={until} cameBack={cameBack} />
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
