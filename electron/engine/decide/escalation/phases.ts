/** Small moves that several cells share: each keeps the armed deadline in step with the phase. */
import { later } from '../../../../shared/moment.ts'
import type { Moment, Outcome, Phase, Run } from '../../../../shared/run.ts'
import type { Effect, Transition } from './events.ts'

/** How long to look, after the last member left, whether it stays so. Milliseconds. */
export const verifyMs = 2000
/** How long a call may take where the schedule gives no wait after it. Milliseconds. */
export const callLimitMs = 30_000
/** How long the manager of a unit may take to accept a stop: a person may have to type a password. */
export const unitCallLimitMs = 5 * 60_000
/** The longest look after the last member left. Milliseconds. */
const longestVerifyMs = 10_000
/** How long SIGKILL is given where the schedule gives no wait after it. Milliseconds. */
export const forceWaitMs = 5000

/** The deadline that a phase has armed, or null. */
export function deadlineOf(phase: Phase): Moment | null {
  switch (phase.kind) {
    case 'stopping':
    case 'waiting':
    case 'forcing':
      return phase.deadline
    case 'verifying':
      return phase.until
    case 'planned':
    case 'held':
    case 'asking':
    case 'ended':
      return null
  }
}

/** Moves to a phase: disarms the old deadline when it differs, arms the new one. */
export function move(run: Run, phase: Phase, newTurn: boolean): Transition {
  const before = deadlineOf(run.phase)
  const after = deadlineOf(phase)
  const effects: Effect[] = []
  // Compared by moment, not by phase: from a call to its wait one deadline stays armed.
  if (before && before.mono !== after?.mono) effects.push({ kind: 'disarm' })
  if (after && before?.mono !== after.mono) effects.push({ kind: 'arm', at: after })
  return [{ ...run, phase, turn: newTurn ? run.turn + 1 : run.turn }, effects]
}

/** Ends the run. */
export function end(run: Run, outcome: Outcome, at: Moment): Transition {
  const [ended, effects] = move(run, { kind: 'ended', outcome, at }, true)
  return [ended, [...effects, { kind: 'end', outcome }]]
}

/** The same phase, something noted for the person. */
export const note = (run: Run, sentence: string): Run =>
  run.notices.includes(sentence) ? run : { ...run, notices: [...run.notices, sentence] }

/**
 * The wait that belongs to a call: the step right behind it, or the step itself where it is a
 * wait already or none follows.
 */
export function waitStepOf(run: Run, step: number): number {
  const here = run.schedule[step]
  if (
    here === undefined ||
    here.kind === 'wait' ||
    here.kind === 'wait-on' ||
    here.kind === 'ask'
  ) {
    return step
  }
  const next = run.schedule[step + 1]
  return next?.kind === 'wait' || next?.kind === 'wait-on' ? step + 1 : step
}

/**
 * Restart= fires when a unit is signalled rather than stopped (systemd.service(5)), and only after
 * RestartSec=: then the look is longer.
 */
function verifyLengthMs({ unit, sent }: Run): number {
  const stopped = sent.some((s) => s.what === 'stop-unit' && s.outcome !== 'failed')
  if (unit === null || stopped || unit.settings.restart === 'no') return verifyMs
  return Math.min(longestVerifyMs, Math.max(verifyMs, unit.settings.restartMs + 1000))
}

/** All seem gone: look for a while whether it stays so. `back` is where the run stood. */
export function verify(run: Run, at: Moment): Transition {
  const { phase } = run
  const isTimed = phase.kind === 'waiting' || phase.kind === 'stopping' || phase.kind === 'forcing'
  const back = isTimed ? { step: waitStepOf(run, phase.step), deadline: phase.deadline } : null
  return move(run, { kind: 'verifying', until: later(at, verifyLengthMs(run)), back }, true)
}
