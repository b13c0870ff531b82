import type { JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { readServices } from '../connect.ts'
import { favouritesOf } from '../favourites.ts'
import {
  countFilters,
  filterNames,
  type FilterName,
  type StateFilter,
} from '../model/service-order.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { stateMarks } from './state-mark.tsx'

const words: Record<FilterName, string> = {
  all: 'All',
  running: 'Running',
  asking: 'Asks you',
  stopping: 'Stopping',
  failed: 'Failed',
  left: 'Left something',
  frozen: 'Frozen',
  unknown: 'Unknown',
  exited: 'Exited',
  stopped: 'Stopped',
  favourites: 'Favourites',
}

const markOf = (name: StateFilter): (typeof stateMarks)['running'] =>
  stateMarks[name === 'left' ? 'dead-lock-file' : name]

function ChipMark(props: { readonly name: FilterName }): JSX.Element | null {
  const { name } = props
  if (name === 'all') return null
  if (name === 'favourites') return <Icon name="star-on" className="t2" />
  return <Icon name={markOf(name).icon} className={markOf(name).colour} />
}

/** Filters with counts; one that would show nothing is not there, unless it is chosen. */
export function FilterChips(props: { readonly rows: readonly ServiceRow[] }): JSX.Element {
  const { store, client } = useApp()
  const filter = useQuiesce((s) => s.filter)
  const hidden = useQuiesce((s) => s.hidden)
  const showAll = useQuiesce((s) => s.showAll)
  const favourites = useQuiesce(favouritesOf)
  const counts = countFilters(props.rows, new Set(favourites))
  const shown = filterNames.filter((name) => name === 'all' || name === filter || counts[name] > 0)
  const toggle = (): void => {
    store.setState({ showAll: !showAll })
    void readServices(client, store)
  }
  return (
    <div className="chips">
      <div className="list" role="group" aria-label="Filter">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={filter === name}
            onClick={() => {
              store.setState({ filter: name })
            }}
          >
            <ChipMark name={name} />
            {words[name]} <b>{counts[name].toLocaleString('en')}</b>
          </button>
        ))}
      </div>
      {(hidden > 0 || showAll) && (
        <button type="button" className="chip push" aria-pressed={showAll} onClick={toggle}>
          {showAll ? 'All processes' : `Show ${hidden} more`}
        </button>
      )}
    </div>
  )
}
