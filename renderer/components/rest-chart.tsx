/** Processes coming to rest: one line falling over time, with now, our deadline and foreign ones. */
import { useElementSize } from '@mantine/hooks'
import { useId, type JSX } from 'react'
import type { Run } from '../../shared/run.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { chartScale, type ChartMark, type ChartScale } from '../model/chart-scale.ts'
import { countTicks, curveOf, tickStep, type Curve } from '../model/run-curve.ts'
import { useQuiesce } from '../store.ts'

const edge = { left: 34, right: 8, top: 30, bottom: 22 }

interface Frame {
  readonly width: number
  readonly height: number
  readonly x: (seconds: number) => number
  readonly y: (left: number) => number
}

function frameOf(width: number, height: number, curve: Curve, scale: ChartScale): Frame {
  const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom }
  return {
    width,
    height,
    x: (seconds) => edge.left + (Math.min(seconds, scale.span) / scale.span) * inner.width,
    y: (left) => edge.top + (1 - left / Math.max(1, curve.total)) * inner.height,
  }
}

function staircase(curve: Curve, frame: Frame, until: number): string {
  const steps = curve.falls.map((fall) => `H${frame.x(fall.at)}V${frame.y(fall.left)}`)
  return `M${frame.x(0)} ${frame.y(curve.total)}${steps.join('')}H${frame.x(Math.max(until, curve.falls.at(-1)?.at ?? 0))}`
}

function Axes(props: {
  readonly frame: Frame
  readonly curve: Curve
  readonly scale: ChartScale
}): JSX.Element {
  const { frame, curve, scale } = props
  const step = tickStep(scale.span, Math.max(3, Math.floor(frame.width / 76)))
  const ticks = Array.from({ length: Math.floor(scale.span / step) + 1 }, (_, at) => at * step)
  const word = (at: number): string =>
    at === 0 ? '0\u00a0s' : at < 60 ? String(at) : duration(at * 1000).replace('\u00a0s', '')
  return (
    <g>
      {countTicks(curve.total).map((left) => (
        <g key={`y${left}`}>
          <path
            d={`M${edge.left} ${frame.y(left) + 0.5}H${frame.width - edge.right}`}
            className={left === 0 ? 'axis' : 'grid'}
          />
          <text x={edge.left - 8} y={frame.y(left) + 4} textAnchor="end">
            {left}
          </text>
        </g>
      ))}
      {ticks.map((at) => (
        <g key={`x${at}`}>
          <path d={`M${frame.x(at)} ${frame.y(0)}v4`} className="axis" />
          <text x={frame.x(at)} y={frame.y(0) + 17} textAnchor="middle">
            {word(at)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** A mark's word stands where it does not run out of the picture. */
function anchorOf(x: number, frame: Frame): 'start' | 'middle' | 'end' {
  if (x > frame.width - 90) return 'end'
  return x < edge.left + 30 ? 'start' : 'middle'
}

function Mark(props: {
  readonly mark: ChartMark
  readonly frame: Frame
  readonly hatch: string
}): JSX.Element {
  const { mark, frame } = props
  const x = frame.x(mark.at)
  const bottom = frame.y(0)
  if (mark.kind === 'ceiling') {
    return (
      <g>
        <rect
          x={x}
          y={edge.top - 2}
          width={Math.max(0, frame.width - edge.right - x)}
          height={bottom - edge.top + 2}
          fill={`url(#${props.hatch})`}
          opacity=".5"
        />
        <path
          d={`M${x} ${edge.top - 10}V${bottom}`}
          stroke="var(--line-control)"
          strokeWidth="1.5"
        />
        <text x={x - 6} y={19} textAnchor="end">
          <tspan className="ink">{mark.word}</tspan> at {duration(mark.at * 1000)}
        </text>
      </g>
    )
  }
  if (mark.kind === 'now' || mark.kind === 'asked') {
    return (
      <g>
        <path d={`M${x} 26V${bottom}`} className={mark.kind} />
        <text
          x={x}
          y={19}
          className={mark.kind === 'now' ? 'ink' : ''}
          textAnchor={mark.kind === 'now' ? 'middle' : anchorOf(x, frame)}
        >
          {mark.word}
        </text>
      </g>
    )
  }
  const force = mark.kind === 'kill' ? 'force' : ''
  const end = anchorOf(x, frame) === 'end'
  return (
    <g>
      <path d={`M${x} 8V${bottom}`} className={`flag ${force}`} />
      <path
        d={end ? `M${x} 8l-6 3.5 6 3.5` : `M${x} 8l6 3.5-6 3.5`}
        fill={force === '' ? 'var(--tide)' : 'var(--ember)'}
      />
      <text x={end ? x - 9 : x + 9} y={15} textAnchor={end ? 'end' : 'start'}>
        <tspan className={`flag-word ${force}`}>{mark.word}</tspan> at {duration(mark.at * 1000)}
      </text>
    </g>
  )
}

/** The words of "now" and of our own flag must not lie on each other. */
function withoutCollision(scale: ChartScale, frame: Frame): readonly ChartMark[] {
  const now = scale.marks.find((mark) => mark.kind === 'now')
  const others = scale.marks.filter((mark) => mark.kind !== 'now')
  const near = others.some(
    (mark) => now !== undefined && Math.abs(frame.x(mark.at) - frame.x(now.at)) < 70,
  )
  return now === undefined ? others : [...others, near ? { ...now, word: '' } : now]
}

export function RestChart(props: { readonly run: Run; readonly height?: number }): JSX.Element {
  const { run, height = 196 } = props
  const { ref, width } = useElementSize<HTMLDivElement>()
  const now = useQuiesce((s) => (run.phase.kind === 'ended' ? 0 : s.now))
  const hatch = useId()
  const curve = curveOf(run)
  const scale = chartScale(run, now)
  const frame = frameOf(width, height, curve, scale)
  const ended = run.phase.kind === 'ended'
  const until = ended ? scale.span / 1.06 : (now - run.startedAt.wall) / 1000
  const path = staircase(curve, frame, until)
  const gone = curve.total - curve.left
  const sentence = `${gone} of ${count(curve.total, 'process', 'processes')} gone after ${duration(until * 1000)}`
  const killed = curve.falls.filter((fall) => fall.killed)
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 && (
        <svg
          className="rest-chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label={sentence}
        >
          <defs>
            <pattern
              id={hatch}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path d="M0 0V6" stroke="var(--line-control)" strokeWidth="1.2" />
            </pattern>
          </defs>
          <path className="area" d={`${path}V${frame.y(0)}H${frame.x(0)}Z`} />
          <Axes frame={frame} curve={curve} scale={scale} />
          <path className="curve" d={path} />
          {killed.map((fall) => (
            <path
              key={fall.left}
              className="curve killed"
              d={`M${frame.x(fall.at)} ${frame.y(fall.left + 1)}V${frame.y(fall.left)}`}
            />
          ))}
          {withoutCollision(scale, frame).map((mark) => (
            <Mark key={`${mark.kind} ${mark.word}`} mark={mark} frame={frame} hatch={hatch} />
          ))}
          {!ended && (
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
      )}
    </div>
  )
}
