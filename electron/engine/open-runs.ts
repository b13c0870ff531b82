/** The runs of this engine, with all that they ask of the world. */
import { uptime } from 'node:os'
import type { RunView } from '../../shared/contract.ts'
import { fail, type Result } from '../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../shared/journal-entry.ts'
import type { Run } from '../../shared/run.ts'
import type { Schedule } from '../../shared/schedule.ts'
import { findBystandersNow } from './backends/systemd/bystanders.ts'
import { LiveUnitControl } from './backends/systemd/unit-control.ts'
import type { Bystander } from './decide/unit/bystanders.ts'
import { needsOfStop, othersAmong, type Stoppable } from './decide/privilege/needs.ts'
import { awaitsStop } from './decide/unit/came-back.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { Pushes } from './pushes.ts'
import type { OpenRecords } from './runs/open-records.ts'
import { PastRuns } from './runs/past-runs.ts'
import type { RunRemedies } from './runs/ports.ts'
import type { StopMemory } from './runs/stop-memory.ts'
import { Runs } from './runs/runs.ts'
import { makeRemedyPorts } from './diagnosing/remedy-ports.ts'
import type { StopRunnerPorts, UnitControl } from './stop-runner/ports.ts'
import type { World } from './world.ts'

/** Runs that the journal holds. */
export function openPastRuns(world: World, openRecords: OpenRecords): PastRuns {
  return new PastRuns({
    clock: world.clock,
    boot: world.boot,
    read: async (run) => (await world.journal.read({ run })).entries,
    openRecords,
    isWriterAlive: (writer) => world.isWriterAlive(writer),
    isAlive: (identity) => world.isAlive(identity),
  })
}

interface RunsOf {
  readonly world: World
  readonly inventory: Inventory
  readonly past: PastRuns
  readonly pushes: Pushes
  readonly remedies: RunRemedies
  readonly memory: StopMemory
  readonly door: string
}

/** Runs of this Quiesce. */
export function openRuns(of: RunsOf): Runs {
  const { world, inventory, past, pushes, remedies, memory, door } = of
  const { clock, table, journal } = world
  const push = (view: RunView): void => {
    if (view.run.phase.kind === 'asking') world.runMemory.rememberOnce(view.run)
    pushes.push({ name: 'run', payload: view })
  }
  return new Runs(
    {
      clock,
      table,
      services: inventory,
      me: { here: true, pid: process.pid, user: world.user, door },
      record: (run, target, body) => journal.write(run, target, body),
      permit: (what, schedule, person) => permitStop(world, { what, schedule, person }),
      claim: (run) =>
        world.locks.claim({
          run: run.id,
          target: run.target,
          title: run.title,
          members: run.members.map((m) => m.member.identity),
        }),
      runnerPorts: (run) => makeRunnerPorts(world, inventory, run),
      limits: () => world.settings.current().limits,
      bystanders: (run) => readBystanders(world, run),
      remedies,
      usual: (run) => memory.timesOf(run),
      push,
    },
    past,
  )
}

interface PermitOf {
  readonly what: Stoppable
  readonly schedule: Schedule
  readonly person: boolean
}

/**
 * Where nothing can be asked here at all and some of it is one's own, a stop does what it can, as it
 * always did, and says who was refused.
 */
function permitStop(
  { privilege }: World,
  { what, schedule, person }: PermitOf,
): Promise<Result<boolean>> {
  const { helpers, permits, isOthers } = privilege
  const needs = needsOfStop(what, schedule, isOthers)
  const { kind } = helpers.state()
  const cannotAsk = kind === 'not-installed' || kind === 'no-polkit'
  const kept = what.members.filter((member) => member.kept !== null)
  const isMixed =
    othersAmong(what.members, isOthers).length + kept.length < what.members.length || what.unit
  return permits.want(cannotAsk && isMixed ? [] : needs, person)
}

function makeRunnerPorts(world: World, inventory: Inventory, run: Run): StopRunnerPorts {
  const { clock, table, signaller, commands, journal } = world
  const record = (body: JournalBody): Promise<Result<JournalEntry>> =>
    journal.write(run.id, run.target, body)
  return {
    clock,
    table,
    signaller,
    commands,
    record,
    unit: makeUnitControl(world, run),
    remedies: makeRemedyPorts(world, run),
    observe: (known) => {
      const seen = inventory.observe(run.target, known)
      return seen.ok ? seen.value.members : null
    },
    findCopy: rememberForCopies(inventory, run),
    beforeForce: (now) => {
      world.runMemory.remember(now)
    },
    suspendedMs,
  }
}

function makeUnitControl(world: World, run: Run): UnitControl | null {
  const { unit } = run
  const book = unit && world.units.book(unit.manager)
  if (!unit || !book) return null
  const { cgroups, clock, uid, deadlineFiles: files, privilege } = world
  const byRoot = unit.manager === 'system' ? privilege.deadlines : null
  return new LiveUnitControl({
    ...{ known: unit, book, cgroups, files, byRoot, clock, uid },
    awaitsStop: awaitsStop(run),
  })
}

async function readBystanders(world: World, { unit }: Run): Promise<Result<readonly Bystander[]>> {
  const book = unit && world.units.book(unit.manager)
  if (unit && book) return findBystandersNow(book, unit.name)
  return fail({
    code: 'backend-failed',
    message: 'The manager of the unit cannot be asked which other units are on their way.',
    next: 'Look with `systemctl list-jobs`; extend again when systemd answers.',
  })
}

/** Remembers who heads the service now; the answer tells later whether a copy of it runs. */
function rememberForCopies(inventory: Inventory, run: Run): (run: Run) => string | null {
  const heads = inventory.remember(run.members.map((m) => m.member))
  return (now) => inventory.findCopy(now, heads)
}

/** CLOCK_BOOTTIME counts a suspended machine's sleep, CLOCK_MONOTONIC does not (clock_gettime(2)). */
const suspendedMs = (): number => uptime() * 1000 - Number(process.hrtime.bigint() / 1_000_000n)
