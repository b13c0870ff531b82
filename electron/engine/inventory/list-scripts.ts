import type { ServiceRow } from '../../../shared/service.ts'
import type { Look } from '../decide/observed.ts'
import { canTell } from '../decide/sysv/lsb-status.ts'
import type { Table } from '../decide/table.ts'
import type { ListSources } from './list.ts'

/** Services of init scripts that nobody configured, and what they are therefore no discoveries of. */
export interface ListedScripts {
  readonly looks: readonly Look[]
  readonly pids: readonly number[]
  readonly paths: readonly string[]
  /** Targets of scripts of which nobody can tell whether they run: most of these run once, and end. */
  readonly blind: ReadonlySet<string>
}

/**
 * The scripts that no unit stands for. `claimed` are processes of configured services: a script of
 * such a service is that service, and no row of its own.
 */
export function lookAtScripts(
  { backends, backendOptions }: ListSources,
  table: Table,
  claimed: ReadonlySet<number>,
): ListedScripts {
  const { scripts } = backendOptions
  const services = Object.values(backendOptions.configuration().services ?? {})
  const configured = new Set(
    services.flatMap(({ init }) => (init === undefined ? [] : [scripts.pathOf(init)])),
  )
  const looks = backends.scripts().flatMap((name): Look[] => {
    if (configured.has(scripts.pathOf(name))) return []
    const look = backends.sysv.look({ kind: 'init', name }, table)
    // A unit that answers for it is listed as such; a script that went meanwhile is no row.
    if (!look.ok || look.value.observed.init === null) return []
    const isClaimed = look.value.observed.members.some((m) => claimed.has(m.identity.pid))
    return isClaimed ? [] : [look.value]
  })
  return {
    looks,
    pids: looks.flatMap(({ observed }) => observed.members.map((m) => m.identity.pid)),
    blind: new Set(looks.filter(isBlind).map(({ observed }) => observed.target)),
    paths: looks.flatMap(({ observed }) => observed.init?.pidFiles.map((f) => f.path) ?? []),
  }
}

const isBlind = ({ observed: { members, suspects, init } }: Look): boolean =>
  init !== null && members.length + suspects.length === 0 && !canTell(init)

/** A script whose service does not run: a machine has dozens of these. */
export const isIdleScript = ({ backend, state }: ServiceRow): boolean =>
  backend === 'sysv' && state.kind === 'stopped'
