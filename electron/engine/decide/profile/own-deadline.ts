/**
 * Daemons that force by a timer of their own, counted from their stop signal. Nobody outside can move
 * it, and nobody is told when it fires: that it did shows only in who left, and when.
 */
import type { Ceiling } from '../../../../shared/plan.ts'
import type { ProfileMatch } from '../../../../shared/profile.ts'
import type { Moment, Run, SentSignal } from '../../../../shared/run.ts'
import type { Schedule } from '../../../../shared/schedule.ts'
import { forcedSentence } from '../../../../shared/wording/ceilings.ts'

/** What the waits before the first stop may take at the longest; null where nobody knows. Milliseconds. */
function beforeStopMs(schedule: Schedule): number | null {
  let ms = 0
  for (const item of schedule) {
    if (item.kind === 'stop') return ms
    if (item.kind === 'ask') return null
    if (item.kind === 'wait') ms += item.seconds * 1000
  }
  return null
}

/** The daemon's own ceiling for a stop that begins at `at`; none where its profile knows of none. */
export function plannedDaemonCeilings(
  match: ProfileMatch | null,
  schedule: Schedule,
  at: Moment,
): readonly Ceiling[] {
  const own = match?.profile.stop.ownDeadline
  if (match === null || own === undefined) return []
  const before = beforeStopMs(schedule)
  const ownMs = own.seconds * 1000
  return [
    {
      who: `${match.profile.id} itself`,
      source: `${own.source} (profile)`,
      what: own.what,
      fixed: 'the daemon counts itself',
      at: before === null ? null : at.wall + before + ownMs,
      ownMs,
    },
  ]
}

/** The call from which the daemon counts: its stop signal, or the command that sends it. */
function stopCall({ sent, stopMethod }: Run): SentSignal | undefined {
  const what = stopMethod.kind === 'signal' ? stopMethod.signal : 'stop-command'
  return sent.find(
    (one) => one.what === what && (one.outcome === 'sent' || one.outcome === 'maybe'),
  )
}

/** A wall clock that was set, or a machine that slept, shifts a moment; less is the clock's own noise. */
const noiseMs = 1000

/** The ceiling at its moment, now that the stop is on its way. A sleeping machine counts for nobody. */
function armed(ceiling: Ceiling, start: Moment, now: Moment): Ceiling {
  if (ceiling.ownMs === undefined) return ceiling
  const at = now.wall + (start.mono + ceiling.ownMs - now.mono)
  return ceiling.at !== null && Math.abs(ceiling.at - at) < noiseMs ? ceiling : { ...ceiling, at }
}

/** How long after its own deadline the last of it may leave and still be its doing. */
const evidenceMs = 2000

/**
 * Who forced, where a daemon's own timer did: nobody is left, Quiesce forced nobody, and all who were
 * still there at the deadline left within two seconds of it. Null with any weaker evidence.
 */
export function forcedByItself(run: Run, ceiling: Ceiling, start: Moment): string | null {
  if (ceiling.ownMs === undefined || run.forced !== null) return null
  const deadline = start.mono + ceiling.ownMs
  const late = run.members.filter(
    ({ member, gone }) => member.kept === null && (gone === null || gone.at.mono >= deadline),
  )
  const isItsDoing = late.every(
    ({ gone }) => gone?.how === 'by-itself' && gone.at.mono <= deadline + evidenceMs,
  )
  return late.length > 0 && isItsDoing ? `${ceiling.who}, ${ceiling.source}` : null
}

const isSame = (a: readonly Ceiling[], b: readonly Ceiling[]): boolean =>
  a.every((one, at) => one === b[at])

/** The run with the daemon's own deadline followed: when it is, and whether it fired. */
export function followOwnDeadline(run: Run, now: Moment): Run {
  const own = run.ceilings.find((one) => one.ownMs !== undefined)
  const start = own && stopCall(run)?.at
  if (own === undefined || start === undefined || run.phase.kind === 'ended') return run
  const ceilings = run.ceilings.map((one) => armed(one, start, now))
  const next = isSame(ceilings, run.ceilings) ? run : { ...run, ceilings }
  const who = run.forcedByOther === null ? forcedByItself(run, own, start) : null
  if (who === null) return next
  const sentence = forcedSentence(own.who)
  return { ...next, forcedByOther: who, notices: [...next.notices, sentence] }
}
