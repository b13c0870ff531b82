/** What a diagnosis offered and a person chose: short of force, and never on the way to it. */
import { later } from '../../../../shared/moment.ts'
import { sameIdentity, type Member, type ProcessIdentity } from '../../../../shared/process.ts'
import type { Phase, Run, SentSignal } from '../../../../shared/run.ts'
import { livingMembers } from '../../../../shared/run.ts'
import { isTerminating } from '../../../../shared/signals.ts'
import { mayEndWithTracer } from '../../../../shared/wording/remedy-words.ts'
import type { ChosenRemedy, Effect, EventOf, Transition } from './events.ts'
import { move, note } from './phases.ts'
import { noRemedy, notNow, notTakenUp } from './refusals.ts'

type DecisionEvent = EventOf<'decision'>

/** So long a remedy is given to work before the person is asked again. Milliseconds. */
export const remedyWaitMs = 30_000

/** More time is a decision of its own; it goes the way of `extend`. Null for every other remedy. */
export function asExtension({ remedy }: DecisionEvent): DecisionEvent['decision'] | null {
  if (remedy?.action.kind !== 'wait') return null
  return { kind: 'extend', ms: remedy.action.ms, reload: remedy.reload }
}

/** While a clock runs or is held: it is done, and the run stays where it is. */
export function remedyMeanwhile(run: Run, event: DecisionEvent): Transition {
  const { remedy } = event
  if (remedy === undefined) return [run, [noRemedy]]
  const refusal = refuse(run, remedy)
  return refusal === null ? carryOut(run, event, remedy) : [run, [refusal]]
}

type Asking = Extract<Phase, { readonly kind: 'asking' }>

/** Why no remedy is begun now: nobody has taken the run up, or more time would be less of it. */
export function refuseRemedyWhileAsking(
  run: Run,
  phase: Asking,
  { remedy }: DecisionEvent,
): Effect | null {
  if (phase.why === 'found') return notTakenUp
  if (remedy?.action.kind !== 'wait' || asksAgain(run, phase.step)) return null
  return notNow('No clock is running: the run waits for you.', 'Take your time.')
}

/**
 * While the run asks: it is done, and the run waits a while where it asks the same again afterwards.
 * Elsewhere the schedule would go on behind the wait, perhaps to force, so it stays asking.
 */
export function remedyWhileAsking(run: Run, phase: Asking, event: DecisionEvent): Transition {
  const [next, effects] = remedyMeanwhile(run, event)
  if (next === run || !asksAgain(run, phase.step)) return [next, effects]
  const deadline = later(event.at, remedyWaitMs)
  const told = note(next, `It is given ${remedyWaitMs / 1000} s to work; then you are asked again.`)
  const [waiting, clock] = move(told, { kind: 'waiting', step: phase.step, deadline }, true)
  return [waiting, [...effects, ...clock]]
}

const asksAgain = ({ schedule }: Run, step: number): boolean =>
  step >= schedule.length || schedule[step]?.kind === 'ask'

function refuse(run: Run, { remedy, action }: ChosenRemedy): Effect | null {
  if (action.kind === 'by-hand') {
    return notNow(`Quiesce cannot do this for you: ${remedy.label}.`, remedy.says)
  }
  // The type forbids it; what came from elsewhere than our own diagnosis does not get by.
  if (action.kind === 'signal' && ['KILL', 'STOP'].includes(action.signal)) return noRemedy
  return run.calledStep < 0
    ? notNow('Nothing has been sent yet.', 'Start the stop first, or leave it.')
    : null
}

function memberOf(run: Run, identity: ProcessIdentity): Member | null {
  return livingMembers(run).find((m) => sameIdentity(m.identity, identity)) ?? null
}

/** Said before it: an end together with the tracer ends the run, and nobody is told any more. */
function sayFreed(run: Run, action: ChosenRemedy['action']): Run {
  const frees = action.kind === 'signal' ? action.frees : undefined
  if (frees === undefined) return run
  return note(run, mayEndWithTracer({ pid: frees.identity.pid, name: frees.name }))
}

function carryOut(run: Run, { at, by }: DecisionEvent, chosen: ChosenRemedy): Transition {
  const { action, remedy } = chosen
  if (action.kind === 'wait' || action.kind === 'by-hand') return [run, [noRemedy]]
  const call = run.lastCall + 1
  // It belongs to the step that was called last: no later one may count as called because of it.
  const step = run.calledStep
  const effect: Effect = { kind: 'remedy', call, step, remedy, action, by }
  const next: Run = sayFreed({ ...run, lastCall: call }, action)
  const member = action.kind === 'signal' ? memberOf(run, action.target) : null
  if (action.kind !== 'signal' || member === null) return [next, [effect]]
  const { signal: what, target: identity } = action
  const sent: SentSignal = { call, step, what, identity, at, outcome: 'maybe' }
  const signalled = { ...next, sent: [...run.sent, sent] }
  if (!isTerminating(what)) return [signalled, [effect]]
  const wake: Effect = { kind: 'continue-stopped', call: call + 1, step, targets: [member] }
  return [{ ...signalled, lastCall: call + 1 }, [effect, wake]]
}
