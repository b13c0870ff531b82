/** System V shared memory, semaphores and queues: they live on until somebody removes them. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import { bytes, count } from '../../../../shared/wording/numbers.ts'
import type { SharedMemory } from '../../parse/sysv-ipc.ts'
import { whyAlive } from './dead.ts'
import type { LeftoverFacts } from './facts.ts'
import { findLivingUser, notAllSeen } from './living-user.ts'
import { leftover } from './make.ts'

/** The kernel's times have whole seconds, and a process's start is counted from the boot's. */
const clockSlackMs = 2500

type Owner = { readonly gone: string } | { readonly keep: string }

/** What became of the process with this pid that used it at that time. */
function findOwner(facts: LeftoverFacts, pid: number, at: number, did: string): Owner {
  if (pid === 0) return { keep: `Whoever ${did} it has no pid here: another pid namespace.` }
  const row = facts.table.rows.get(pid)
  if (row === undefined || !row.alive) {
    return facts.seesAll
      ? { gone: `Process ${pid}, which ${did} it, has gone.` }
      : { keep: notAllSeen }
  }
  const isLater = row.startedAt > at + clockSlackMs
  if (isLater) return { gone: `${pid}, which ${did} it, is another process by now (${row.name}).` }
  return { keep: `${row.name} (${pid}), which ${did} it, lives.` }
}

const isKept = (owner: Owner): owner is { readonly keep: string } => 'keep' in owner

/** A process of the run made it while it lived; any other time another one had its pid. */
const isMaker = (
  { memory, now }: LeftoverFacts,
  { creatorPid, creatorUid, changedAt }: SharedMemory,
): boolean =>
  memory.processes.some(
    ({ identity, uid, startedAt, goneAt }) =>
      identity.pid === creatorPid &&
      uid === creatorUid &&
      startedAt <= changedAt + clockSlackMs &&
      changedAt <= (goneAt ?? now) + clockSlackMs,
  )

/** A user has other programs, too: that it made a thing does not say for which of them. */
const byHand = (option: '-m' | '-s' | '-q', id: number): string =>
  `Its user made it, perhaps for another program. If it is of this one: \`ipcrm ${option} ${id}\`.`

function judgeMemory(facts: LeftoverFacts, segment: SharedMemory): Leftover[] {
  const { id, uid, creatorUid, creatorPid, lastPid, usedAt } = segment
  const wasAttached = facts.memory.before?.segments.includes(id) === true
  const isMade = isMaker(facts, segment)
  const byRun = wasAttached || isMade
  const byUser = facts.users.has(creatorUid)
  if (!byRun && !byUser) return []
  const creator = findOwner(facts, creatorPid, segment.changedAt, 'made')
  const last =
    usedAt === 0 ? { gone: 'Nobody ever attached it.' } : findOwner(facts, lastPid, usedAt, 'used')
  const owners = [creator, last]
  const held =
    segment.attached > 0
      ? `${count(segment.attached, 'process has', 'processes have')} it attached.`
      : (owners.find(isKept)?.keep ?? null)
  const isProven = isMade && wasAttached
  const stranger = isProven ? null : findLivingUser(facts, [uid, creatorUid])
  const unproven = byRun ? null : byHand('-m', id)
  const keep = held ?? stranger ?? whyAlive(facts) ?? unproven
  const said = owners.flatMap((owner) => (isKept(owner) ? [] : [owner.gone]))
  const whose = wasAttached
    ? 'The service had it attached when force was sent.'
    : byRun
      ? `Process ${creatorPid} of the service made it.`
      : `It was made by the service's user (uid ${creatorUid}).`
  return [
    leftover('sysv-memory', {
      key: String(id),
      label: `Shared memory ${id} (${bytes(segment.bytes)})`,
      proof: [whose, ...(keep === null ? ['No process has it attached.', ...said] : [])],
      keep,
    }),
  ]
}

/** Of semaphores and queues the kernel names no maker and no users: nothing proves whose they are. */
function judgeByUser(
  facts: LeftoverFacts,
  object: { readonly uid: number; readonly creatorUid: number },
  of: {
    readonly kind: 'sysv-semaphores' | 'sysv-queue'
    readonly option: '-s' | '-q'
    readonly id: number
    readonly label: string
  },
): Leftover[] {
  const { uid, creatorUid } = object
  if (!facts.users.has(creatorUid)) return []
  const living = findLivingUser(facts, [uid, creatorUid]) ?? whyAlive(facts)
  const keep = living ?? byHand(of.option, of.id)
  const proof = [
    `It was made by the service's user (uid ${creatorUid}).`,
    ...(living === null ? ['No process of that user lives.'] : []),
  ]
  return [leftover(of.kind, { key: String(of.id), label: of.label, proof, keep })]
}

/** Those of the service's processes, and of its own user. */
export function judgeSysv(facts: LeftoverFacts): Leftover[] {
  const { members = [] } = facts.look?.observed ?? {}
  if (members.length > 0) return []
  return [
    ...facts.sharedMemory.flatMap((segment) => judgeMemory(facts, segment)),
    ...facts.semaphores.flatMap((set) =>
      judgeByUser(facts, set, {
        kind: 'sysv-semaphores',
        option: '-s',
        id: set.id,
        label: `Semaphore set ${set.id} (${set.semaphores})`,
      }),
    ),
    ...facts.queues.flatMap((queue) =>
      judgeByUser(facts, queue, {
        kind: 'sysv-queue',
        option: '-q',
        id: queue.id,
        label: `Message queue ${queue.id} (${count(queue.messages, 'message')})`,
      }),
    ),
  ]
}
