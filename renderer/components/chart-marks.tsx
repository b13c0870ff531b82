/** What is marked on a run's chart: now, our flag, the question asked, SIGKILL, foreign deadlines. */
import type { JSX } from 'react'
import { duration } from '../../shared/wording/numbers.ts'
import type { ChartMark, ChartScale } from '../model/chart-scale.ts'
import { edge, type Frame } from './chart-frame.ts'

interface MarkProps {
  readonly mark: ChartMark
  readonly frame: Frame
  readonly scale: ChartScale
  readonly hatch: string
}

/** A mark's word stands where it does not run out of the picture. */
const runsOut = (x: number, frame: Frame): boolean => x > frame.width - 120

/** Pixels that a word about somebody else's deadline needs. */
const ceilingWordWidth = 200

/** Pixels that the word at our own flag needs. */
const flagWordWidth = 110

type Place = 'left' | 'right' | 'below'

/** Where a ceiling's word lies on no other one: left of its line, right of it, or a line lower. */
function placeOfWord(x: number, scale: ChartScale, frame: Frame): Place {
  const gaps = scale.marks
    .filter((mark) => mark.kind !== 'ceiling' && mark.kind !== 'now')
    .map((mark) => frame.x(mark.at) - x)
  const leftFree = gaps.every((gap) => gap > 20 || gap < -ceilingWordWidth - flagWordWidth)
  if (leftFree && x > ceilingWordWidth + edge.left) return 'left'
  const rightFree = gaps.every((gap) => gap < -flagWordWidth || gap > ceilingWordWidth)
  return rightFree && x + ceilingWordWidth < frame.width ? 'right' : 'below'
}

/** Somebody else's deadline: always hatched. Its word gives way to that of our own flag. */
function Ceiling({ mark, frame, hatch, scale }: MarkProps): JSX.Element {
  const x = frame.x(mark.at)
  const bottom = frame.y(0)
  const place = placeOfWord(x, scale, frame)
  const noRoomRight = x + ceilingWordWidth >= frame.width
  const left = place === 'left' || (place === 'below' && noRoomRight)
  return (
    <g>
      <rect
        x={x}
        y={edge.top - 2}
        width={Math.max(0, frame.width - edge.right - x)}
        height={bottom - edge.top + 2}
        fill={`url(#${hatch})`}
        opacity=".5"
      />
      <path d={`M${x} ${edge.top - 10}V${bottom}`} stroke="var(--line-control)" strokeWidth="1.5" />
      <text
        x={left ? x - 6 : x + 6}
        y={place === 'below' ? edge.top + 14 : 19}
        textAnchor={left ? 'end' : 'start'}
        className={place === 'below' ? 'halo' : ''}
      >
        <tspan className="ink">{mark.word}</tspan> {mark.latest === undefined ? 'at' : 'from'}{' '}
        {duration(mark.at * 1000)}
      </text>
    </g>
  )
}

function Line({ mark, frame }: MarkProps): JSX.Element {
  const x = frame.x(mark.at)
  const end = mark.kind !== 'now' && runsOut(x, frame)
  const anchor = mark.kind === 'now' ? 'middle' : end ? 'end' : 'start'
  const top = mark.kind === 'killed' ? edge.top : 26
  return (
    <g>
      {mark.kind !== 'killed' && <path d={`M${x} ${top}V${frame.y(0)}`} className={mark.kind} />}
      <text
        x={x + (anchor === 'middle' ? 0 : end ? 3 : -3)}
        y={19}
        className={mark.kind === 'now' ? 'ink' : mark.kind === 'killed' ? 'flag-word force' : ''}
        textAnchor={anchor}
      >
        {mark.word}
      </text>
    </g>
  )
}

function Flag({ mark, frame }: MarkProps): JSX.Element {
  const x = frame.x(mark.at)
  const force = mark.kind === 'kill' ? 'force' : ''
  const end = runsOut(x, frame)
  return (
    <g>
      <path d={`M${x} 8V${frame.y(0)}`} className={`flag ${force}`} />
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

function Mark(props: MarkProps): JSX.Element {
  switch (props.mark.kind) {
    case 'ceiling':
      return <Ceiling {...props} />
    case 'now':
    case 'asked':
    case 'killed':
      return <Line {...props} />
    case 'asks':
    case 'kill':
    case 'step':
      return <Flag {...props} />
  }
}

/** The words of "now" and of another mark must not lie on each other. */
function withoutCollision(scale: ChartScale, frame: Frame): readonly ChartMark[] {
  const now = scale.marks.find((mark) => mark.kind === 'now')
  const others = scale.marks.filter((mark) => mark.kind !== 'now')
  if (now === undefined) return others
  const near = (mark: ChartMark): boolean => {
    const gap = frame.x(mark.at) - frame.x(now.at)
    return (
      Math.abs(gap) < 24 ||
      (gap > 0 && gap < 130 && runsOut(frame.x(mark.at), frame)) ||
      (gap < 0 && gap > -130)
    )
  }
  return [...others, others.some(near) ? { ...now, word: '' } : now]
}

export const ChartMarks = (props: {
  readonly scale: ChartScale
  readonly frame: Frame
  readonly hatch: string
}): JSX.Element => (
  <g>
    {withoutCollision(props.scale, props.frame).map((mark) => (
      <Mark key={`${mark.kind} ${mark.word} ${mark.at}`} mark={mark} {...props} />
    ))}
  </g>
)
