/** State D: it sleeps in the kernel, and no signal ends that, SIGKILL often included. */
import { isKnown } from '../../../../../shared/unknown.ts'
import { printable } from '../../../../../shared/wording/numbers.ts'
import { isLongEnough, isTooEarly, masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence, maskLine, stateLine } from '../evidence.ts'
import type { MountFacts, ThreadSample } from '../facts.ts'
import {
  isServerWait,
  isVforkWait,
  kernelFunctions,
  kernelWaitOf,
  type KernelWait,
} from '../kernel-waits.ts'
import { mountOf } from '../mount-of.ts'
import { byHand } from '../remedies.ts'
import { hasStoodStill, threadBefore } from '../thread-waits.ts'
import { whoWaits } from '../who.ts'

const killNumber = 9

/** Fixes by what holds it: the only way out is at the other side. */
const cures: Readonly<Record<KernelWait['kind'], (mount: MountFacts | null) => string>> = {
  'frozen-fs': (mount) =>
    `Thaw it: \`fsfreeze -u ${mount === null ? 'MOUNT' : printable(mount.mountPoint)}\`. The call then goes on by itself.`,
  nfs: (mount) =>
    `Bring the server back${mount === null ? '' : ` (${printable(mount.source)})`}, or give it up with \`umount -f ${mount === null ? 'MOUNT' : printable(mount.mountPoint)}\`.`,
  cifs: (mount) =>
    `Bring the server back${mount === null ? '' : ` (${printable(mount.source)})`}; the call then ends by itself.`,
  fuse: () =>
    'Bring the file system’s own process back, or give it up: `echo 1 > /sys/fs/fuse/connections/N/abort`.',
  'network-fs': () => 'Bring the file server back; the call then ends by itself.',
  disk: (mount) =>
    `Look after the disk${mount === null ? '' : ` ${printable(mount.source)}`}: \`dmesg\` tells its errors. A slow disk needs time.`,
  other: () => 'Look with `dmesg` for what the kernel says of it. Nothing else ends such a call.',
}

const networks = /^(?:nfs|cifs|smb|fuse|ceph|9p|afs|glusterfs|ocfs2|gfs2|lustre)/

/** By the type of the mount where the kernel's functions cannot be read. */
function kindByMount(found: KernelWait, mount: MountFacts | null): KernelWait {
  if (found.kind !== 'other' || mount === null || !networks.test(mount.type)) return found
  if (mount.type.startsWith('nfs')) return { kind: 'nfs', words: 'an NFS server', killable: 'no' }
  if (mount.type.startsWith('fuse')) {
    return { kind: 'fuse', words: 'the process behind a FUSE file system', killable: 'maybe' }
  }
  return { kind: 'network-fs', words: 'a file server', killable: 'no' }
}

const killWords: Readonly<
  Record<KernelWait['killable'], readonly [verdict: string, says: string]>
> = {
  yes: ['No stop signal ends that.', 'SIGKILL would end it, too.'],
  maybe: [
    'No stop signal ends that, and SIGKILL may not, either.',
    'SIGKILL may not end it while this lasts.',
  ],
  no: [
    'No signal ends that, SIGKILL included.',
    'SIGKILL cannot end it while this lasts; a reboot may hang at the same place.',
  ],
}

function offerFor(
  wait: KernelWait,
  mount: MountFacts | null,
  killable: KernelWait['killable'],
): Offer {
  const place = mount === null ? wait.kind : mount.mountPoint
  return byHand(
    `device:${place}`,
    mount === null ? 'Free what it waits for' : `Free ${printable(mount.mountPoint)}`,
    `${cures[wait.kind](mount)} ${killWords[killable][1]}`,
  )
}

const hungLine = (c: Case, proc: Proc, thread: ThreadSample): string | null => {
  if (!isKnown(c.facts.kernelLines)) return null
  const pattern = new RegExp(`\\btask .{1,64}:(?:${proc.pid}|${thread.tid}) blocked for more than`)
  return c.facts.kernelLines.findLast((line) => pattern.test(line)) ?? null
}

function linesOf(proc: Proc, thread: ThreadSample, hung: string | null): Claim['evidence'] {
  const source = `/proc/${proc.pid}/task/${thread.tid}`
  const wchan = isKnown(thread.wchan) && thread.wchan !== '' ? [thread.wchan] : []
  const stack = isKnown(thread.stack) ? thread.stack.slice(0, 4) : []
  const pending = masksOf(proc.now)?.pending ?? []
  return [
    stateLine(proc.pid, thread.state, thread.tid),
    ...wchan.map((line) => evidence(`${source}/wchan`, line)),
    ...stack.map((line) => evidence(`${source}/stack`, line)),
    ...(pending.length > 0 ? [maskLine(proc.pid, 'ShdPnd', pending)] : []),
    ...(hung === null ? [] : [evidence('kernel log', hung)]),
  ]
}

/** Asleep in D at both looks, and not woken in between: a busy disk wakes its waiters all the time. */
function certaintyOf(c: Case, proc: Proc, thread: ThreadSample, hung: boolean): Claim['certainty'] {
  if (hung) return 'certain'
  const before = threadBefore(proc, thread.tid)
  if (before === null || before.state !== thread.state) return 'possible'
  if (!hasStoodStill(thread, before)) return 'possible'
  if (thread.state !== 'D') return 'likely'
  return isLongEnough(c) ? 'certain' : 'likely'
}

function claimAsleep(c: Case, proc: Proc, thread: ThreadSample): Claim {
  const mount = mountOf(c, proc, thread)
  const wait = kindByMount(kernelWaitOf(thread), mount)
  const hung = hungLine(c, proc, thread)
  const killed = masksOf(proc.now)?.pending.includes(killNumber) === true
  const killable = killed ? 'no' : wait.killable
  const where =
    mount === null ? '' : `, on ${printable(mount.mountPoint)} (${printable(mount.source)})`
  const inCall = kernelFunctions(thread)[0]
  const kill = killed ? 'SIGKILL is pending, and cannot end it.' : killWords[killable][0]
  return {
    code: 'uninterruptible',
    certainty: certaintyOf(c, proc, thread, hung !== null),
    sentence: `${whoWaits(proc, thread)} sleeps in the kernel${inCall === undefined ? '' : ` (${printable(inCall)})`} and waits for ${wait.words}${where}. ${kill}`,
    subject: subjectOf(proc, thread.tid),
    evidence: linesOf(proc, thread, hung),
    offers: [offerFor(wait, mount, killable)],
    waits: [
      {
        from: proc.pid,
        to: {
          kind: 'outside',
          id: `device:${mount?.mountPoint ?? wait.kind}`,
          label: mount === null ? wait.words : printable(mount.source),
          detail: mount === null ? '' : printable(mount.mountPoint),
        },
        why: 'the kernel',
        ms: c.spanMs > 0 && proc.before !== null ? c.spanMs : null,
      },
    ],
  }
}

const sureness = { certain: 0, likely: 1, possible: 2 } as const

const isAsleep = (c: Case, thread: ThreadSample): boolean =>
  (thread.state === 'D' && !isVforkWait(thread)) ||
  (thread.state === 'S' && c.asked !== null && !isTooEarly(c) && isServerWait(thread))

/** Threads in state D, or in a wait that bears no signal either; a vfork(2) is no such thing, though it looks like one. */
export function uninterruptible(c: Case): readonly Claim[] {
  return c.awake.flatMap((proc) => {
    const asleep = proc.now.threads.filter((one) => isAsleep(c, one))
    const claims = asleep.map((thread) => claimAsleep(c, proc, thread))
    // Without a stop, a moment in state D is everyday life.
    const kept = c.asked === null ? claims.filter((one) => one.certainty === 'certain') : claims
    // One thread says it all: the one of which most is sure.
    return kept.toSorted((a, b) => sureness[a.certainty] - sureness[b.certainty]).slice(0, 1)
  })
}
