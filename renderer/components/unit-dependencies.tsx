/** Units that a unit hangs on, and units that hang on it, each a way to its own view. */
import { useMemo, useState, type JSX } from 'react'
import type { DependencyGroup, UnitDetail, UnitRef } from '../../shared/unit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { searchDependencies } from '../model/unit-search.ts'
import { ErrorNote } from './note.tsx'
import { SearchField } from './search-field.tsx'
import { UnitLink } from './unit-link.tsx'
import { UnitStateMark } from './unit-state-mark.tsx'
import { useAnswer } from './use-answer.ts'
import { useSearchKey } from './use-search-key.ts'

const directions: readonly {
  readonly direction: DependencyGroup['direction']
  readonly word: string
}[] = [
  { direction: 'needed-by', word: 'Hangs on it' },
  { direction: 'needs', word: 'It hangs on' },
  { direction: 'triggers', word: 'Starts it, or is started by it' },
  { direction: 'order', word: 'Order and conflicts' },
]

function Line(props: { readonly unit: UnitRef; readonly of: UnitDetail }): JSX.Element {
  const { unit, of } = props
  return (
    <li>
      <UnitStateMark activeState={unit.activeState} subState={unit.subState} />
      <UnitLink name={unit.name} manager={of.manager} />
      <span className="t3 s cut" title={printable(unit.description)}>
        {printable(unit.description)}
      </span>
    </li>
  )
}

function Group(props: {
  readonly group: DependencyGroup
  readonly of: UnitDetail
  readonly open: boolean
}): JSX.Element {
  const { group, of } = props
  return (
    <details className="dep-group" open={props.open}>
      <summary>
        <code>{printable(group.relation)}</code>
        <span className="s t2">{printable(group.meaning)}</span>
        <span className="s t3 end">{count(group.units.length, 'unit')}</span>
      </summary>
      <ul>
        {group.units.map((unit) => (
          <Line key={unit.name} unit={unit} of={of} />
        ))}
      </ul>
    </details>
  )
}

function Groups(props: {
  readonly groups: readonly DependencyGroup[]
  readonly of: UnitDetail
  readonly searching: boolean
}): JSX.Element {
  const { groups, of, searching } = props
  return (
    <div className="deps">
      {directions.map(({ direction, word }) => {
        const some = groups.filter((group) => group.direction === direction)
        if (some.length === 0) return null
        return (
          <section key={direction} className="panel" aria-label={word}>
            <header>
              <h2>{word}</h2>
            </header>
            {some.map((group) => (
              <Group
                key={group.relation}
                group={group}
                of={of}
                open={searching || direction !== 'order'}
              />
            ))}
          </section>
        )
      })}
    </div>
  )
}

export function UnitDependencies(props: {
  readonly target: string
  readonly unit: UnitDetail
  /** Grows when something of the unit changed. */
  readonly revision: string
}): JSX.Element {
  const answer = useAnswer('unit.dependencies', { target: props.target }, props.revision)
  const [search, setSearch] = useState('')
  const field = useSearchKey()
  const groups = useMemo(
    () => (answer?.ok === true ? searchDependencies(answer.value, search) : []),
    [answer, search],
  )
  if (answer === null) return <p className="t3">Reading the dependencies…</p>
  if (!answer.ok) return <ErrorNote error={answer.error} />
  return (
    <>
      <div className="look-head">
        <p className="t2 grow">What a stop passes on is named with each relation.</p>
        <SearchField
          ref={field}
          label="Search the dependencies"
          placeholder="Unit, relation or state"
          value={search}
          onChange={setSearch}
        />
      </div>
      {groups.length === 0 ? (
        <p className="t2">{search === '' ? 'It has no dependency.' : 'No unit fits the search.'}</p>
      ) : (
        <Groups groups={groups} of={props.unit} searching={search !== ''} />
      )}
    </>
  )
}
