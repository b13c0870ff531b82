/** What is there of a service, or in its way, before it is started. */
import type { RunView } from '../../../shared/contract.ts'
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type Member, type ProcessIdentity } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { BeforeForce } from '../decide/leftovers/facts.ts'
import type { Observed } from '../decide/observed.ts'
import { findHolds, type CopyFacts, type Holder } from '../decide/second-copy.ts'
import type { Table } from '../decide/table.ts'
import { isUp } from '../decide/unit/refusals.ts'
import type { PortOwners } from '../backends/port-owners.ts'
import type { Clock, ProcessTable } from '../os/ports.ts'
import { isAbout } from '../runs/same-service.ts'
import type { ProcSigns } from './proc-signs.ts'

/** Who did not wake up once in so long is stuck: a disk under load answers sooner. Milliseconds. */
const stuckMs = 2000

export interface HoldsPorts {
  readonly clock: Clock
  readonly table: Pick<ProcessTable, 'read' | 'readOne'>
  readonly signs: ProcSigns
  portOwners(port: number, table: Table): PortOwners
  /** Runs of this session and those that a crash left. */
  runs(): Promise<readonly RunView[]>
  /** What the members of a run held before force. */
  remembered(run: string): Promise<BeforeForce | null>
}

/** The processes of these identities that still live. */
function alive(table: Table, members: readonly Member[]): readonly Holder[] {
  return members.filter(({ identity }) => {
    const row = table.rows.get(identity.pid)
    return row?.alive === true && sameIdentity(row.identity, identity)
  })
}

/** Runs about this service that have ended, the newest first. */
async function endedRuns(ports: HoldsPorts, observed: Observed): Promise<readonly Run[]> {
  const runs = (await ports.runs()).map(({ run }) => run)
  return runs
    .filter((run) => run.phase.kind === 'ended' && isAbout(run, observed))
    .toSorted((a, b) => b.startedAt.wall - a.startedAt.wall)
}

/** Who outlived SIGKILL, and whoever left the service before a run gave up on it. */
function survivorsOf(runs: readonly Run[], observed: Observed): readonly Member[] {
  return runs.flatMap((run) => {
    const left = livingMembers(run)
    if (run.phase.kind === 'ended' && run.phase.outcome.kind === 'survived') return left
    // Who was left running and is a member still simply runs: that is told as ever.
    return left.filter(
      ({ identity }) => !observed.members.some((m) => sameIdentity(m.identity, identity)),
    )
  })
}

/** A member in uninterruptible sleep, and how far it has come. */
interface Sleeper {
  readonly identity: ProcessIdentity
  readonly progress: string
}

function findSleepers({ table, signs }: HoldsPorts, { members }: Observed): readonly Sleeper[] {
  return members.flatMap(({ kept, identity }) => {
    const row = kept === null ? table.readOne(identity.pid) : null
    if (row?.state !== 'D' || !sameIdentity(row.identity, identity)) return []
    return [{ identity, progress: `${signs.switches(identity.pid)} ${row.cpuTicks}` }]
  })
}

/** A daemon that works on a slow disk sleeps so, too, but wakes up between: that is not stuck. */
async function findStuck(
  ports: HoldsPorts,
  observed: Observed,
): Promise<readonly ProcessIdentity[]> {
  const before = findSleepers(ports, observed)
  if (before.length === 0) return []
  await new Promise<void>((resolve) => {
    ports.clock.at(later(ports.clock.now(), stuckMs), resolve)
  })
  const after = findSleepers(ports, observed)
  const isStuck = (was: Sleeper): boolean =>
    after.some((now) => sameIdentity(now.identity, was.identity) && now.progress === was.progress)
  return before.filter(isStuck).map(({ identity }) => identity)
}

const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** A listener at another address of the same port is in nobody's way. */
function isTaken(signs: ProcSigns, port: number, address: string | undefined): boolean {
  if (address === undefined || isAny(address)) return true
  return signs.addressesAt(port).some((other) => other === address || isAny(other))
}

/** What was held before force, but for what the kernel lends for a moment: that is another next time. */
async function rememberedPorts(
  ports: HoldsPorts,
  run: Run | undefined,
): Promise<readonly number[]> {
  const memory = run === undefined ? null : await ports.remembered(run.id)
  const known: readonly { port: number; protocol: string; address?: string }[] = memory?.ports ?? []
  return known
    .filter(({ port, protocol }) => protocol === 'tcp' && !ports.signs.isLent(port))
    .filter(({ port, address }) => isTaken(ports.signs, port, address))
    .map(({ port }) => port)
}

/** Ports that it is known to need: written down, named by the target, or held before force. */
async function portsOf(
  ports: HoldsPorts,
  { configuration, target }: Observed,
  run: Run | undefined,
): Promise<readonly number[]> {
  const named = Number(/^port:(\d+)$/.exec(target)?.[1])
  const before = await rememberedPorts(ports, run)
  const known = [configuration?.port ?? Number.NaN, named, ...before]
  return [...new Set(known.filter((port) => Number.isInteger(port)))]
}

function pidFileOf(table: Table, { pidFile, members }: Observed): CopyFacts['pidFile'] {
  const row = pidFile?.pid == null ? undefined : table.rows.get(pidFile.pid)
  if (!pidFile || row?.alive !== true) return null
  if (members.some(({ identity }) => sameIdentity(identity, row.identity))) return null
  return { path: pidFile.path, by: row }
}

function unitOf({ unit }: Observed): CopyFacts['unit'] {
  return (
    unit && {
      name: unit.name,
      isUp: isUp(unit),
      bySocket: unit.relations.TriggeredBy.some((name) => name.endsWith('.socket')),
    }
  )
}

/**
 * What holds a start of this service back, in words; none where nothing does. `stopsFirst`: what the
 * stop before that start will end is no hold.
 */
export async function lookForHolds(
  ports: HoldsPorts,
  observed: Observed,
  stopsFirst = false,
): Promise<readonly string[]> {
  const stuck = await findStuck(ports, observed)
  const runs = await endedRuns(ports, observed)
  const needed = await portsOf(ports, observed, runs[0])
  const table = ports.table.read()
  const { title, members } = observed
  return findHolds({
    title,
    unit: unitOf(observed),
    members,
    stopsFirst,
    hidden: members.some(({ identity }) => !ports.signs.seesFilesOf(identity.pid)),
    stuck,
    survivors: alive(table, survivorsOf(runs, observed)),
    ports: needed.map((port) => {
      const { listening, pids } = ports.portOwners(port, table)
      const by = pids.map((pid) => table.rows.get(pid)).filter((row) => row !== undefined)
      return { port, listening, by }
    }),
    pidFile: pidFileOf(table, observed),
  })
}
