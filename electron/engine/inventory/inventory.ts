/** Which services there are and what they are: back ends and process table in one picture. */
import type { PushedEvents, ServiceList } from '../../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Member } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { Schedule } from '../../../shared/schedule.ts'
import type { PastStop, ServiceDetail } from '../../../shared/service.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import type { UnitImpact } from '../../../shared/unit.ts'
import type { Backends, Resolved } from '../backends/backends.ts'
import { explainName } from '../backends/name-matches.ts'
import type { BackendOptions } from '../backends/options.ts'
import { rememberHeads, type Head } from '../decide/copies.ts'
import type { FoundPidFile } from '../decide/discovery.ts'
import type { ServiceNames } from '../decide/history.ts'
import { compareLists, type ListMemory } from '../decide/list-changes.ts'
import type { LimitedService } from '../decide/limits/find-never.ts'
import type { Look, Observed } from '../decide/observed.ts'
import { chooseSchedule, makePlan } from '../decide/plan.ts'
import type { PlannedPermission } from '../decide/privilege/plan-permission.ts'
import type { KnownProfile } from '../decide/profile/index-profiles.ts'
import { makeServiceRow } from '../decide/rows.ts'
import type { Table } from '../decide/table.ts'
import { printTarget } from '../decide/target.ts'
import { findCopyOfRun } from './copy.ts'
import { describeService } from './detail.ts'
import { listServices, runStateFor } from './list.ts'
import {
  limitStop,
  noRules,
  refuseNever,
  refuseNeverWith,
  tellLimits,
  type AskedForce,
  type StopRules,
} from './limit-stop.ts'
import { readPlanFacts } from './plan-facts.ts'
import { createUsageMeter, type UsageMeter } from './usage.ts'
import type { ProcessTable } from '../os/ports.ts'
import { readStopsToo, readUnitInPlan, type UnitFactsOf, type UnitInPlan } from './unit-facts.ts'

export interface InventoryOptions {
  readonly table: ProcessTable
  readonly backends: Backends
  /** The same that the back ends were made with. */
  readonly backendOptions: BackendOptions
  readonly pidFiles: () => readonly FoundPidFile[]
  readonly guarantee: () => Guarantee
  readonly unitFacts: UnitFactsOf
  /** What the settings say of stops; absent: nothing. */
  readonly rules?: () => StopRules
  /** How long earlier stops took; absent: nothing is remembered. */
  readonly memory?: RememberedTimes
  /** Configuration that was refused, as sentences. */
  readonly problems: () => readonly string[]
  /** What a stop of this by this schedule needs to be permitted; absent where nothing has to be. */
  readonly permission?: (observed: Observed, schedule: Schedule) => PlannedPermission | null
}

/** What is remembered of earlier stops, once it is read. */
export interface RememberedTimes {
  ready(): Promise<void>
  timesOf(service: ServiceNames): StopTimes | null
}

/** A service as it was found: what the target means, and in which table. */
export interface Seen {
  readonly resolved: Resolved
  readonly look: Look
  readonly table: Table
}

export interface Inventory {
  /** What it was made with, for questions that go beyond one look. */
  readonly sources: InventoryOptions
  /** Waits until the units of this machine are listed, where it has any. */
  ready(): Promise<void>
  /**
   * Loads what a look at this target needs to know of its unit, if it is one; `around`: of the units
   * that stop with it, too. Never fails: what could not be loaded, the look itself refuses.
   */
  prepare(target: string, around: boolean): Promise<void>
  /** The services of now. Without `all`, rows that would be refused are counted only. */
  list(input: { readonly all: boolean }, runs: readonly Run[]): ServiceList
  /** What is different since the last call; everything at the first. Null where nothing is. */
  changes(runs: readonly Run[]): PushedEvents['services'] | null
  inspect(target: string, runs: readonly Run[], history: readonly PastStop[]): Result<ServiceDetail>
  /** What is there, refused or not: to show, not to signal. In this table, or in one read for it. */
  look(target: string, table?: Table): Result<Seen>
  /** For a run: everything that forbids it is an error. `known` as for a back end. */
  observe(target: string, known: readonly Member[]): Result<Observed>
  /**
   * The plan for a service now; the schedule as typed, or undefined for the service's own. `force`:
   * it was asked for outright.
   */
  plan(target: string, schedule: string | undefined, force?: AskedForce | null): Result<Plan>
  /** Why the settings forbid that this is stopped or signalled; null where they do not. */
  refuseNever(observed: LimitedService): QuiesceError | null
  /** The same for this and what stops along with it; `prepare` it with what is around. */
  refuseStop(service: LimitedService): QuiesceError | null
  /** Remembers the heads of a service before they are asked to leave, for `findCopy`. */
  remember(members: readonly Member[]): readonly Head[]
  /** Evidence that a run's service, or a copy of it, runs again; null where there is none. */
  findCopy(run: Run, heads: readonly Head[]): string | null
  /** What is known of daemons now: the catalogue, and a person's own. */
  profiles(): readonly KnownProfile[]
  /** `pid:N@TICKS` of a process that lives, else `pid:N`. */
  pinnedTarget(pid: number): string
}

/** A bare name that means nothing here: what runs under it. */
const explain = (options: InventoryOptions, text: string, error: QuiesceError): QuiesceError =>
  explainName({ ...options, units: options.unitFacts.units }, text, error, options.table.read())

function lookUp(options: InventoryOptions, text: string, given?: Table): Result<Seen> {
  const { table, backends } = options
  const resolved = backends.resolve(text)
  if (!resolved.ok) return fail(explain(options, text, resolved.error))
  const rows = given ?? table.read()
  const look = resolved.value.backend.look(resolved.value.target, rows)
  return look.ok ? ok({ resolved: resolved.value, look: look.value, table: rows }) : look
}

function inspect(
  options: InventoryOptions,
  usage: UsageMeter,
  text: string,
  { runs, history }: { readonly runs: readonly Run[]; readonly history: readonly PastStop[] },
): Result<ServiceDetail> {
  const seen = lookUp(options, text)
  if (!seen.ok) return seen
  const { look, table } = seen.value
  const runState = runStateFor(look.observed.target, runs)
  const { limits } = rulesOf(options)
  const withLimit = tellLimits({ backends: options.backends, limits }, table)
  const row = withLimit(makeServiceRow(look, { table, runState, cpuPercent: usage(table) }), look)
  const masksOf = (member: Member) => options.table.masks(member.identity)
  const unit = readUnitInPlan(options.unitFacts, look.observed)
  const usual = rulesOf(options).schedule
  const times = timesOf(options, look.observed)
  return ok(describeService({ look, table, row, history, times, masksOf, unit, usual }))
}

const timesOf = ({ memory }: InventoryOptions, of: ServiceNames): StopTimes | null =>
  memory?.timesOf(of) ?? null

const rulesOf = ({ rules }: InventoryOptions): StopRules => rules?.() ?? noRules

/** Why this may not be stopped, by what its look says or by a limit of this machine. */
function refusalOf(
  options: InventoryOptions,
  { look, table }: Seen,
  unit: UnitInPlan | null,
): QuiesceError | null {
  const stopsToo = unit?.impact.stopsToo ?? []
  return look.refusal ?? refuseLimited(options, { observed: look.observed, stopsToo }, table)
}

interface LimitedStopOf {
  readonly observed: LimitedService
  readonly stopsToo: UnitImpact['stopsToo']
}

function refuseLimited(
  options: InventoryOptions,
  of: LimitedStopOf,
  table: Table,
): QuiesceError | null {
  const by = { backends: options.backends, limits: rulesOf(options).limits }
  return refuseNever(by, of.observed, table) ?? refuseNeverWith(by, of, table)
}

function plan(
  options: InventoryOptions,
  text: string,
  { schedule, force }: { schedule: string | undefined; force: AskedForce | null },
): Result<Plan> {
  const seen = lookUp(options, text)
  if (!seen.ok) return seen
  const { look, table } = seen.value
  const rules = rulesOf(options)
  const times = timesOf(options, look.observed)
  const chosen = chooseSchedule(schedule, look.observed, { usual: rules.schedule, times })
  if (!chosen.ok) return chosen
  const limited = limitStop(rules.limits, chosen.value.schedule, force)
  const stop = limited.ok ? limited.value : { ...chosen.value, warnings: [] }
  const facts = readPlanFacts(options.table, look.observed, stop.schedule)
  const guarantee = options.guarantee()
  const unit = readUnitInPlan(options.unitFacts, look.observed)
  const meant = seen.value.resolved.backend.kind === 'systemd' ? null : text
  const permission = options.permission?.(look.observed, stop.schedule) ?? null
  const refusal = refusalOf(options, seen.value, unit) ?? (limited.ok ? null : limited.error)
  const { source } = chosen.value
  const about = { ...look, ...facts, schedule: stop.schedule, source, refusal, permission }
  const made = makePlan({ ...about, table, guarantee, unit, meant, first: stop.warnings })
  return ok({ ...made, stopTimes: times })
}

async function prepare(
  { table, backends, memory, unitFacts: { units } }: InventoryOptions,
  text: string,
  around: boolean,
): Promise<void> {
  await Promise.all([units.ready(), memory?.ready()])
  if (units.books.length === 0) return
  const found = backends.findUnit(text, table.read())
  const book = found && units.book(found.manager)
  if (!found || !book) return
  const loaded = await book.load(found.unit)
  if (loaded.ok && around) await book.loadAround(loaded.value.name)
}

/** Each question reads the process table once, however many services there are. */
export function createInventory(options: InventoryOptions): Inventory {
  const { table, backends, backendOptions } = options
  const usage = createUsageMeter()
  const sources = { ...options, usage }
  let memory: ListMemory | null = null
  return {
    sources: options,
    ready: async () => {
      const { units } = options.unitFacts
      await units.ready()
      if (units.books.length > 0) await backends.loadLeftUnits(table.read())
    },
    prepare: (text, around) => prepare(options, text, around),
    list: ({ all }, runs) => {
      const { shown, hidden, at } = listServices(sources, runs, all)
      return { rows: shown, hidden, at, problems: options.problems() }
    },
    changes: (runs) => {
      const { shown, at } = listServices(sources, runs, false)
      const { changed, removed, memory: now } = compareLists(memory, shown)
      memory = now
      return changed.length + removed.length === 0 ? null : { changed, removed, at }
    },
    inspect: (text, runs, history) => inspect(options, usage, text, { runs, history }),
    look: (text, table) => lookUp(options, text, table),
    observe: (text, known) => {
      const resolved = backends.resolve(text)
      if (!resolved.ok) return fail(explain(options, text, resolved.error))
      const { backend, target } = resolved.value
      const pids = known.length > 0 ? backend.pidsInRun?.(target, known) : undefined
      return backend.observe(target, pids ? table.readSome(pids) : table.read(), known)
    },
    plan: (text, schedule, force = null) => plan(options, text, { schedule, force }),
    refuseNever: (observed) =>
      refuseNever({ backends, limits: rulesOf(options).limits }, observed, table.read()),
    refuseStop: (observed) => {
      const stopsToo = readStopsToo(options.unitFacts, observed.unit)
      return refuseLimited(options, { observed, stopsToo }, table.read())
    },
    remember: (members) => rememberHeads(backendOptions.scene(table.read()), members),
    findCopy: (run, heads) =>
      findCopyOfRun(backends, backendOptions, table.read(), { run, heads })?.evidence ?? null,
    profiles: () => backendOptions.profiles?.().all ?? [],
    pinnedTarget: (pid) => {
      const startTicks = table.readOne(pid)?.identity.startTicks ?? null
      return printTarget({ kind: 'pid', pid, startTicks })
    },
  }
}
