import { signalByNumber } from '../../../../shared/signals.ts'
import type { Moment, Run, SentSignal } from '../../../../shared/run.ts'
import type { SignalName } from '../../../../shared/signals.ts'
import type { DiagnosisFacts } from '../diagnosis/facts.ts'
import type { Observed } from '../observed.ts'

/** `stop-unit` leads to the unit's KillSignal=; a stop command to whatever it sends, mostly SIGTERM. */
function signalOf(what: SentSignal['what'], { unit }: Pick<Run, 'unit'>): SignalName {
  if (what === 'stop-unit') return signalByNumber(unit?.settings.killSignal ?? 15) ?? 'TERM'
  return what === 'stop-command' ? 'TERM' : what
}

/** Sub-states in which the manager has sent its stop signal (systemd.service(5), "deactivating"). */
const signalled = new Set(['stop-sigterm', 'final-sigterm', 'stop-watchdog'])

function askedByManager({ unit }: Observed, now: Moment): DiagnosisFacts['asked'] {
  if (unit === null || !signalled.has(unit.state.subState)) return null
  const signal = signalByNumber(unit.settings.killSignal) ?? 'TERM'
  return { signal, at: unit.state.since ?? now }
}

/**
 * Its intent is on the disk before it leaves, and a busy disk takes seconds for that: who was not asked
 * yet is not late. At the latest it left when it was known what came of it.
 */
function leftAt({ phase }: Run, sent: SentSignal, now: Moment): Moment {
  if (sent.identity === null) return sent.at
  const isOpen = phase.kind === 'stopping' && phase.call === sent.call
  return sent.answered ?? (isOpen && sent.outcome === 'maybe' ? now : sent.at)
}

/**
 * The signal that was sent last, and when: by the run, else by the unit's manager on somebody else's
 * word. Null where nobody was asked to leave.
 */
export function findAsked(
  run: Run | null,
  observed: Observed,
  now: Moment,
): DiagnosisFacts['asked'] {
  const last = run?.sent.findLast(
    (sent) => sent.what !== 'CONT' && sent.outcome !== 'failed' && sent.outcome !== 'gone',
  )
  if (!run || !last) return askedByManager(observed, now)
  return { signal: signalOf(last.what, run), at: leftAt(run, last, now) }
}
