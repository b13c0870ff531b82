/** Whether a remedy may be done now: everything is looked at again in the moment of its choice. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { RemedyAction } from '../decide/diagnosis/remedy-action.ts'
import { isOwnCgroup, whoThaws } from '../decide/diagnosis/thaw-reach.ts'
import { isTrigger } from '../decide/diagnosis/triggers.ts'
import type { IsOthers } from '../decide/privilege/needs.ts'
import { shellWord } from '../decide/shell-word.ts'
import { stopsToo } from '../decide/unit/impact.ts'
import { decideOwnSession } from '../decide/unit/own-session.ts'
import { someWords } from '../decide/unit/unit-words.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { ProcessTable } from '../os/ports.ts'
import type { Permits } from '../privilege/permits.ts'

export interface MayDoPorts {
  readonly table: Pick<ProcessTable, 'readOne'>
  readonly inventory: Pick<
    Inventory,
    'prepare' | 'observe' | 'look' | 'refuseNever' | 'refuseStop' | 'pinnedTarget' | 'sources'
  >
  readonly permits: Permits
  readonly isOthers: IsOthers
}

const goneOrOther = (identity: ProcessIdentity): QuiesceError => ({
  code: 'identity-changed',
  message: `Pid ${identity.pid} is gone, or another process has it now.`,
  next: 'Look at the diagnosis again; nothing was sent.',
})

const keptOnPurpose = (pid: number, why: string): QuiesceError => ({
  code: 'protected',
  message: `Process ${pid} is left running on purpose: ${why}.`,
  next: 'End it yourself, if it may go.',
})

const refusesStop = (unit: string): QuiesceError => ({
  code: 'protected',
  message: `${unit} says RefuseManualStop=yes: systemd stops it only along with another unit.`,
  next: 'Stop what it belongs to, or leave it.',
})

const noTrigger = (unit: string): QuiesceError => ({
  code: 'protected',
  message: `${unit} does more than start this service: it is not stopped along with it.`,
  next: `Stop ${unit} as a service of its own: its plan shows what stops with it.`,
})

const stopsOthers = (unit: string, others: readonly string[]): QuiesceError => ({
  code: 'protected',
  message: `${unit} is not stopped from here: systemd would stop ${someWords(others)} with it.`,
  next: `Stop ${unit} yourself if they may stop, too: systemctl stop ${shellWord(unit)}.`,
})

const othersCgroup = (cgroup: string): QuiesceError => ({
  code: 'protected',
  message: `${cgroup} is not this service's own cgroup: it is not thawed from here.`,
  next: whoThaws(cgroup),
})

const ownSession = (unit: string, why: string): QuiesceError => ({
  code: 'protected',
  message: `${unit} is not stopped from here: ${why}`,
  next: 'Stop it from another session, if it has to be.',
})

/** Refused where a process is another one by now, is protected, or a limit of this machine forbids it. */
export async function mayDo(
  ports: MayDoPorts,
  run: Run,
  action: RemedyAction,
): Promise<Result<null>> {
  switch (action.kind) {
    case 'wait':
    case 'by-hand':
      return ok(null)
    case 'thaw':
      return mayThaw(ports, run, action.cgroup)
    case 'stop-trigger':
      return mayStop(ports, run, action.unit)
    case 'continue':
      return maySignal(ports, run, action.targets)
    case 'signal':
      return maySignal(ports, run, [action.target])
  }
}

/** The service may have been set to be never stopped since its run began. */
async function refuseOwn({ inventory }: MayDoPorts, { target }: Run): Promise<Result<null>> {
  await inventory.prepare(target, false)
  const seen = inventory.look(target)
  // What cannot be looked at any more has no limit to be asked about; its processes are pinned.
  const never = seen.ok ? inventory.refuseNever(seen.value.look.observed) : null
  return never === null ? ok(null) : fail(never)
}

/** Whoever else is in a cgroup goes on with it, so only the service's own is thawed. */
async function mayThaw(ports: MayDoPorts, run: Run, cgroup: string): Promise<Result<null>> {
  const own = await refuseOwn(ports, run)
  if (!own.ok) return own
  const seen = ports.inventory.look(run.target)
  const unit = seen.ok ? seen.value.look.observed.unit : null
  return isOwnCgroup(cgroup, unit?.controlGroup ?? null) ? ok(null) : fail(othersCgroup(cgroup))
}

/** A trigger is mostly no service, so it is judged as a unit: its own word, the session, the limits. */
async function mayStop({ inventory }: MayDoPorts, run: Run, unit: string): Promise<Result<null>> {
  if (!isTrigger(unit)) return fail(noTrigger(unit))
  const { units, session } = inventory.sources.unitFacts
  const book = units.book(run.unit?.manager ?? 'system')
  if (!book) return ok(null)
  const loaded = await book.load(unit)
  if (!loaded.ok) return loaded
  const facts = loaded.value
  // A link under a trigger's name may lead to a service.
  if (!isTrigger(facts.name)) return fail(noTrigger(facts.name))
  if (facts.refuseManualStop) return fail(refusesStop(unit))
  const hangs = decideOwnSession(session, { stops: [unit], ports: [] })
  if (hangs !== null) return fail(ownSession(unit, hangs))
  const service = { target: unit, title: unit, members: [], unit: facts, init: null }
  await book.loadAround(facts.name)
  const never = inventory.refuseStop(service)
  if (never !== null) return fail(never)
  const others = stopsToo(facts, (name) => book.get(name))
    .map(({ name }) => name)
    .filter((name) => name !== run.unit?.name)
  return others.length === 0 ? ok(null) : fail(stopsOthers(unit, others))
}

async function maySignal(
  ports: MayDoPorts,
  run: Run,
  targets: readonly ProcessIdentity[],
): Promise<Result<null>> {
  const own = await refuseOwn(ports, run)
  if (!own.ok) return own
  for (const identity of targets) {
    const refused = await refuseTarget(ports, run, identity)
    if (refused !== null) return fail(refused)
  }
  const others = targets.some((identity) => ports.isOthers(identity))
  const permitted = await ports.permits.want(others ? ['signals'] : [], run.person)
  return permitted.ok ? ok(null) : permitted
}

/** A member is part of what was planned and judged; anybody else is judged as if it were stopped. */
async function refuseTarget(
  { table, inventory }: MayDoPorts,
  run: Run,
  identity: ProcessIdentity,
): Promise<QuiesceError | null> {
  const { pid } = identity
  const row = table.readOne(pid)
  if (row === null || !sameIdentity(row.identity, identity)) return goneOrOther(identity)
  if (livingMembers(run).some((m) => sameIdentity(m.identity, identity))) return null
  const kept = run.members.find((m) => sameIdentity(m.member.identity, identity))?.member.kept
  if (kept) return keptOnPurpose(pid, kept)
  const target = inventory.pinnedTarget(pid)
  await inventory.prepare(target, false)
  const seen = inventory.observe(target, [])
  if (!seen.ok) return seen.error
  return inventory.refuseNever(seen.value)
}
