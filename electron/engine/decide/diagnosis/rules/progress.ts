/** It works on: processor, bytes and wake-ups move between the looks. */
import { signalNumbers } from '../../../../../shared/signals.ts'
import { isKnown } from '../../../../../shared/unknown.ts'
import { bytes } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { masksOf, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim } from '../claim.ts'
import { evidence, maskLine } from '../evidence.ts'
import { isStill, isWorking, movementOf, type Movement } from '../movement.ts'
import { waitLonger } from '../remedies.ts'

const tickMs = 10

function rates(movement: Movement, spanMs: number): readonly string[] {
  const perSecond = (n: number): number => (n * 1000) / Math.max(1, spanMs)
  const percent = Math.round((movement.cpuTicks * tickMs * 100) / Math.max(1, spanMs))
  const { readChars, writtenChars, switches } = movement
  return [
    ...(percent > 0 ? [`uses ${percent} % of a processor`] : []),
    ...(writtenChars !== null && writtenChars > 0
      ? [`writes ${bytes(Math.round(perSecond(writtenChars)))}/s`]
      : []),
    ...(readChars !== null && readChars > 0
      ? [`reads ${bytes(Math.round(perSecond(readChars)))}/s`]
      : []),
    ...(switches !== null && switches > 0
      ? [`wakes up ${Math.max(1, Math.round(perSecond(switches)))} times a second`]
      : []),
  ]
}

/** Nearly a whole processor, no bytes and hardly a pause: it computes, or turns in a loop. */
const spins = (movement: Movement, spanMs: number): boolean =>
  movement.cpuTicks * tickMs >= spanMs * 0.8 &&
  (movement.readChars ?? 0) + (movement.writtenChars ?? 0) === 0

function sentenceOf(proc: Proc, movement: Movement, spanMs: number): string {
  const who = processName(proc)
  const seen = rates(movement, spanMs).join(', ')
  if (spins(movement, spanMs)) {
    return `${who} computes without a pause, and reads and writes nothing: much to do, or a loop without an end.`
  }
  if (isWorking(movement, spanMs))
    return `${who} is still at work: ${seen === '' ? 'threads come and go' : seen}.`
  return seen === ''
    ? `${who} does next to nothing.`
    : `${who} does next to nothing, but is not still: it ${seen}.`
}

function linesOf(proc: Proc, movement: Movement): Claim['evidence'] {
  const { before, now } = proc
  return [
    evidence(
      `/proc/${proc.pid}/stat`,
      `utime + stime: ${before?.row.cpuTicks ?? 0} → ${now.row.cpuTicks} ticks`,
    ),
    ...(before !== null && isKnown(before.io) && isKnown(now.io)
      ? [
          evidence(
            `/proc/${proc.pid}/io`,
            `wchar: ${before.io.writtenChars} → ${now.io.writtenChars}`,
          ),
          evidence(`/proc/${proc.pid}/io`, `rchar: ${before.io.readChars} → ${now.io.readChars}`),
        ]
      : []),
    ...(movement.switches === null
      ? []
      : [evidence(`/proc/${proc.pid}/task`, `context switches: + ${movement.switches}`)]),
  ]
}

/** The signal has come, and is kept out for now. */
function isBlockedAndPending(c: Case, { now }: Proc): boolean {
  const masks = masksOf(now)
  const number = signalNumbers[c.signal]
  return masks?.blocked.includes(number) === true && masks.pending.includes(number)
}

/** Members whose counters moved between the looks; `possible` where that was a heartbeat only. */
export function makesProgress(c: Case): readonly Claim[] {
  if (c.asked === null || c.spanMs === 0) return []
  return c.awake.flatMap((proc) => {
    const movement = movementOf(proc)
    if (movement === null || isStill(movement) || proc.now.row.state === 'D') return []
    const waits = proc.targeted && isBlockedAndPending(c, proc)
    return [
      {
        code: 'makes-progress',
        certainty: isWorking(movement, c.spanMs) ? 'likely' : 'possible',
        sentence: `${sentenceOf(proc, movement, c.spanMs)}${waits ? ` SIG${c.signal} waits until it unblocks it.` : ''}`,
        subject: subjectOf(proc),
        evidence: [
          ...linesOf(proc, movement),
          ...(waits ? [maskLine(proc.pid, 'SigBlk', masksOf(proc.now)?.blocked ?? [])] : []),
        ],
        offers: [
          waitLonger('It works, and may come to its end by itself. Force would cut that off.'),
        ],
      } satisfies Claim,
    ]
  })
}
