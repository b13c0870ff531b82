/** Nothing of it moves, and nobody else is seen to hold it: a deadlock, or a stop that it forgot. */
import { signalNumbers } from '../../../../../shared/signals.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { count } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { isHalted, isLongEnough, isTooEarly, masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { allWaitForMemory, isDeadlocked, isFutex, isTimed } from '../deadlock.ts'
import { evidence, maskLine } from '../evidence.ts'
import { isStill, isWorking, movementOf } from '../movement.ts'
import { byHand, waitLonger } from '../remedies.ts'
import { waitsOf, type ThreadWait } from '../thread-waits.ts'
import { forAtLeast } from '../who.ts'
import { shellWord } from '../../shell-word.ts'
import { listWords } from '../../unit/unit-words.ts'
import { fasterSignal, otherSignal } from './faster-signal.ts'

interface Shape {
  readonly sentence: string
  readonly certainty: Claim['certainty']
}

/** The most threads that wait at one address in memory. */
function crowded(waits: readonly ThreadWait[]): number {
  const counts = new Map<string, number>()
  for (const { subject } of waits) {
    if (subject.kind === 'futex')
      counts.set(subject.address, (counts.get(subject.address) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

/** More names are no help. */
const namedAtMost = 4

/** Every thread waits for another one of them: nobody is left who could let go. */
function deadlock(proc: Proc, waits: readonly ThreadWait[], span: string): Shape | null {
  const { threads } = proc.now
  if (!allWaitForMemory(proc, waits)) return null
  const held = waits.filter(isFutex)
  const who = processName(proc)
  if (threads.length === 1) {
    return {
      certainty: 'likely',
      sentence: `${who} waits for a lock in memory (futex) that nobody lets go${span}: a deadlock with itself, or with another process.`,
    }
  }
  const many = crowded(held)
  const same = many > 1 ? `, ${many} of them at one lock` : ''
  const which =
    threads.length > namedAtMost
      ? `All ${threads.length} threads`
      : `Threads ${listWords(threads.map((one) => processName({ pid: one.tid, name: one.name })))}`
  return {
    certainty: 'likely',
    sentence: `${which} of ${who} wait for one another (futex)${same}${span}: a deadlock.`,
  }
}

/** The main thread waits for another thread that rests, too. */
function mainWaits(proc: Proc, waits: readonly ThreadWait[], span: string): Shape | null {
  const main = waits.find((wait) => wait.thread.tid === proc.pid)
  if (main === undefined || !isFutex(main)) return null
  const others = waits.filter((wait) => isFutex(wait) && wait !== main).length
  return {
    certainty: others > 0 && !isTimed(main) ? 'likely' : 'possible',
    sentence: `The main thread of ${processName(proc)} waits for another thread (futex)${span}${others > 0 ? `, as ${others === 1 ? 'does' : 'do'} ${count(others, 'other')}` : ''}: nothing of it moves.`,
  }
}

const restWords: Readonly<Record<string, string>> = {
  epoll: 'sits in its event loop',
  several: 'sits in its event loop',
  signal: 'waits for a signal',
  time: 'sleeps',
  descriptor: 'waits at a descriptor',
  ipc: 'waits at a semaphore or a message queue',
  child: 'waits for a child',
  'file-lock': 'waits for a file lock',
}

/** The signal was handed over: it is not pending, and somebody was there to take it. */
function hasTaken(c: Case, proc: Proc): boolean {
  const number = signalNumbers[c.signal]
  const masks = masksOf(proc.now)
  if (masks === null || masks.pending.includes(number)) return false
  return masks.caught.includes(number) || masks.blocked.includes(number)
}

/** It took the signal, and then went on to rest. */
function forgot(c: Case, proc: Proc, waits: readonly ThreadWait[], span: string): Shape | null {
  const main = waits.find((wait) => wait.thread.tid === proc.pid) ?? waits[0]
  // Who was not asked rests with good reason.
  if (main === undefined || !proc.targeted) return null
  const rests = restWords[main.subject.kind] ?? 'waits'
  const taken = hasTaken(c, proc)
  return {
    certainty: taken && main.held === true && main.subject.kind !== 'time' ? 'likely' : 'possible',
    sentence: taken
      ? `${processName(proc)} took SIG${c.signal}, and ${rests} (${main.call})${span}, as if nothing had been asked.`
      : `${processName(proc)} ${rests} (${main.call}), and nothing of it moves${span}.`,
  }
}

function linesOf(proc: Proc, waits: readonly ThreadWait[]): Claim['evidence'] {
  const masks = masksOf(proc.now)
  return [
    ...waits
      .slice(0, 4)
      .map(({ thread, call, args }) =>
        evidence(
          `/proc/${proc.pid}/task/${thread.tid}/syscall`,
          [call, ...args.slice(0, 2)].join(' '),
        ),
      ),
    evidence(`/proc/${proc.pid}/stat`, `utime + stime: ${proc.now.row.cpuTicks} ticks, as before`),
    ...(isKnown(proc.now.io) ? [evidence(`/proc/${proc.pid}/io`, 'no byte read or written')] : []),
    ...(masks === null ? [] : [maskLine(proc.pid, 'SigCgt', masks.caught)]),
  ]
}

const stacksByHand = (c: Case, proc: Proc): ReturnType<typeof byHand> =>
  byHand(
    `stacks:${proc.pid}@${proc.facts.identity.startTicks}`,
    'Keep its stacks before it goes',
    `Where in its program it waits stands in its stacks: \`quiesce diagnose ${shellWord(c.facts.observed.target)} --stacks\`. That stops it for a moment.`,
  )

/**
 * Whom nobody asked directly has to stand still for so long: a worker of Apache rests for a second
 * between the end of its last request and its own. Milliseconds.
 */
const restsSpanMs = 2000

/** Clients explain no deadlock: nobody is left who could hear of it when they leave. */
function pidExplained(c: Case, { code, subject }: Claim): readonly number[] {
  if (subject === null) return []
  const proc = c.byPid.get(subject.pid)
  const isDead = code === 'waits-for-clients' && proc !== undefined && isDeadlocked(proc)
  return isDead ? [] : [subject.pid]
}

/**
 * Members without any motion over both looks, where no other finding explains that. `others` are the
 * claims of all rules before: who waits by name is not stuck.
 */
export function stuck(c: Case, others: readonly Claim[]): readonly Claim[] {
  if (!c.signalled || isTooEarly(c) || !isLongEnough(c)) return []
  const explained = new Set(others.flatMap((claim) => pidExplained(c, claim)))
  const busy = c.subjects.some((proc) => {
    const movement = movementOf(proc)
    return movement !== null && isWorking(movement, c.spanMs)
  })
  const span = forAtLeast(c.spanMs)
  return c.living.flatMap((proc) => {
    const movement = movementOf(proc)
    if (movement === null || !isStill(movement) || explained.has(proc.pid) || isHalted(proc))
      return []
    const waits = waitsOf(proc)
    const shape =
      deadlock(proc, waits, span) ?? mainWaits(proc, waits, span) ?? forgot(c, proc, waits, span)
    if (shape === null) return []
    // While another member works, this one may simply wait for it; one that was not asked just rests.
    const certainty = busy || !proc.targeted ? 'possible' : shape.certainty
    if (!proc.targeted && certainty === 'possible' && c.spanMs < restsSpanMs) return []
    return [
      {
        code: 'stuck',
        certainty,
        sentence: shape.sentence,
        subject: subjectOf(proc),
        evidence: linesOf(proc, waits),
        offers: [
          waitLonger('It helps only if something outside wakes it.'),
          ...fasterSignal(c),
          ...otherSignal(c, proc),
          stacksByHand(c, proc),
        ],
      } satisfies Claim,
    ]
  })
}
