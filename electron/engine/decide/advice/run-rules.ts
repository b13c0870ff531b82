/** Rules on the end of a run. */
import type { Leftover } from '../../../../shared/leftovers.ts'
import type { Member } from '../../../../shared/process.ts'
import { livingMembers } from '../../../../shared/run.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { bytes, count } from '../../../../shared/wording/numbers.ts'
import type { AdviceFacts, RunFacts } from './facts.ts'
import type { MildRule, Proven, RebootRule, Said } from './rule.ts'

const noRun = 'no run is asked about'

/** What a reboot would not change: the unit was never run, its program is none, or its port is held. */
const ownFault =
  / was not started: |\b203\/EXEC\b|address already in use|EADDRINUSE|no such file|permission denied/i

/** Why a start after force failed, where that is plain to see; null where it is not, or it did not fail. */
function findBlocked({ ended }: AdviceFacts): Said | null {
  if (ended?.outcome.kind !== 'killed' || ended.start?.up !== false) return null
  const { sentence } = ended.start
  const port = (ended.leftovers ?? []).find(({ kind, keep }) => kind === 'port' && keep !== null)
  if (port === undefined && !ownFault.test(sentence)) return null
  const held = port === undefined ? '' : ` ${port.label} is not free: ${port.keep ?? ''}`
  return {
    sentence: `${sentence}${held}`,
    evidence: [
      { source: 'the start after the kill', line: sentence },
      ...(port === undefined ? [] : asEvidence(port)),
    ],
    changesMind: 'That is mended, and it does not stay up all the same.',
  }
}

const restartBlocked: MildRule = {
  name: 'restart-blocked',
  level: 'try-restart',
  when: (facts) => {
    const said = findBlocked(facts)
    return said === null ? [] : [said]
  },
}

/** The vendor's rule: after force try a restart; does it not come up and stay up, reboot. */
const restartFailed: RebootRule = {
  name: 'restart-failed',
  level: 'reboot-recommended',
  look: {
    what: 'A start after force that did not stay up',
    unseen: ({ ended }) => {
      if (ended === null) return noRun
      return ended.outcome.kind === 'killed' && ended.start === null ? 'nobody tried yet' : null
    },
  },
  when: (facts) => {
    const { ended } = facts
    if (ended?.outcome.kind !== 'killed' || ended.start?.up !== false) return []
    if (findBlocked(facts) !== null) return []
    return [
      {
        sentence: ended.start.sentence,
        evidence: [{ source: 'the start after the kill', line: ended.start.sentence }],
        changesMind: 'Its log names a fault of its own: that would outlive a reboot.',
      },
    ]
  },
}

const inKernel = ({ run, states }: RunFacts): readonly Member[] =>
  livingMembers(run).filter(({ identity }) => states.get(identity.pid) === 'D')

/** Seen once at the run's end; `unkillable` of the machine says more as soon as it was looked at. */
const survivorInKernel: RebootRule = {
  name: 'survivor-in-kernel',
  level: 'reboot-recommended',
  look: {
    what: 'A survivor that waits inside the kernel',
    unseen: ({ ended }) => (ended === null ? noRun : null),
  },
  when: ({ ended, machine }) => {
    if (ended?.outcome.kind !== 'survived') return []
    const told = machine?.unkillable
    const named = new Set(told && isKnown(told) ? told.map(({ pid }) => pid) : [])
    return inKernel(ended).flatMap(({ name, identity: { pid } }): readonly Proven[] =>
      named.has(pid)
        ? []
        : [
            {
              sentence: `${name} (${pid}) outlived SIGKILL: it waits inside the kernel (state D), where no signal reaches it.`,
              evidence: [{ source: `/proc/${pid}/stat`, line: `${pid} (${name}) D` }],
              changesMind: 'Its disk, network file system or device answers: then it ends.',
            },
          ],
    )
  },
}

const survivorElsewhere: MildRule = {
  name: 'survivor',
  level: 'try-restart',
  when: ({ ended }) => {
    if (ended?.outcome.kind !== 'survived') return []
    const inside = new Set(inKernel(ended))
    return livingMembers(ended.run)
      .filter((member) => !inside.has(member))
      .map(({ name, identity: { pid } }) => {
        const state = ended.states.get(pid)
        return {
          sentence: `${name} (${pid}) outlived SIGKILL: it is in state ${state ?? 'unknown'}.`,
          evidence:
            state === undefined
              ? []
              : [{ source: `/proc/${pid}/stat`, line: `${pid} (${name}) ${state}` }],
          changesMind: 'SIGKILL is carried out: look again.',
        }
      })
  },
}

const shared = new Set<Leftover['kind']>([
  'sysv-memory',
  'sysv-semaphores',
  'sysv-queue',
  'posix-memory',
  'posix-semaphore',
])

const asEvidence = ({ id, proof }: Leftover): Said['evidence'] =>
  proof.map((line) => ({ source: id, line }))

/** Marks of systemd and of its own that a start takes away or makes anew: it was looked before. */
const goesWithStart = new Set<Leftover['kind']>([
  'failed-unit',
  'runtime-folder',
  'port',
  'time-wait',
])

const leftoversOf = ({ ended }: AdviceFacts): readonly Leftover[] =>
  (ended?.leftovers ?? []).filter(
    ({ kind }) => ended?.start?.up !== true || !goesWithStart.has(kind),
  )

const provenLeftovers: MildRule = {
  name: 'leftovers',
  level: 'clean-up',
  when: (facts) => {
    const dead = leftoversOf(facts).filter(({ keep, kind }) => keep === null && !shared.has(kind))
    if (dead.length === 0) return []
    return [
      {
        sentence: `It left ${count(dead.length, 'thing', 'things')} whose owner is proven dead: ${dead.map(({ label }) => label).join(', ')}.`,
        evidence: dead.flatMap(asEvidence),
        changesMind: 'They are removed.',
      },
    ]
  },
}

const sharedMemory: MildRule = {
  name: 'shared-memory-left',
  level: 'clean-up',
  when: (facts) => {
    const dead = leftoversOf(facts).filter(({ keep, kind }) => keep === null && shared.has(kind))
    if (dead.length === 0) return []
    return [
      {
        sentence: `Shared memory or semaphores of the dead are still there (${dead.map(({ label }) => label).join(', ')}): removing them gives the memory back. No reboot is needed for that.`,
        evidence: dead.flatMap(asEvidence),
        changesMind: 'They are removed.',
      },
    ]
  },
}

const heldCgroup: MildRule = {
  name: 'cgroup-left',
  level: 'clean-up',
  when: (facts) =>
    leftoversOf(facts)
      .filter(({ kind, keep }) => kind === 'cgroup' && keep !== null)
      .map((one) => ({
        sentence: `${one.label} cannot be removed yet: ${one.keep ?? ''} It costs next to nothing, so it is no reason for a reboot.`,
        evidence: asEvidence(one),
        changesMind: 'Whoever is in it ends.',
      })),
}

/** Below this much nobody can tell it from what other programs take. */
const tellingBytes = 256 * 1024 * 1024

/** Shared memory that grew in the run and stayed, though its processes are dead. */
const memoryKept: MildRule = {
  name: 'memory-not-given-back',
  level: 'clean-up',
  when: (facts) => {
    const { ended, machine } = facts
    const after = machine?.memory
    if (!ended?.memoryBefore || after === undefined || !isKnown(after)) return []
    if (ended.outcome.kind !== 'killed') return []
    const before = ended.memoryBefore
    const held = ended.run.members.reduce((sum, { member }) => sum + member.residentBytes, 0)
    const back = after.availableBytes - before.availableBytes
    // Pages that it shared with others were counted once for each: half of it is asked for.
    if (held < tellingBytes || back >= held / 2 || after.sharedBytes < tellingBytes) return []
    return [
      {
        sentence: `Its processes held ${bytes(held)}, and ${bytes(Math.max(0, back))} came back; ${bytes(after.sharedBytes)} of shared memory is in use. Look for shared memory and files in /dev/shm that nobody has: a reboot is not needed to free them.`,
        evidence: [
          ...before.lines.map((line) => ({ source: '/proc/meminfo before', line })),
          ...after.lines.map((line) => ({ source: '/proc/meminfo after', line })),
        ],
        changesMind: 'Somebody else took that memory meanwhile.',
      },
    ]
  },
}

export const runRules: readonly (MildRule | RebootRule)[] = [
  restartFailed,
  restartBlocked,
  survivorInKernel,
  survivorElsewhere,
  sharedMemory,
  memoryKept,
  provenLeftovers,
  heldCgroup,
]
