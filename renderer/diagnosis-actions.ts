import type { ServiceRow } from '../shared/service.ts'
import type { Action } from './actions.ts'

const down: ReadonlySet<ServiceRow['state']['kind']> = new Set([
  'stopped',
  'exited',
  'dead-pid-file',
  'dead-lock-file',
])

/** Nothing of it runs, so nothing can be looked at. */
const isDown = ({ state, memberCount }: ServiceRow): boolean =>
  down.has(state.kind) || (state.kind === 'failed' && memberCount === 0)

/** Looks what would hold up a stop of it, or holds up somebody else's. Sends nothing. */
export const diagnoseAction: Action<ServiceRow> = {
  id: 'diagnose',
  label: () => 'Diagnose',
  icon: 'search',
  key: 'D',
  refuse: (row) => {
    if (row.state.kind === 'stopping' || row.state.kind === 'asking') return 'Its run says why.'
    return isDown(row) ? 'Nothing of it runs.' : null
  },
  run: (app, row) => {
    app.store.setState({ diagnosing: row.target })
    app.go({ view: 'service', target: row.target })
  },
}
