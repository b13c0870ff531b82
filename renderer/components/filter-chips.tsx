import type { JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { readServices } from '../connect.ts'
import { countFilters, filterNames, type FilterName } from '../model/service-order.ts'
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
}

const markOf = (name: Exclude<FilterName, 'all'>): (typeof stateMarks)['running'] =>
  stateMarks[name === 'left' ? 'dead-lock-file' : name]

/** Filters with counts; one that would show nothing is not there, unless it is chosen. */
export function FilterChips(props: { readonly rows: readonly ServiceRow[] }): JSX.Element {
  const { store, client } = useApp()
  const filter = useQuiesce((s) => s.filter)
  const hidden = useQuiesce((s) => s.hidden)
  const showAll = useQuiesce((s) => s.showAll)
  const counts = countFilters(props.rows)
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
            {name !== 'all' && <Icon name={markOf(name).icon} className={markOf(name).colour} />}
            {words[name]} <b>{counts[name]}</b>
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
