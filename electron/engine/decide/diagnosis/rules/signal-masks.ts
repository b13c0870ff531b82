/** The stop signal is ignored, or blocked: what the masks of proc_pid_status(5) say, and what they do not. */
import { signalNumbers } from '../../../../../shared/signals.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { entryOf } from '../../profile/meaning.ts'
import { isTooEarly, masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence, maskLine } from '../evidence.ts'
import type { ThreadSample } from '../facts.ts'
import { isWorking, movementOf } from '../movement.ts'
import { awaitedPids } from './children.ts'
import { fasterSignal, otherSignal, ownWay } from './faster-signal.ts'

/** A profile says that this daemon obeys the signal: then it began to ignore it, and is on its way out. */
const usuallyObeys = (c: Case): boolean => {
  const entry = entryOf(c.facts.observed.profile?.profile ?? null, c.signal)
  return entry !== null && entry.expects === undefined && entry.role !== 'ignored'
}

function ignoresNow(c: Case, proc: Proc): boolean {
  const number = signalNumbers[c.signal]
  if (masksOf(proc.now)?.ignored.includes(number) !== true) return false
  // Who began to ignore it between the looks has seen it, and is leaving.
  const before = masksOf(proc.before)
  return before === null || before.ignored.includes(number)
}

/** It computes or writes: what it blocks or ignores may be what must not disturb that. */
function isAtWork(c: Case, proc: Proc): boolean {
  const movement = movementOf(proc)
  return movement !== null && isWorking(movement, c.spanMs)
}

/** A child that its parent waits for: whether the parent passed the signal on is not known. */
function claimChildIgnores(c: Case, proc: Proc): Claim {
  const parent = c.byPid.get(proc.now.row.parentPid)
  const of = parent === undefined ? '' : ` ${processName(parent)}`
  return {
    code: 'ignores-signal',
    certainty: isAtWork(c, proc) ? 'possible' : 'likely',
    sentence: `${processName(proc)} ignores SIG${c.signal}: what its parent${of} passes on to it is lost.`,
    subject: subjectOf(proc),
    evidence: [maskLine(proc.pid, 'SigIgn', masksOf(proc.now)?.ignored ?? [])],
    offers: otherSignal(c, proc),
  }
}

function claimIgnores(c: Case, proc: Proc): Claim {
  const who = processName(proc)
  const name = `SIG${c.signal}`
  const doubted = c.signalled && usuallyObeys(c)
  const sentence = doubted
    ? `${who} ignores ${name} now. It usually obeys: it may have begun to leave before it shut its ears.`
    : !c.signalled
      ? `${who} ignores ${name}: a stop by ${name} will do nothing.`
      : `${who} ignores ${name}: the signal is lost, and waiting does not help.`
  return {
    code: 'ignores-signal',
    certainty: doubted ? 'likely' : 'certain',
    sentence,
    subject: subjectOf(proc),
    evidence: [maskLine(proc.pid, 'SigIgn', masksOf(proc.now)?.ignored ?? [])],
    offers: [...fasterSignal(c), ...otherSignal(c, proc), ownWay(c)],
  }
}

/** SigIgn with the stop signal in it: the only mask that is conclusive by itself. */
export function ignoresSignal(c: Case): readonly Claim[] {
  const awaited = c.signalled && !isTooEarly(c) ? awaitedPids(c) : new Set<number>()
  return c.subjects
    .filter((proc) => ignoresNow(c, proc))
    .flatMap((proc) => {
      if (proc.targeted) return [claimIgnores(c, proc)]
      return awaited.has(proc.pid) ? [claimChildIgnores(c, proc)] : []
    })
}

const waitsForSignals = (thread: ThreadSample): boolean =>
  isKnown(thread.syscall) &&
  thread.syscall.kind === 'inside' &&
  /^(?:rt_)?sig(?:timedwait|wait|waitinfo|suspend)/.test(thread.syscall.name ?? '')

/** A signalfd that takes it; files that cannot be read may hold one. */
function takesByDescriptor(proc: Proc, number: number): boolean | 'unknown' {
  if (!isKnown(proc.now.files)) return 'unknown'
  return proc.now.files.some(
    (file) =>
      file.target.includes('signalfd') &&
      (file.signals === undefined || file.signals.includes(number)),
  )
}

const blocksEverywhere = (proc: Proc, number: number): boolean =>
  proc.now.threads.length > 0
    ? proc.now.threads.every((thread) => thread.blocked.includes(number))
    : masksOf(proc.now)?.blocked.includes(number) === true

const isPending = (sample: Proc['before'], number: number): boolean =>
  masksOf(sample)?.pending.includes(number) === true

function claimBlocks(c: Case, proc: Proc, byDescriptor: boolean | 'unknown'): Claim {
  const number = signalNumbers[c.signal]
  const masks = masksOf(proc.now)
  const own = proc.now.threads.find((t) => t.tid === proc.pid)?.pending ?? []
  const field = own.includes(number) ? 'SigPnd' : 'ShdPnd'
  const name = `SIG${c.signal}`
  // During a handler the kernel blocks its own signal: a second one waits until it is done.
  const inHandler = masks?.caught.includes(number) === true
  const doubtful = inHandler || byDescriptor === 'unknown' || isTooEarly(c)
  return {
    code: 'blocks-signal',
    certainty: doubtful ? 'likely' : 'certain',
    sentence: inHandler
      ? `${processName(proc)} blocks ${name} now, perhaps because its handler still runs: the signal waits.`
      : `${processName(proc)} blocks ${name}: the signal waits, and nobody comes for it.`,
    subject: subjectOf(proc),
    evidence: [
      maskLine(proc.pid, 'SigBlk', masks?.blocked ?? []),
      maskLine(proc.pid, field, masks?.pending ?? []),
      ...(byDescriptor === 'unknown'
        ? [evidence(`/proc/${proc.pid}/fd`, 'not readable: it may take the signal by a signalfd')]
        : []),
    ],
    offers: [...fasterSignal(c), ...otherSignal(c, proc), ownWay(c)],
  }
}

/**
 * Blocked by every thread, pending at both looks, and nobody there to take it: a daemon that keeps
 * it blocked and takes it by sigwait(3) or signalfd(2) is healthy.
 */
export function blocksSignal(c: Case): readonly Claim[] {
  if (!c.signalled) return []
  const number = signalNumbers[c.signal]
  const awaited = awaitedPids(c)
  return c.subjects.flatMap((proc) => {
    if (!proc.targeted && !awaited.has(proc.pid)) return []
    if (!isPending(proc.now, number) || !blocksEverywhere(proc, number)) return []
    if (proc.before !== null && !isPending(proc.before, number)) return []
    if (/[TtZ]/.test(proc.now.row.state) || proc.now.threads.some(waitsForSignals)) return []
    // Many shut their ears while they do what must not be disturbed: `makesProgress` tells of it.
    if (isAtWork(c, proc)) return []
    const byDescriptor = takesByDescriptor(proc, number)
    return byDescriptor === true ? [] : [claimBlocks(c, proc, byDescriptor)]
  })
}
