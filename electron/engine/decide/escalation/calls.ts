/** Answers of calls, and intents that could not be written. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import { later } from '../../../../shared/moment.ts'
import { identityKey } from '../../../../shared/process.ts'
import type { Moment, Phase, Run, RunMember, SentSignal } from '../../../../shared/run.ts'
import { isAtRest } from '../../../../shared/run.ts'
import type { EventOf, Transition } from './events.ts'
import { callLimitMs, end, move, note, unitCallLimitMs, verify, waitStepOf } from './phases.ts'
import { noPermission } from './refusals.ts'
import { advance, ask, signalOutside, waitDeadline } from './steps.ts'

type SettledEvent = EventOf<'call-settled'>

/** Replaces "may have been sent" by what the call came to; new processes of a force sweep are added. */
function recordResults(run: Run, event: SettledEvent): Run {
  const results = new Map(event.results.map((r) => [identityKey(r.identity), r]))
  const template = run.sent.find((s) => s.call === event.call)
  const sent = run.sent.map((s): SentSignal => {
    if (s.call !== event.call) return s
    // A stop command has no process of its own; that it ran is all there is to know.
    if (s.identity === null) return { ...s, outcome: event.failure ? 'failed' : 'sent' }
    const result = results.get(identityKey(s.identity))
    if (result) results.delete(identityKey(s.identity))
    return result ? { ...s, outcome: result.outcome, answered: s.answered ?? event.at } : s
  })
  const added = template
    ? [...results.values()].map((r) => ({
        ...template,
        ...{ identity: r.identity, outcome: r.outcome, answered: event.at },
      }))
    : []
  const noted = event.note === null ? run : note(run, event.note)
  return markKilled({ ...noted, sent: [...sent, ...added] }, event.call)
}

/** Who left after a SIGKILL of ours was killed; who had left before it, was not. */
function markKilled(run: Run, call: number): Run {
  const kills = new Map(
    run.sent.flatMap((s) =>
      s.call === call && s.what === 'KILL' && s.identity
        ? [[identityKey(s.identity), s.outcome]]
        : [],
    ),
  )
  if (kills.size === 0) return run
  const members = run.members.map((m): RunMember => {
    const outcome = kills.get(identityKey(m.member.identity))
    if (m.gone === null || m.gone.how === 'identity-changed' || outcome === undefined) return m
    const how = outcome === 'sent' || outcome === 'maybe' ? 'killed' : 'by-itself'
    return { ...m, gone: { ...m.gone, how } }
  })
  return { ...run, members }
}

/** Which process the stop command is: where it hangs, its end is what the stop waits for. */
export function noteCommand(run: Run, event: EventOf<'command-began'>): Transition {
  const sent = run.sent.map((s): SentSignal => {
    const isIt = s.call === event.call && s.what === 'stop-command'
    return isIt ? { ...s, command: event.identity } : s
  })
  return [{ ...run, sent }, []]
}

/** An answer that nobody waits for any more: kept, and nothing moves. */
export function settleLate(run: Run, event: SettledEvent): Transition {
  const recorded = recordResults(run, event)
  return [event.failure ? note(recorded, event.failure.message) : recorded, []]
}

/** The answer of the step's call: on to its wait. */
export function settleStop(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'stopping' }>,
  event: SettledEvent,
): Transition {
  if (event.call !== phase.call) return settleLate(run, event)
  const recorded = noteRefusals(recordResults(run, event), event)
  if (event.failure) return failedCall(recorded, phase.step, event)
  if (allRefused(event)) return refusedCall(recorded, phase.step, event)
  if (isAtRest(recorded)) return verify(recorded, event.at)
  if (isUnitStop(recorded, phase.step)) return settleUnitStop(recorded, phase, event.at)
  return toWait(recorded, phase.step, { deadline: phase.deadline, at: event.at })
}

/** From a call that was answered to the wait behind it, or on where the schedule has none. */
function toWait(
  run: Run,
  step: number,
  { deadline, at }: { readonly deadline: Moment | null; readonly at: Moment },
): Transition {
  const wait = waitStepOf(run, step)
  if (wait === step) return advance(run, step, at)
  return move(run, { kind: 'waiting', step: wait, deadline }, false)
}

const isUnitStop = ({ schedule, stopMethod }: Run, step: number): boolean =>
  schedule[step]?.kind === 'stop' && stopMethod.kind === 'unit'

/** Accepted: members that its manager does not reach are asked now, and the wait is counted from here. */
function settleUnitStop(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'stopping' }>,
  at: Moment,
): Transition {
  const called = run.sent.find((s) => s.call === phase.call)?.at ?? at
  // What a person added while the manager was waited for is not lost.
  const addedMs = phase.deadline ? phase.deadline.mono - called.mono - unitCallLimitMs : 0
  const wait = waitDeadline(run, phase.step, at, callLimitMs)
  const deadline = wait && later(wait, Math.max(0, addedMs))
  const [asked, outside] = signalOutside(run, phase.step, at)
  const [next, effects] = toWait(asked, phase.step, { deadline, at })
  return [next, [...outside, ...effects]]
}

/** Held while the manager was waited for: its answer counts, and the clock stays held. */
export function settleWhileHeld(run: Run, event: SettledEvent): Transition {
  const call = run.sent.find((s) => s.call === event.call && s.what === 'stop-unit')
  const isOpen = call?.outcome === 'maybe'
  if (call === undefined || !isOpen) return settleLate(run, event)
  const recorded = recordResults(run, event)
  if (event.failure) return failedCall(recorded, call.step, event)
  return signalOutside(recorded, call.step, event.at)
}

function failedCall(run: Run, step: number, event: SettledEvent): Transition {
  const error = event.failure
  if (error === null) return [run, []]
  // The manager refused the first call of this run, so nothing was sent at all.
  const first = run.sent.every((s) => s.call === event.call)
  if (error.code === 'no-permission' && first) {
    return end(run, { kind: 'refused', error }, event.at)
  }
  const told = note(run, error.message)
  if (!run.person) return end(told, { kind: 'failed', error }, event.at)
  return ask(told, waitStepOf(run, step), 'backend', event.at)
}

const allRefused = (event: SettledEvent): boolean =>
  event.results.length > 0 && event.results.every((r) => r.outcome === 'no-permission')

/** The error for each process that the kernel refused us. */
function refusalsOf(run: Run, event: SettledEvent): QuiesceError[] {
  const denied = new Set(
    event.results.filter((r) => r.outcome === 'no-permission').map((r) => identityKey(r.identity)),
  )
  return run.members
    .filter((m) => denied.has(identityKey(m.member.identity)))
    .map((m) => noPermission(run.title, m.member))
}

/** Some were signalled and some refused: the run goes on, and says so. */
const noteRefusals = (run: Run, event: SettledEvent): Run =>
  refusalsOf(run, event).reduce((told, error) => note(told, error.message), run)

/** The manager of the unit refused: nobody was signalled, and its words help more than the kernel's. */
function refusedByManager(run: Run, step: number, event: SettledEvent): Transition {
  const error = event.failure
  if (error === null) return [run, []]
  const nothingSent = run.sent.every((s) => s.outcome === 'no-permission' || s.outcome === 'gone')
  if (nothingSent) return end(run, { kind: 'refused', error }, event.at)
  return ask(note(run, error.message), waitStepOf(run, step), 'permission', event.at)
}

/** Every process refused us. With nothing sent so far, that is the outcome; else it asks. */
function refusedCall(run: Run, step: number, event: SettledEvent): Transition {
  const nothingSent = run.sent.every((s) => s.outcome === 'no-permission' || s.outcome === 'gone')
  const [error] = refusalsOf(run, event)
  if (nothingSent && error) return end(run, { kind: 'refused', error }, event.at)
  return ask(run, waitStepOf(run, step), 'permission', event.at)
}

/** The answer of a force: on to the wait behind it. */
export function settleForce(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'forcing' }>,
  event: SettledEvent,
): Transition {
  if (event.call !== phase.call) return settleLate(run, event)
  if (event.failure) return refusedByManager(recordResults(run, event), phase.step, event)
  const recorded = noteRefusals(recordResults(run, event), event)
  if (allRefused(event)) return refusedCall(recorded, phase.step, event)
  const wait = waitStepOf(recorded, phase.step)
  return move(recorded, { kind: 'waiting', step: wait, deadline: phase.deadline }, false)
}

/** The intent of a call is not on disk, so the call was not made: take it back and ask. */
export function takeBack(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'stopping' | 'forcing' }>,
  event: EventOf<'journal-failed'>,
): Transition {
  const told = note(run, `The journal cannot be written: ${event.why}.`)
  if (event.call !== phase.call) return [told, []]
  const sent = run.sent.filter((s) => s.call !== phase.call)
  // An earlier call of the same step stays called: one that a crash cut off, say.
  const before = Math.min(run.calledStep, phase.step - 1)
  const calledStep = Math.max(before, ...sent.map((s) => s.step))
  const forced = sent.some((s) => s.what === 'KILL') ? run.forced : null
  const back: Run = { ...told, sent, calledStep, forced }
  if (isAtRest(back)) return verify(back, event.at)
  if (!run.person && sent.length === 0) {
    const error = {
      code: 'journal-unwritable' as const,
      message: `The journal cannot be written: ${event.why}.`,
      next: 'Make room or mend the folder; in the window a person may go on without it.',
    }
    return end(back, { kind: 'refused', error }, event.at)
  }
  return ask(back, phase.step - 1, 'journal', event.at)
}
