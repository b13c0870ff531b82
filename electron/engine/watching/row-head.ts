import type { ServiceState } from '../../../shared/service.ts'
import { headOf, stateOf } from '../decide/rows.ts'
import type { WatchedNow } from '../decide/watch/judge-service.ts'
import type { Look } from '../decide/observed.ts'
import type { Seen } from '../inventory/inventory.ts'

const upStates: ReadonlySet<string> = new Set(['running', 'starting', 'deactivating', 'frozen'])

const hasFiles = ({ observed: { pidFile, lockFile, init } }: Look): boolean =>
  pidFile !== null || lockFile !== null || (init !== null && init.pidFiles.length > 0)

function endedUnclean(look: Look, { kind }: ServiceState): boolean | null {
  if (look.observed.unit !== null) return kind === 'failed' ? true : null
  return hasFiles(look) ? kind === 'dead-pid-file' || kind === 'dead-lock-file' : null
}

/**
 * A look at a service as its watcher wants it; null where nobody can tell whether it runs: a pid
 * file that is being written at this moment is no end of a service, and nothing is started for it.
 */
export function rowHead({ look, table }: Seen): Omit<WatchedNow, 'stoppedByQuiesce'> | null {
  const state = stateOf(look, table.at)
  if (state.kind === 'unknown') return null
  const head = headOf(look.observed)
  return {
    up: upStates.has(state.kind),
    keptBySystemd: look.observed.unit !== null,
    unclean: endedUnclean(look, state),
    main: head?.identity ?? null,
    startedAt: head?.startedAt ?? null,
  }
}
