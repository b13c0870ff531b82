import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { Run } from '../../../shared/run.ts'
import type { ServiceRow, ServiceState } from '../../../shared/service.ts'
import type { Backends } from '../backends/backends.ts'
import type { BackendOptions } from '../backends/options.ts'
import {
  discoverLeftFiles,
  discoverServices,
  type Discovered,
  type FoundPidFile,
} from '../decide/discovery.ts'
import type { Look } from '../decide/observed.ts'
import { makeRefusedRow, makeServiceRow, stateOfRun } from '../decide/rows.ts'
import type { Table } from '../decide/table.ts'
import type { ProcessTable } from '../os/ports.ts'
import { isIdleScript, lookAtScripts } from './list-scripts.ts'
import { noRules, tellLimits, type StopRules } from './limit-stop.ts'
import type { UsageMeter } from './usage.ts'

export interface ListSources {
  readonly table: ProcessTable
  readonly backends: Backends
  readonly backendOptions: BackendOptions
  readonly pidFiles: () => readonly FoundPidFile[]
  readonly usage: UsageMeter
  /** What the settings say of stops; absent: nothing. */
  readonly rules?: () => StopRules
}

export interface Listed {
  readonly shown: readonly ServiceRow[]
  /** How many rows were left out because they would be refused. */
  readonly hidden: number
  /** Wall clock of the look, milliseconds. */
  readonly at: number
}

/** What a living run says of a target, or null where none is about it. */
export function runStateFor(target: string, runs: readonly Run[]): ServiceState | null {
  for (const run of runs) {
    const state = run.target === target ? stateOfRun(run) : null
    if (state) return state
  }
  return null
}

type ToRow = (look: Look) => ServiceRow

const pidsOf = ({ observed }: Look): readonly number[] =>
  observed.members.map((m) => m.identity.pid)

/** A unit with nothing to stop: systemd knows a hundred of these on any machine. */
const isIdleUnit = ({ unit, state }: ServiceRow): boolean =>
  unit !== null && (state.kind === 'stopped' || state.kind === 'exited')

const unitKey = ({ name, manager }: NonNullable<ServiceRow['unit']>): string => `${manager} ${name}`

interface ConfiguredRows {
  readonly rows: readonly ServiceRow[]
  /** Processes and pid files that are no discoveries any more. */
  readonly claimedPids: ReadonlySet<number>
  readonly claimedPaths: ReadonlySet<string>
}

function refusedBase(
  name: string,
  service: ServiceConfiguration,
): Parameters<typeof makeRefusedRow>[0] {
  const subtitle = service.title ?? service.exe ?? service.pidfile ?? service.init ?? ''
  const backend =
    service.init !== undefined ? 'sysv' : service.pidfile === undefined ? 'process' : 'pidfile'
  return { target: name, title: name, subtitle, backend }
}

function listConfigured(sources: ListSources, table: Table, toRow: ToRow): ConfiguredRows {
  const rows: ServiceRow[] = []
  const claimedPids = new Set<number>()
  const claimedPaths = new Set<string>()
  const services = sources.backendOptions.configuration().services ?? {}
  for (const [name, service] of Object.entries(services)) {
    if (service.pidfile !== undefined) claimedPaths.add(service.pidfile)
    const resolved = sources.backends.resolve(name)
    const look = resolved.ok ? resolved.value.backend.look(resolved.value.target, table) : resolved
    if (!look.ok) {
      rows.push(makeRefusedRow(refusedBase(name, service), look.error))
      continue
    }
    const { members, init } = look.value.observed
    for (const member of members) claimedPids.add(member.identity.pid)
    for (const { path } of init?.pidFiles ?? []) claimedPaths.add(path)
    rows.push(toRow(look.value))
  }
  return { rows, claimedPids, claimedPaths }
}

/** Capitals beside small letters, the same on every machine; Intl.Collator takes 50 ms to load. */
const byText = (a: string, b: string): number => {
  const [small, other] = [a.toLowerCase(), b.toLowerCase()]
  if (small !== other) return small < other ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
const byTitle = (a: ServiceRow, b: ServiceRow): number =>
  byText(a.title, b.title) || (a.main?.pid ?? 0) - (b.main?.pid ?? 0)

function listDiscovered(
  sources: ListSources,
  table: Table,
  toRow: ToRow,
  claimed: ConfiguredRows,
): readonly ServiceRow[] {
  const scene = sources.backendOptions.scene(table)
  const files = sources.pidFiles().filter(({ path }) => !claimed.claimedPaths.has(path))
  const lookAt = ({ target }: Discovered): readonly ServiceRow[] => {
    const backend = target.kind === 'pidfile' ? sources.backends.pidfile : sources.backends.process
    const look = backend.look(target, table)
    // Gone in this very moment: not a row any more.
    return look.ok ? [toRow(look.value)] : []
  }
  const services = discoverServices(scene, files, claimed.claimedPids).flatMap(lookAt)
  const left = discoverLeftFiles(scene, files).flatMap(lookAt)
  return [...services, ...left]
}

/**
 * Configured services first, then what was discovered. Without `all`, discovered rows whose stop
 * would be refused are counted only: the system's own plumbing, other people's containers. Units
 * that have nothing to stop are counted as well.
 */
export function listServices(sources: ListSources, runs: readonly Run[], all: boolean): Listed {
  const table = sources.table.read()
  const cpuPercent = sources.usage(table)
  const { limits } = sources.rules?.() ?? noRules
  const withLimit = tellLimits({ backends: sources.backends, limits }, table)
  const toRow: ToRow = (look) => {
    const runState = runStateFor(look.observed.target, runs)
    return withLimit(makeServiceRow(look, { table, cpuPercent, runState }), look)
  }
  const configured = listConfigured(sources, table, toRow)
  const named = new Set(configured.rows.flatMap(({ unit }) => (unit ? unitKey(unit) : [])))
  const listed = sources.backends.listUnits(table)
  const unitPids = new Set(listed.flatMap(pidsOf))
  const units = listed.filter(({ observed: { unit } }) => !unit || !named.has(unitKey(unit)))
  const taken = new Set([...configured.claimedPids, ...unitPids])
  const scripts = lookAtScripts(sources, table, taken)
  const claimed = {
    ...configured,
    claimedPids: new Set([...taken, ...scripts.pids]),
    claimedPaths: new Set([...configured.claimedPaths, ...scripts.paths]),
  }
  const discovered = [
    ...[...units, ...scripts.looks].map(toRow),
    ...listDiscovered(sources, table, toRow, claimed),
  ].sort(byTitle)
  const targets = new Set<string>()
  const once = [...configured.rows, ...discovered].filter(({ target }) => {
    const isNew = !targets.has(target)
    targets.add(target)
    return isNew
  })
  // A unit's daemon is what the person came to see, and the refusal names the command that stops it.
  // So is a daemon whose script must not be run.
  const isPlumbing = ({ refusal, backend }: ServiceRow): boolean =>
    refusal !== null &&
    refusal.code !== 'managed-by-unit' &&
    (backend !== 'sysv' || refusal.code === 'protected')
  const mayBeHidden = (row: ServiceRow): boolean =>
    row.origin === 'discovered' &&
    (isPlumbing(row) || isIdleUnit(row) || isIdleScript(row) || scripts.blind.has(row.target)) &&
    runStateFor(row.target, runs) === null
  const shown = all ? once : once.filter((row) => !mayBeHidden(row))
  return { shown, hidden: once.length - shown.length, at: table.at.wall }
}
