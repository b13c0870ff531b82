/** The first step of adding a service: which process or script it is. */
import { useMemo, useState, type JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { backendWord } from '../../shared/wording/views.ts'
import { targetTyped } from '../model/service-draft.ts'
import { matchesSearch, sortRows } from '../model/service-order.ts'
import { printRoute } from '../route.ts'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'
import { ErrorNote } from './note.tsx'
import { SearchField } from './search-field.tsx'
import { useAnswer } from './use-answer.ts'
import { useSearchKey } from './use-search-key.ts'

/** More rows help nobody: the search narrows them. */
const shownAtMost = 200

const PickRow = (props: { readonly row: ServiceRow }): JSX.Element => {
  const { row } = props
  return (
    <li>
      <a href={printRoute({ view: 'add', target: row.target })}>
        <Name text={row.title} />
        <span className="s t3 cut" title={printable(row.subtitle)}>
          {row.subtitle === row.title ? '' : printable(row.subtitle)}
        </span>
        <span className="s t2 num mono">{row.main?.pid ?? ''}</span>
        <span className="s t2 cut">{printable(row.user)}</span>
        <span className="s t2">{backendWord[row.backend]}</span>
        <Icon name="right" className="i-14 t3" />
      </a>
    </li>
  )
}

function Rows(props: {
  readonly rows: readonly ServiceRow[]
  readonly search: string
}): JSX.Element {
  const { rows, search } = props
  const typed = targetTyped(search)
  const fits = useMemo(
    () =>
      sortRows(
        rows.filter((row) => matchesSearch(row, search)),
        { by: 'name', descending: false },
      ),
    [rows, search],
  )
  return (
    <ul className="picks" aria-label="Processes and scripts">
      {typed !== null && (
        <li>
          <a href={printRoute({ view: 'add', target: typed })}>
            <b className="break">Look at {printable(typed)}</b>
            <Icon name="right" className="i-14 t3" />
          </a>
        </li>
      )}
      {fits.slice(0, shownAtMost).map((row) => (
        <PickRow key={row.target} row={row} />
      ))}
      {fits.length > shownAtMost && (
        <li className="s t3 pad">{fits.length - shownAtMost} more: narrow the search.</li>
      )}
      {fits.length === 0 && typed === null && (
        <li className="t2 pad">
          Nothing here fits. A program that does not run can be named as <code>exe:/PATH</code>.
        </li>
      )}
    </ul>
  )
}

export function AddPick(): JSX.Element {
  const [search, setSearch] = useState('')
  const field = useSearchKey()
  const answer = useAnswer('services.list', { all: true })
  const found = answer?.ok === true ? answer.value.rows : []
  const rows = found.filter((row) => row.origin === 'discovered')
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>Add a service</h1>
          <p className="s t2">
            Which process or script is it? Or type what it is: <code>exe:/PATH</code>,{' '}
            <code>pid:N</code>, <code>port:N</code>, <code>init:NAME</code>.
          </p>
        </div>
        <SearchField
          ref={field}
          label="Search, or type a target"
          placeholder="Name, path or exe:/PATH"
          value={search}
          onChange={setSearch}
        />
      </div>
      <div className="body page">
        {answer === null && <p className="t3">Looking at what runs…</p>}
        {answer?.ok === false && <ErrorNote error={answer.error} />}
        {answer?.ok === true && (
          <section className="panel" aria-label="What runs here">
            <Rows rows={rows} search={search} />
          </section>
        )}
        {answer?.ok === true && found.length > rows.length && (
          <p className="s t3 pad">
            {count(found.length - rows.length, 'service')} of the configuration{' '}
            {found.length - rows.length === 1 ? 'is' : 'are'} not listed.
          </p>
        )}
      </div>
    </>
  )
}
