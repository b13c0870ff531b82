/** Who waits for whom: drawn where it fits, a list where it does not, one sentence for a reader. */
import { Fragment, type CSSProperties, type JSX } from 'react'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import {
  boxHeight,
  layoutWaits,
  waitedWords,
  waitLines,
  waitsSentence,
  type Box,
  type Layout,
  type Line,
} from '../model/wait-graph.ts'
import { Icon } from './icon.tsx'

const percent = (share: number): string => `${share}%`

function BoxView(props: { readonly box: Box }): JSX.Element {
  const { node, left, width, top, others } = props.box
  const label = printable(node.label)
  const detail = [
    printable(node.detail),
    ...(others === 0 ? [] : [`and ${count(others, 'other')}`]),
  ].filter((word) => word !== '')
  return (
    <div
      className={`wait-box ${node.role} ${others > 0 ? 'many' : ''}`}
      style={{ left: percent(left), width: percent(width), top, height: boxHeight }}
      title={[label, ...detail].join(', ')}
    >
      <span className="cut">{label}</span>
      {detail.length > 0 && <small className="cut">{detail.join(', ')}</small>}
    </div>
  )
}

/** Across in hundredths of the width, whatever that is; the stroke is not stretched. */
function pathOf({ x1, y1, x2, y2, back }: Line, height: number): string {
  if (back) {
    const low = height - 4
    return `M${x1} ${y1}V${low}H${x2}V${y2 + 2}`
  }
  const middle = (x1 + x2) / 2
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}

function Head(props: { readonly line: Line }): JSX.Element {
  const { x2, y2, back, culprit } = props.line
  const place: CSSProperties = back
    ? { left: `calc(${x2}% - 5px)`, top: y2 + 1, transform: 'rotate(-90deg)' }
    : { left: `calc(${x2}% - 10px)`, top: y2 - 5 }
  return (
    <svg
      className={`wait-head ${culprit ? 'culprit' : ''}`}
      viewBox="0 0 10 10"
      aria-hidden="true"
      style={place}
    >
      <path d="m3.500 0.500 5.500 4.500-5.500 4.500" />
    </svg>
  )
}

/** Where the words of a line stand: on the outer side of a curve, around a straight line, below a way back. */
function labelPlace({ x1, x2, y1, y2, back }: Line, height: number): [string, CSSProperties] {
  const along = { left: `calc(${x1}% + 6px)`, width: `calc(${x2 - x1}% - 8px)` }
  if (back) {
    const left = percent(Math.min(x1, x2))
    return ['beside back', { left, width: percent(Math.abs(x2 - x1)), top: height - 24 }]
  }
  if (Math.abs(y2 - y1) < 4) return ['around', { ...along, top: y1 - 20 }]
  return ['beside', { ...along, top: y2 > y1 ? y1 - 20 : y1 + 4 }]
}

function Label(props: { readonly line: Line; readonly height: number }): JSX.Element {
  const { line, height } = props
  const { edge, culprit } = line
  const [place, style] = labelPlace(line, height)
  const waited = waitedWords(edge)
  return (
    <span className={`wait-label ${culprit ? 'culprit' : ''} ${place}`} style={style}>
      <span className="cut">{printable(edge.why)}</span>
      {waited !== '' && <b>{waited}</b>}
    </span>
  )
}

function Picture(props: { readonly layout: Layout; readonly name: string }): JSX.Element {
  const { boxes, lines, height } = props.layout
  return (
    <div className="waits-picture" role="img" aria-label={props.name} style={{ height }}>
      <svg
        className="wait-lines"
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {lines.map((line) => (
          <path
            key={line.key}
            className={line.culprit ? 'culprit' : ''}
            d={pathOf(line, height)}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {boxes.map((box) => (
        <BoxView key={box.node.id} box={box} />
      ))}
      {lines.map((line) => (
        <Fragment key={line.key}>
          <Head line={line} />
          <Label line={line} height={height} />
        </Fragment>
      ))}
    </div>
  )
}

/** Lines of a list that nobody reads to the end. */
const shownAtMost = 12

function List(props: { readonly waits: Diagnosis['waits']; readonly only: boolean }): JSX.Element {
  const lines = waitLines(props.waits)
  return (
    <ul className={`waits-list ${props.only ? '' : 'instead'}`}>
      {lines.slice(0, shownAtMost).map(({ key, who, whom, how, others }) => (
        <li key={key}>
          <span className="break">
            {printable(who.label)}
            {others > 0 && <span className="t3"> and {count(others, 'other')}</span>}
          </span>
          <Icon name="right" className="i-12 t3" />
          <span className={`break ${whom.role === 'culprit' ? 'amber' : ''}`}>
            <span className="sr">{others > 0 ? 'wait for ' : 'waits for '}</span>
            {printable(whom.label)}
            {whom.role === 'culprit' && whom.detail !== '' && (
              <span className="t3"> {printable(whom.detail)}</span>
            )}
          </span>
          <span className="s t3">{how}</span>
        </li>
      ))}
      {lines.length > shownAtMost && (
        <li className="t3">{count(lines.length - shownAtMost, 'more wait')}</li>
      )}
    </ul>
  )
}

export function WaitGraph(props: { readonly waits: Diagnosis['waits'] }): JSX.Element | null {
  const { waits } = props
  if (waits.edges.length === 0) return null
  const layout = layoutWaits(waits)
  return (
    <div className="waits">
      {layout !== null && <Picture layout={layout} name={waitsSentence(waits)} />}
      <List waits={waits} only={layout === null} />
    </div>
  )
}
