/** Services: search, filters, the table, and the plan of the selected row before anything is sent. */
import type { JSX } from 'react'
import { useMemo, useRef, type RefObject } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Button } from '../components/button.tsx'
import { Dock } from '../components/dock.tsx'
import { ForceLimitTag } from '../components/limit-tag.tsx'
import { FilterChips } from '../components/filter-chips.tsx'
import { Icon } from '../components/icon.tsx'
import { ErrorNote } from '../components/note.tsx'
import { SearchField } from '../components/search-field.tsx'
import { ServicesTable } from '../components/services-table.tsx'
import { useActionKeys, useKeys } from '../components/use-keys.ts'
import { Welcome } from '../components/welcome.tsx'
import { favouriteAction, favouritesOf } from '../favourites.ts'
import { selectRows } from '../model/service-order.ts'
import { openAction, restartAction, stopAction } from '../service-actions.ts'
import { useApp, useQuiesce } from '../store.ts'

function Problems(): JSX.Element | null {
  const problems = useQuiesce((s) => s.problems)
  if (problems.length === 0) return null
  return (
    <div className="banner" role="alert">
      <Icon name="no-answer" />
      <div className="break">
        <b>Part of the configuration is refused; the last good one stays in force.</b>
        {problems.map((problem) => (
          <p key={problem} className="s mono">
            {printable(problem)}
          </p>
        ))}
      </div>
    </div>
  )
}

function Nothing(props: { readonly filtered: boolean }): JSX.Element {
  const { go } = useApp()
  return (
    <div className="void grow">
      <Icon name="stopped" className="i-28" />
      <b>{props.filtered ? 'No service fits the search.' : 'Quiesce sees no service here.'}</b>
      <p className="s t2">
        {props.filtered
          ? 'Clear the search or choose another filter.'
          : 'Name one in services.yaml, or start a practice daemon to see how a stop goes.'}
      </p>
      {!props.filtered && (
        <Button
          icon="practice"
          onPress={() => {
            go({ view: 'practice' })
          }}
        >
          Choose a practice daemon…
        </Button>
      )}
    </div>
  )
}

const pageRows = 15

/** The rows that search, filter and order leave, and which of them is selected. */
function useShownRows(): { all: ServiceRow[]; rows: ServiceRow[]; at: number } {
  const services = useQuiesce((s) => s.services)
  const filter = useQuiesce((s) => s.filter)
  const search = useQuiesce((s) => s.search)
  const sort = useQuiesce((s) => s.sort)
  const selected = useQuiesce((s) => s.selected)
  const favourites = useQuiesce(favouritesOf)
  const all = useMemo(() => [...(services?.values() ?? [])], [services])
  const rows = useMemo(
    () => selectRows(all, { filter, search, sort, favourites: new Set(favourites) }),
    [all, filter, search, sort, favourites],
  )
  return { all, rows, at: rows.findIndex((row) => row.target === selected) }
}

/** Keys that move the selection, and those of the selected row. Gives back how to select a row. */
function useRowKeys(
  rows: readonly ServiceRow[],
  at: number,
  searchField: RefObject<HTMLInputElement | null>,
): (to: number) => void {
  const { store } = useApp()
  const select = (to: number): void => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, to))]
    if (next !== undefined) store.setState({ selected: next.target })
  }
  const moves: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at === -1 ? 0 : at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: rows.length - 1,
  }
  useKeys((event) => {
    const to = moves[event.key]
    if (event.key === '/') searchField.current?.focus()
    else if (to !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) select(to)
    else return
    event.preventDefault()
  })
  useActionKeys([stopAction, restartAction, openAction, favouriteAction], rows[at] ?? null)
  return select
}

/** What stands where the table would be: an error, a wait, or nothing to show. */
function InsteadOfTable(props: { readonly filtered: boolean }): JSX.Element {
  const error = useQuiesce((s) => s.servicesError)
  const read = useQuiesce((s) => s.services !== null)
  if (error !== null) {
    return (
      <div className="body">
        <ErrorNote error={error} />
      </div>
    )
  }
  if (!read) return <div className="void grow">Reading the services…</div>
  return <Nothing filtered={props.filtered} />
}

export function ServicesView(): JSX.Element {
  const { store, go } = useApp()
  const search = useQuiesce((s) => s.search)
  const searchField = useRef<HTMLInputElement>(null)
  const { all, rows, at } = useShownRows()
  const select = useRowKeys(rows, at, searchField)
  const row = rows[at] ?? null
  return (
    <div className="services" style={{ display: 'contents' }}>
      <div className="head">
        <h1>Services</h1>
        <ForceLimitTag />
        <SearchField
          ref={searchField}
          label="Search services"
          placeholder="Name, pid, user or path"
          value={search}
          onChange={(text) => {
            store.setState({ search: text })
          }}
          onDown={() => {
            select(0)
          }}
        />
        <Button
          onPress={() => {
            go({ view: 'add', target: null })
          }}
        >
          Add a service…
        </Button>
      </div>
      <FilterChips rows={all} />
      <Problems />
      <Welcome />
      {rows.length > 0 ? (
        <ServicesTable rows={rows} at={at} />
      ) : (
        <InsteadOfTable filtered={all.length > 0} />
      )}
      {row !== null && <Dock key={row.target} row={row} />}
    </div>
  )
}
