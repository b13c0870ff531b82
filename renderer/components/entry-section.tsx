/** What is configured of one kind: each with its place, and whether it can be changed from here. */
import { useState, type JSX } from 'react'
import { count, printable } from '../../shared/wording/numbers.ts'
import {
  entryLines,
  entryWords,
  fitsSearch,
  type EntryKind,
  type EntryLine,
} from '../model/entry-words.ts'
import { shortPlace } from '../model/setting-state.ts'
import { printRoute } from '../route.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'
import { ErrorNote } from './note.tsx'
import { SearchField } from './search-field.tsx'
import { useConfiguration } from './use-configuration.ts'
import { useSearchKey } from './use-search-key.ts'

/** From so many on they are searched. */
const manyEntries = 8

function Line(props: { readonly kind: EntryKind; readonly line: EntryLine }): JSX.Element {
  const { kind, line } = props
  return (
    <li>
      <a href={printRoute({ view: 'settings', section: kind, entry: line.name })}>
        <Name text={line.name} />
        <span className="s t2 cut" title={printable(line.summary)}>
          {line.title === '' ? '' : `${printable(line.title)} · `}
          {printable(line.summary)}
        </span>
        <code className="t3 place" title={printable(line.place)}>
          {printable(shortPlace(line.place))}
        </code>
        {line.own ? <span /> : <span className="tag line">machine</span>}
        <Icon name="right" className="i-14 t3" />
      </a>
    </li>
  )
}

function Lines(props: {
  readonly kind: EntryKind
  readonly lines: readonly EntryLine[]
}): JSX.Element {
  const { kind, lines } = props
  const [search, setSearch] = useState('')
  const field = useSearchKey()
  const fits = lines.filter((line) => fitsSearch(line, search))
  return (
    <section className="panel" aria-label={`Configured ${kind}`}>
      <header>
        <h3>{count(lines.length, entryWords[kind].one)}</h3>
        {lines.length >= manyEntries && (
          <span className="end">
            <SearchField
              ref={field}
              label={`Search ${kind}`}
              placeholder="Name, title or path"
              value={search}
              onChange={setSearch}
            />
          </span>
        )}
      </header>
      <ul className="entries">
        {fits.map((line) => (
          <Line key={line.name} kind={kind} line={line} />
        ))}
        {fits.length === 0 && <li className="t2 pad">Nothing fits the search.</li>}
      </ul>
    </section>
  )
}

const None = (props: { readonly kind: EntryKind }): JSX.Element => (
  <div className="void">
    <Icon name="list" className="i-28" />
    <b>{entryWords[props.kind].none}</b>
    <p className="s t2">{entryWords[props.kind].why}</p>
  </div>
)

export function EntrySection(props: { readonly kind: EntryKind }): JSX.Element {
  const { kind } = props
  const { go } = useApp()
  const { configuration, error } = useConfiguration()
  const lines = configuration === null ? null : entryLines(kind, configuration)
  return (
    <>
      <div className="row wrap">
        <Button
          icon="plus"
          onPress={() => {
            go({ view: 'settings', section: kind, entry: null })
          }}
        >
          {entryWords[kind].add}
        </Button>
        {kind === 'services' && (
          <Button
            look="quiet"
            onPress={() => {
              go({ view: 'add', target: null })
            }}
          >
            From what runs here…
          </Button>
        )}
      </div>
      {error !== null && <ErrorNote error={error} />}
      {error === null && lines === null && <p className="t3">Reading the files…</p>}
      {lines !== null && lines.length === 0 && <None kind={kind} />}
      {lines !== null && lines.length > 0 && <Lines kind={kind} lines={lines} />}
    </>
  )
}
