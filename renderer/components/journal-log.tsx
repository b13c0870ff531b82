/** The records, a heading for each run; only those that are seen are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type JSX } from 'react'
import type { JournalEntry, JournalKind } from '../../shared/journal-entry.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { journalLine } from '../../shared/wording/journal-line.ts'
import { outcomeWord } from '../../shared/wording/outcomes.ts'
import { dayText, fullMomentText } from '../model/dates.ts'
import type { JournalRow } from '../model/journal-rows.ts'
import { printRoute } from '../route.ts'
import { Icon, type IconName } from './icon.tsx'
import { outcomeMarks } from './state-mark.tsx'

const icons: Record<JournalKind, IconName> = {
  'run-began': 'start',
  intent: 'signal',
  result: 'check',
  phase: 'timer',
  decision: 'users',
  'member-gone': 'minus',
  'member-appeared': 'running',
  notice: 'info',
  outcome: 'out-already',
  refused: 'out-refused',
  start: 'start',
  order: 'list',
}

const isOutcome = (kind: string): kind is keyof typeof outcomeMarks =>
  Object.hasOwn(outcomeMarks, kind)

/** Force, refusals and outcomes are the entries that have weight. */
function markOf(entry: JournalEntry): { readonly icon: IconName; readonly colour: string } {
  if (entry.kind === 'outcome' && isOutcome(entry.outcome)) return outcomeMarks[entry.outcome]
  if (entry.kind === 'intent' && entry.force) return { icon: 'force', colour: 'ember' }
  const icon = icons[entry.kind]
  if (entry.kind === 'refused' || entry.kind === 'notice') return { icon, colour: 'amber' }
  return { icon, colour: 't3' }
}

type GroupRow = Extract<JournalRow, { readonly kind: 'group' }>

function Heading(props: {
  readonly row: GroupRow
  readonly onFold: (key: string) => void
}): JSX.Element {
  const { row, onFold } = props
  const mark = row.outcome !== null && isOutcome(row.outcome) ? outcomeMarks[row.outcome] : null
  const title = printable(row.title)
  return (
    <>
      <button
        type="button"
        className="fold-run"
        aria-expanded={row.open}
        onClick={() => {
          onFold(row.key)
        }}
      >
        <Icon name={row.open ? 'down' : 'right'} className="i-12 t3" />
        <b className="cut">{title}</b> <span className="s t3">{dayText(row.at)}</span>{' '}
        <span className={row.open ? 'sr' : 's t3'}>{count(row.count, 'record')}</span>
      </button>
      <span className="row s">
        {mark !== null && row.outcome !== null && isOutcome(row.outcome) && (
          <span className="row ended-so">
            <Icon name={mark.icon} className={`i-14 ${mark.colour}`} />
            {outcomeWord[row.outcome]}
          </span>
        )}
        {row.run !== null && (
          <a href={printRoute({ view: 'run', id: row.run })}>Run {printable(row.run)}</a>
        )}
      </span>
    </>
  )
}

function Entry(props: { readonly entry: JournalEntry; readonly named: boolean }): JSX.Element {
  const { entry, named } = props
  const line = journalLine(entry)
  const mark = markOf(entry)
  const strong = entry.kind === 'outcome' || (entry.kind === 'intent' && entry.force)
  return (
    <>
      <time
        className="mono"
        dateTime={new Date(entry.at.wall).toISOString()}
        title={fullMomentText(entry.at.wall)}
      >
        {clock(entry.at.wall)}
      </time>
      <Icon name={mark.icon} className={`i-14 ${mark.colour}`} />
      <span className={`cut ${strong ? 'strong' : ''}`} title={line}>
        {named && entry.target !== null && <span className="t3">{printable(entry.target)}: </span>}
        {line}
      </span>
      <span className="s t3">
        {printable(entry.writer.door)}, {printable(entry.writer.user)}
      </span>
    </>
  )
}

const heightOf = (row: JournalRow | undefined): number => (row?.kind === 'group' ? 40 : 28)

export function JournalLog(props: {
  readonly rows: readonly JournalRow[]
  readonly grouped: boolean
  readonly onFold: (key: string) => void
}): JSX.Element {
  const { rows, grouped, onFold } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => heightOf(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 10,
  })
  // Headings and lines are of different height: where they change places, all is measured anew.
  useEffect(() => {
    virtual.measure()
  }, [rows, virtual])
  return (
    <div
      ref={scroller}
      className="scroll log"
      tabIndex={0}
      role="region"
      aria-label="Journal entries"
    >
      <div className="log-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={row.key}
              className={`log-row ${row.kind}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'group' ? (
                <Heading row={row} onFold={onFold} />
              ) : (
                <Entry entry={row.entry} named={!grouped} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
