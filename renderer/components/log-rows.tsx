/** The lines of a log that are seen, each as high as its text needs. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type JSX } from 'react'
import type { LogLine } from '../../shared/unit.ts'
import { logLevelName } from '../../shared/wording/log-levels.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { fullMomentText } from '../model/dates.ts'
import { levelColour, logRows, type LogRow } from '../model/log-lines.ts'

/** Pixels of one line of text. */
const lineHeight = 20

/** Nearer to the end than this, one is at the end. Pixels. */
const atEnd = 12

/** Levels up to this one carry their word; below it is the normal case. */
const worthAWord = 5

function Row(props: { readonly row: LogRow }): JSX.Element {
  const { row } = props
  if (row.kind === 'day') return <span className="day s t3">{row.day}</span>
  const { line, text } = row
  const from = line.pid === null ? line.from : `${line.from}[${line.pid}]`
  return (
    <>
      <time dateTime={new Date(line.at).toISOString()} title={fullMomentText(line.at)}>
        {clock(line.at)}
      </time>
      <span className="from cut" title={printable(from)}>
        {printable(line.pid === null ? line.from : String(line.pid))}
      </span>
      <span className={`level-word ${levelColour(line.level)}`}>
        {logLevelName(line.level)}
        <span className="sr">: </span>
      </span>
      <span className={line.level > worthAWord + 1 ? 't2' : ''}>{printable(text)}</span>
    </>
  )
}

interface LogRowsProps {
  readonly lines: readonly LogLine[]
  readonly holding: boolean
  /** Called with true when somebody scrolled away from the end, with false when back. */
  readonly onHold: (holding: boolean) => void
}

export function LogRows(props: LogRowsProps): JSX.Element {
  const { lines, holding, onHold } = props
  const scroller = useRef<HTMLDivElement>(null)
  const lastTop = useRef(0)
  const rows = useMemo(() => logRows(lines), [lines])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 12,
  })
  const height = virtual.getTotalSize()
  useEffect(() => {
    const element = scroller.current
    if (!holding && element !== null) element.scrollTop = element.scrollHeight
  }, [holding, rows, height])
  return (
    <div
      ref={scroller}
      className="scroll log-lines"
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Log lines"
      onScroll={({ currentTarget: at }) => {
        const left = at.scrollHeight - at.clientHeight - at.scrollTop
        // Only a way up is a person's: growing lines move the end away without a scroll.
        if (left > lineHeight * 2 && at.scrollTop < lastTop.current) onHold(true)
        else if (left < atEnd) onHold(false)
        lastTop.current = at.scrollTop
      }}
    >
      <div className="log-rows" style={{ height }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={row.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={`log-line ${row.kind}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
