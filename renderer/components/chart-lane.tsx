import type { JSX } from 'react'
import type { ChartLane as Lane } from '../model/chart-scale.ts'
import { edge, type Frame } from './chart-frame.ts'

/** About the width of a letter of the lane, to leave out a word that has no room. */
const letterWidth = 5.4

function Word(props: {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly text: string
  readonly className: string
}): JSX.Element | null {
  if (props.text.length * letterWidth > props.width - 14) return null
  return (
    <text x={props.x + 9} y={props.y + 13.5} className={props.className}>
      {props.text}
    </text>
  )
}

/** The schedule as a lane below the axis: what is spent of our wait, and what comes behind it. */
export function ChartLane(props: {
  readonly lane: Lane
  readonly frame: Frame
  readonly now: number
  readonly hatch: string
  /** Seconds at which somebody else forces, or null. */
  readonly ceiling: number | null
}): JSX.Element {
  const { lane, frame, now } = props
  const y = frame.height + 4
  const from = frame.x(lane.from)
  const until = frame.x(lane.until)
  const spent = Math.max(0, Math.min(until, frame.x(now)) - from)
  const edgeRight = frame.width - edge.right
  const right = props.ceiling === null ? edgeRight : Math.max(until, frame.x(props.ceiling))
  return (
    <g>
      <rect x={from} y={y} width={until - from - 1} height={19} rx={4} fill="var(--tide-tint)" />
      <rect x={from} y={y} width={spent} height={19} rx={4} fill="var(--tide)" opacity=".28" />
      <Word x={from} width={until - from} y={y} text={lane.wait} className="ink" />
      <rect
        x={until + 2.5}
        y={y + 0.5}
        width={Math.max(0, right - until - 3)}
        height={18}
        rx={4}
        fill="none"
        stroke="var(--tide-line)"
        strokeDasharray="3 3"
      />
      <Word x={until + 2} width={right - until} y={y} text={lane.then} className="soft" />
      {right < edgeRight && (
        <rect x={right} y={y} width={edgeRight - right} height={19} fill={`url(#${props.hatch})`} />
      )}
    </g>
  )
}
