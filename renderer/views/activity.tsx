/** Activity: the journal, by run, searchable, and to be taken along as a file. */
import { useMemo, useState, type JSX } from 'react'
import { count } from '../../shared/wording/numbers.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { JournalBar } from '../components/journal-bar.tsx'
import { JournalExport } from '../components/journal-export.tsx'
import { JournalLog } from '../components/journal-log.tsx'
import { ErrorNote } from '../components/note.tsx'
import { Noticed } from '../components/noticed.tsx'
import { SearchField } from '../components/search-field.tsx'
import { useSearchKey } from '../components/use-search-key.ts'
import { readAll } from '../connect.ts'
import {
  chooseEntries,
  everyRecord,
  outcomesOf,
  type JournalChoice,
} from '../model/journal-choice.ts'
import { journalRows, type JournalRow } from '../model/journal-rows.ts'
import { useApp, useQuiesce } from '../store.ts'

const nobody: readonly never[] = []

/** The rows that search and choice leave. */
function useRows(
  search: string,
  choice: JournalChoice,
  how: { readonly grouped: boolean; readonly closed: ReadonlySet<string> },
): readonly JournalRow[] {
  const journal = useQuiesce((s) => s.journal) ?? nobody
  // A minute is near enough for "the last hour"; a list that is read must not tick.
  const now = useQuiesce((s) => Math.floor(s.now / 60_000) * 60_000)
  const { grouped, closed } = how
  return useMemo(() => {
    const chosen = chooseEntries(journal, choice, now + 60_000)
    return journalRows(chosen, search, { grouped, closed, outcomes: outcomesOf(journal) })
  }, [journal, choice, now, search, grouped, closed])
}

/** What stands where the records would be. */
function Nothing(props: { readonly onClear: () => void }): JSX.Element {
  const { client, store } = useApp()
  const journal = useQuiesce((s) => s.journal)
  const error = useQuiesce((s) => s.journalError)
  if (journal === null) return <div className="void grow">Reading the journal…</div>
  if (journal.length === 0 && error !== null) {
    return (
      <div className="body">
        <ErrorNote error={error} />
        <div className="row under-note">
          <Button
            size="sm"
            icon="restart"
            onPress={() => {
              void readAll(client, store)
            }}
          >
            Read it again
          </Button>
        </div>
      </div>
    )
  }
  const none = journal.length === 0
  return (
    <div className="void grow">
      <Icon name="book" className="i-28" />
      <b>{none ? 'Nothing is on record yet.' : 'No record fits.'}</b>
      <p className="s t2">
        {none
          ? 'Every signal is written down before it is sent, and what came of it after.'
          : 'Older records than the newest 5,000 are in the files of the journal.'}
      </p>
      {!none && <Button onPress={props.onClear}>Show all records</Button>}
    </div>
  )
}

const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

export function ActivityView(): JSX.Element {
  const journal = useQuiesce((s) => s.journal)
  const error = useQuiesce((s) => s.journalError)
  const run = useQuiesce((s) => (s.route.view === 'activity' ? s.route.run : null))
  const [search, setSearch] = useState(run ?? '')
  const [choice, setChoice] = useState(everyRecord)
  const [grouped, setGrouped] = useState(true)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const field = useSearchKey()
  const rows = useRows(search, choice, { grouped, closed })
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
        <JournalExport rows={rows} />
      </div>
      {journal !== null && journal.length > 0 && (
        <JournalBar
          journal={journal}
          choice={choice}
          onChoice={setChoice}
          grouped={grouped}
          onGrouped={setGrouped}
        />
      )}
      {error !== null && rows.length > 0 && (
        <div className="under-head">
          <ErrorNote error={error} />
        </div>
      )}
      <Noticed />
      {rows.length > 0 ? (
        <JournalLog
          rows={rows}
          grouped={grouped}
          onFold={(key) => {
            setClosed(toggled(closed, key))
          }}
        />
      ) : (
        <Nothing
          onClear={() => {
            setSearch('')
            setChoice(everyRecord)
          }}
        />
      )}
    </>
  )
}
