/** Activity: the journal, grouped by run, searchable. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type JSX } from 'react'
import type { JournalEntry, JournalKind } from '../../shared/journal-entry.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { journalLine } from '../../shared/wording/journal-line.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import { Noticed } from '../components/noticed.tsx'
import { SearchField } from '../components/search-field.tsx'
import { useSearchKey } from '../components/use-search-key.ts'
import { dayText } from '../model/dates.ts'
import { journalRows, type JournalRow } from '../model/journal-rows.ts'
import { printRoute } from '../route.ts'
import { useQuiesce } from '../store.ts'

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

/** Force, refusals and failures are the entries that have weight. */
function colourOf(entry: JournalEntry): string {
  if (entry.kind === 'intent' && entry.force) return 'ember'
  if (entry.kind === 'refused' || entry.kind === 'notice') return 'amber'
  return 't3'
}

function Row(props: { readonly row: JournalRow }): JSX.Element {
  const { row } = props
  if (row.kind === 'group') {
    return (
      <>
        <h2 className="cut">
          {printable(row.title)} <span className="s t3">{dayText(row.at)}</span>
        </h2>
        {row.run !== null && (
          <a className="s" href={printRoute({ view: 'run', id: row.run })}>
            Run {row.run}
          </a>
        )}
      </>
    )
  }
  const { entry } = row
  const line = journalLine(entry)
  return (
    <>
      <time className="mono" dateTime={new Date(entry.at.wall).toISOString()}>
        {clock(entry.at.wall)}
      </time>
      <Icon name={icons[entry.kind]} className={`i-14 ${colourOf(entry)}`} />
      <span className="cut" title={line}>
        {line}
      </span>
      <span className="s t3">
        {printable(entry.writer.door)}, {printable(entry.writer.user)}
      </span>
    </>
  )
}

const heightOf = (row: JournalRow | undefined): number => (row?.kind === 'group' ? 40 : 28)

function Log(props: { readonly rows: readonly JournalRow[] }): JSX.Element {
  const { rows } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => heightOf(rows[at]),
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 10,
  })
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
              <Row row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

export function ActivityView(): JSX.Element {
  const journal = useQuiesce((s) => s.journal)
  const run = useQuiesce((s) => (s.route.view === 'activity' ? s.route.run : null))
  const [search, setSearch] = useState(run ?? '')
  const field = useSearchKey()
  const rows = useMemo(() => journalRows(journal ?? [], search), [journal, search])
  return (
    <>
      <div className="head">
        <h1>
          Activity{' '}
          <small className="t3 s">{journal === null ? '' : count(journal.length, 'record')}</small>
        </h1>
        <SearchField
          ref={field}
          label="Search the journal"
          placeholder="Service, run, pid or word"
          value={search}
          onChange={setSearch}
        />
      </div>
      <Noticed />
      {journal === null && <div className="void grow">Reading the journal…</div>}
      {journal !== null && rows.length === 0 && (
        <div className="void grow">
          <Icon name="book" className="i-28" />
          <b>{journal.length === 0 ? 'Nothing is on record yet.' : 'No record fits the search.'}</b>
          <p className="s t2">
            Every signal is written down before it is sent, and what came of it after.
          </p>
        </div>
      )}
      {rows.length > 0 && <Log rows={rows} />}
    </>
  )
}
