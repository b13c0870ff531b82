import type { Run } from '../../../shared/run.ts'
import type { Backends } from '../backends/backends.ts'
import { configurationOf, type BackendOptions } from '../backends/options.ts'
import {
  findCopy,
  rememberHeads,
  type FoundCopy,
  type Head,
  type Stopped,
} from '../decide/copies.ts'
import type { Table } from '../decide/table.ts'

/** Pid file and port of the run's service, with whom they name now. */
function lookAtNames(
  backends: Backends,
  options: BackendOptions,
  table: Table,
  text: string,
): Pick<Stopped, 'pidFile' | 'port'> {
  const resolved = backends.resolve(text)
  if (!resolved.ok) return { pidFile: null, port: null }
  const { backend, target } = resolved.value
  const service = configurationOf(target, options.configuration())
  const port = target.kind === 'port' ? target.port : service?.port
  const look =
    backend.kind === 'pidfile' || backend.kind === 'sysv' ? backend.look(target, table) : null
  const file = look?.ok === true ? look.value.observed.pidFile : null
  return {
    pidFile:
      file?.verdict === 'trusted' && file.pid !== null ? { path: file.path, pid: file.pid } : null,
    port: port === undefined ? null : { port, pids: options.portOwners(port, table).pids },
  }
}

/**
 * The service of a run, or a copy of it, that runs again; null where there is none.
 * `heads` as remembered at the run's start; a run that was taken up after a crash has none, and
 * then names stand for executables.
 */
export function findCopyOfRun(
  backends: Backends,
  options: BackendOptions,
  table: Table,
  { run, heads }: { readonly run: Run; readonly heads: readonly Head[] },
): FoundCopy | null {
  const scene = options.scene(table)
  const members = run.members.map((m) => m.member)
  return findCopy(scene, {
    heads: heads.length > 0 ? heads : rememberHeads(scene, members),
    members,
    unit: run.unit?.name ?? null,
    since: run.startedAt.wall,
    ...lookAtNames(backends, options, table, run.target),
  })
}
