import { headOf, stateOf } from '../decide/rows.ts'
import type { WatchedNow } from '../decide/watch/judge-service.ts'
import type { Seen } from '../inventory/inventory.ts'

const upStates: ReadonlySet<string> = new Set(['running', 'starting', 'deactivating', 'frozen'])

/** A look at a service as its watcher wants it. */
export function rowHead({ look, table }: Seen): Omit<WatchedNow, 'stoppedByQuiesce'> {
  const state = stateOf(look, table.at)
  const head = headOf(look.observed)
  return {
    up: upStates.has(state.kind),
    keptBySystemd: look.observed.unit !== null,
    unclean: state.kind === 'dead-pid-file' || state.kind === 'dead-lock-file',
    main: head?.identity ?? null,
    startedAt: head?.startedAt ?? null,
  }
}
