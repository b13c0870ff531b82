/** What a person's decision does in each phase that hears it. */
import { later, msUntil } from '../../../../shared/moment.ts'
import type { Moment, Phase, Run } from '../../../../shared/run.ts'
import { livingMembers } from '../../../../shared/run.ts'
import { isForce, type Scope } from '../../../../shared/schedule.ts'
import { phaseWord } from '../../../../shared/wording/phases.ts'
import type { Effect, EventOf, Transition } from './events.ts'
import { describeEnd } from '../unit/rest.ts'
import { extendOthers, holdOthers, withDeadlineMove, type Asked } from './foreign-deadline.ts'
import { end, move, note, waitStepOf } from './phases.ts'
import { needsForce, nothingFollows, notNow, staleDecision } from './refusals.ts'
import {
  asExtension,
  refuseRemedyWhileAsking,
  remedyMeanwhile,
  remedyWhileAsking,
} from './remedies.ts'
import { advance, beginForce, waitOver } from './steps.ts'

type DecisionEvent = EventOf<'decision'>

/** Runs the decision unless it answers a step already left (two doors may decide at once). */
export function ifCurrent(run: Run, event: DecisionEvent, decide: () => Transition): Transition {
  if (event.turn !== run.turn) return [run, [staleDecision(phaseWord(run.phase).toLowerCase())]]
  const [next, effects] = decide()
  const isTheirs = next !== run && changesTime(event)
  return [isTheirs ? { ...next, timedByPerson: true } : next, effects]
}

/**
 * What makes a stop longer or shorter than its service would take by itself. Extending and holding
 * move our clock alone: how long it took then is what the next stop has to be given.
 */
const changesTime = (event: DecisionEvent): boolean =>
  event.decision.kind === 'go-on' ||
  (event.decision.kind === 'remedy' && asExtension(event) === null)

/** The step that a decision to go on leaves behind. */
function stepLeft(run: Run): number {
  const { phase } = run
  if (phase.kind === 'stopping') return waitStepOf(run, phase.step)
  return 'step' in phase ? phase.step : -1
}

/** The index of the next SIGKILL of the schedule, or the end where it has none. */
function nextForceStep(run: Run, from: number): number {
  const found = run.schedule.findIndex((item, at) => at >= from && isForce(item))
  return found === -1 ? run.schedule.length : found
}

function force(run: Run, event: DecisionEvent, scope: Scope): Transition {
  const step = nextForceStep(run, Math.max(0, stepLeft(run)))
  // Naming this step is the consent to go on without a record on disk, too.
  const memory = run.phase.kind === 'asking' && run.phase.why === 'journal'
  return beginForce(
    memory ? { ...run, recordInMemory: true } : run,
    { step, scope, by: 'person', decidedTurn: event.turn },
    event.at,
  )
}

const leave = (run: Run, event: DecisionEvent): Transition =>
  end(run, { kind: 'abandoned', by: event.by }, event.at)

/** `agreed`: the run with what going on means for it; a decision that is refused agrees to nothing. */
function goOnTo(run: Run, from: number, at: Moment, agreed = run): Transition {
  const next = run.schedule[from + 1]
  if (next !== undefined && isForce(next)) return [run, [needsForce]]
  if (next === undefined && run.phase.kind === 'asking') return [run, [nothingFollows]]
  return advance(agreed, from, at)
}

/** In a plan that was not begun: only force (a kill asked for outright) or leaving it. */
export function decideWhilePlanned(run: Run, event: DecisionEvent): Transition {
  const { decision } = event
  if (decision.kind === 'force') return force(run, event, decision.scope)
  if (decision.kind === 'leave') return leave(run, event)
  return [run, [notNow('Nothing has been sent yet.', 'Start the stop first, or leave it.')]]
}

type Timed = Extract<Phase, { readonly kind: 'stopping' | 'waiting' }>

/** While a call or a wait is under way. */
export function decideWhileTimed(run: Run, phase: Timed, event: DecisionEvent): Transition {
  const { at } = event
  const decision = asExtension(event) ?? event.decision
  const waitStep = phase.kind === 'stopping' ? waitStepOf(run, phase.step) : phase.step
  switch (decision.kind) {
    case 'extend':
      return extendTimed(run, phase, {
        step: waitStep,
        addMs: decision.ms,
        at,
        reload: decision.reload,
      })
    case 'hold': {
      const leftMs = phase.deadline ? msUntil(phase.deadline, at) : null
      return withDeadlineMove(move(run, { kind: 'held', step: waitStep, leftMs }, false), {
        step: waitStep,
        addMs: 0,
        at,
        reload: decision.reload,
      })
    }
    case 'release':
      return [run, [notNow('The clock is running already.', 'Hold it, or let it run.')]]
    case 'go-on':
      return goOnTo(run, waitStep, at)
    case 'force':
      return force(run, event, decision.scope)
    case 'leave':
      return leave(run, event)
    case 'remedy':
      return remedyMeanwhile(run, event)
  }
}

function extendTimed(run: Run, phase: Timed, asked: Asked): Transition {
  if (phase.deadline === null) return extendOthers(run, asked)
  const deadline = later(phase.deadline, asked.addMs)
  return withDeadlineMove(move(run, { ...phase, deadline }, false), asked)
}

/** While a person holds the clock. */
export function decideWhileHeld(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'held' }>,
  event: DecisionEvent,
): Transition {
  const { at } = event
  const decision = asExtension(event) ?? event.decision
  switch (decision.kind) {
    case 'extend':
      if (phase.leftMs === null) {
        return [run, [notNow('This wait has no deadline.', 'Release it, or leave it.')]]
      }
      return move(run, { ...phase, leftMs: phase.leftMs + decision.ms }, false)
    case 'hold': {
      const otherwise = notNow('The clock is held already.', 'Release it when you want it to run.')
      return holdOthers(run, { step: phase.step, at, reload: decision.reload }, otherwise)
    }
    case 'release':
      return release(run, phase, at)
    case 'go-on':
      return goOnTo(run, phase.step, at)
    case 'force':
      return force(run, event, decision.scope)
    case 'leave':
      return leave(run, event)
    case 'remedy':
      return remedyMeanwhile(run, event)
  }
}

/** Lets the clock run again with what was left. */
export function release(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'held' }>,
  at: Moment,
): Transition {
  const deadline = phase.leftMs === null ? null : later(at, phase.leftMs)
  return move(run, { kind: 'waiting', step: phase.step, deadline }, false)
}

/** While the run asks. */
export function decideWhileAsking(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'asking' }>,
  event: DecisionEvent,
): Transition {
  const { decision, at } = event
  switch (decision.kind) {
    case 'extend':
      return withDeadlineMove(
        move(run, { kind: 'waiting', step: phase.step, deadline: later(at, decision.ms) }, true),
        { step: phase.step, addMs: decision.ms, at, reload: decision.reload },
      )
    case 'hold': {
      const otherwise = notNow('No clock is running: the run waits for you.', 'Take your time.')
      return holdOthers(run, { step: phase.step, at, reload: decision.reload }, otherwise)
    }
    case 'release':
      return [run, [notNow('No clock is running: the run waits for you.', 'Take your time.')]]
    case 'go-on':
      return goOnFromAsking(run, phase, at)
    case 'force':
      return force(run, event, decision.scope)
    case 'leave':
      return leave(run, event)
    case 'remedy': {
      const extension = asExtension(event)
      const refusal = refuseRemedyWhileAsking(run, phase, event)
      if (refusal !== null) return [run, [refusal]]
      if (extension === null) return remedyWhileAsking(run, phase, event)
      return decideWhileAsking(run, phase, { ...event, decision: extension })
    }
  }
}

function goOnFromAsking(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'asking' }>,
  at: Moment,
): Transition {
  if (phase.why === 'found') return takeUp(run, at)
  if (phase.why === 'journal') {
    return goOnTo(run, phase.step, at, { ...run, recordInMemory: true })
  }
  return goOnTo(run, phase.step, at)
}

/**
 * Takes up a run that a crash left. Nothing that was sent, or may have been, is sent again: the run
 * goes on behind the last step that was called, with that step's whole wait from now.
 */
function takeUp(run: Run, at: Moment): Transition {
  const [next, effects] =
    run.calledStep >= run.schedule.length
      ? waitOver(run, run.calledStep, at)
      : goOnTo(run, run.calledStep, at)
  // A force that broke off in its sweep may have left processes stopped; waiting for those is idle.
  const sweptOnly = run.sent.some((s) => s.what === 'KILL' && s.outcome === 'maybe')
  if (!sweptOnly || next.phase.kind !== 'waiting') return [next, effects]
  const call = next.lastCall + 1
  const step = next.phase.step
  const wake: Effect = { kind: 'continue-stopped', call, step, targets: livingMembers(run) }
  return [{ ...next, lastCall: call }, [...effects, wake]]
}

/** While force is under way, SIGKILL cannot be recalled: the person can only stop looking. */
export function decideWhileForcing(run: Run, event: DecisionEvent): Transition {
  if (event.decision.kind === 'leave') return leave(run, event)
  const next = 'Its result is seconds away.'
  return [run, [notNow('SIGKILL is on its way and cannot be recalled.', next)]]
}

/** While it is verified that nobody comes back: a person may take it as it is. */
export function decideWhileVerifying(run: Run, event: DecisionEvent): Transition {
  if (event.decision.kind === 'go-on' || event.decision.kind === 'leave') {
    return allStayedGone(
      note(run, 'It was not watched to the end whether it comes back.'),
      event.at,
    )
  }
  return [run, [notNow('Nothing of it runs any more.', 'It is watched whether it comes back.')]]
}

/** The last look found nobody: by itself, by us, or by somebody else's force. */
export function allStayedGone(rested: Run, at: Moment): Transition {
  const badEnd = rested.unit && describeEnd(rested.unit)
  const run = badEnd === null ? rested : note(rested, badEnd)
  const killed = run.members.some((m) => m.gone?.how === 'killed')
  if (killed && run.forced !== null) {
    const by = run.forced === 'person' ? run.by : 'the schedule'
    return end(run, { kind: 'killed', by }, at)
  }
  if (run.forcedByOther !== null) return end(run, { kind: 'killed', by: run.forcedByOther }, at)
  return end(run, { kind: 'stopped' }, at)
}
