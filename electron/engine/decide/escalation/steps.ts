/** Entering the steps of a schedule: the only place where a signal, a command or force begins. */
import { later } from '../../../../shared/moment.ts'
import type { Member } from '../../../../shared/process.ts'
import type { AskReason, ForceBy, Moment, Run, SentSignal } from '../../../../shared/run.ts'
import { livingMembers } from '../../../../shared/run.ts'
import { isForce, type Scope } from '../../../../shared/schedule.ts'
import {
  isTerminating,
  signalByNumber,
  signalNumbers,
  type SignalName,
} from '../../../../shared/signals.ts'
import type { Effect, Transition } from './events.ts'
import { callLimitMs, end, forceWaitMs, move, note, unitCallLimitMs, waitStepOf } from './phases.ts'
import { noPermission } from './refusals.ts'
import { isInUnit, targetsOf, wasKilled, wasRefused } from './targets.ts'

/** When the wait behind a call ends, counted from the call; null for `wait`. */
export function waitDeadline(
  run: Run,
  step: number,
  at: Moment,
  otherwiseMs: number,
): Moment | null {
  const next = run.schedule[step + 1]
  if (next?.kind === 'wait') return later(at, next.seconds * 1000)
  return next?.kind === 'wait-on' ? null : later(at, otherwiseMs)
}

/** Asks a person; with nobody to ask, the run ends and says what is still there. */
export function ask(run: Run, step: number, why: AskReason, at: Moment): Transition {
  if (run.person) return move(run, { kind: 'asking', step, why, since: at }, true)
  return concludeUnasked(run, at)
}

function concludeUnasked(run: Run, at: Moment): Transition {
  const living = livingMembers(run)
  const killed = living.filter((m) => wasKilled(run, m.identity, true))
  if (living.length > 0 && killed.length === living.length) {
    return end(run, { kind: 'survived', survivors: killed.map((m) => m.identity) }, at)
  }
  const refused = living.find((m) => wasRefused(run, m.identity))
  if (refused) return end(run, { kind: 'failed', error: noPermission(run.title, refused) }, at)
  return end(run, { kind: 'hung' }, at)
}

/** The schedule has no further step and somebody is still there. */
function conclude(run: Run, at: Moment): Transition {
  const living = livingMembers(run)
  const outlived = living.length > 0 && living.every((m) => wasKilled(run, m.identity, true))
  if (run.forced !== null && outlived) return concludeUnasked(run, at)
  return ask(run, run.schedule.length, 'schedule-ended', at)
}

const maybeSent = (
  targets: readonly Member[],
  base: Omit<SentSignal, 'identity' | 'outcome'>,
): SentSignal[] => targets.map((m) => ({ ...base, identity: m.identity, outcome: 'maybe' }))

/** Begins a call. What it sends counts as "may have been sent" from this moment on. */
function beginCall(run: Run, step: number, at: Moment, sent: SentSignal[]): Transition {
  const call = run.lastCall + 1
  const limit = waitDeadline(run, step, at, callLimitMs)
  return move(
    { ...run, lastCall: call, calledStep: step, sent: [...run.sent, ...sent] },
    { kind: 'stopping', step, call, deadline: limit },
    true,
  )
}

interface SignalStep {
  readonly step: number
  readonly signal: SignalName
  readonly scope: Scope
}

function signalStep(run: Run, { step, signal, scope }: SignalStep, at: Moment): Transition {
  const targets = targetsOf(run, scope)
  if (targets.length === 0) {
    const skipped = note(run, `SIG${signal}@${scope} had nobody to go to and was left out.`)
    // Its wait is over at once, by its deadline: a decision to go on must not run through to force.
    const next = { kind: 'waiting', step: waitStepOf(run, step), deadline: at } as const
    return move({ ...skipped, calledStep: step }, next, true)
  }
  const call = run.lastCall + 1
  const sent = maybeSent(targets, { call, step, what: signal, at })
  const [next, effects] = beginCall(run, step, at, sent)
  const wake: Effect[] = isTerminating(signal)
    ? [{ kind: 'continue-stopped', call: call + 1, step, targets: livingMembers(run) }]
    : []
  // The waking is a call of its own in the journal, so it has a number of its own.
  return [
    { ...next, lastCall: call + 1 },
    [...effects, { kind: 'signal', call, step, signal, targets }, ...wake],
  ]
}

function stopStep(run: Run, step: number, at: Moment): Transition {
  const method = run.stopMethod
  if (method.kind === 'signal') return signalStep(run, { step, ...method }, at)
  if (method.kind === 'unit') return stopUnitStep(run, step, at)
  const call = run.lastCall + 1
  const sent: SentSignal = {
    call,
    step,
    what: 'stop-command',
    at,
    identity: null,
    outcome: 'maybe',
  }
  const [next, effects] = beginCall(run, step, at, [sent])
  return [next, [...effects, { kind: 'command', call, step, argv: method.argv }]]
}

/** Members that systemd does not signal: suspects that a person ticked, and who left the cgroup. */
const outsideOf = (run: Run): Member[] => livingMembers(run).filter((m) => !isInUnit(m))

/** StopUnit. Members that are not in the unit's cgroup are asked once it is accepted. */
function stopUnitStep(run: Run, step: number, at: Moment): Transition {
  const method = run.stopMethod
  if (method.kind !== 'unit') return [run, []]
  const call = run.lastCall + 1
  const stop: SentSignal = { call, step, what: 'stop-unit', at, identity: null, outcome: 'maybe' }
  const [begun, effects] = move(
    { ...run, lastCall: call, calledStep: step, sent: [...run.sent, stop] },
    // The wait is counted from its acceptance: until then somebody may be typing a password.
    { kind: 'stopping', step, call, deadline: later(at, unitCallLimitMs) },
    true,
  )
  const { unit, also } = method
  return [begun, [...effects, { kind: 'stop-unit', call, step, unit, also }]]
}

/** The unit's own signal to members that its manager does not reach; nobody where there are none. */
export function signalOutside(run: Run, step: number, at: Moment): Transition {
  const targets = outsideOf(run)
  if (targets.length === 0) return [run, []]
  const call = run.lastCall + 1
  const named = signalByNumber(run.unit?.settings.killSignal ?? signalNumbers.TERM)
  // KillSignal=SIGKILL is the unit's own; of us nobody ordered force.
  const signal = named === null || named === 'KILL' ? 'TERM' : named
  const sent = maybeSent(targets, { call, step, what: signal, at })
  return [
    { ...run, lastCall: call + 1, sent: [...run.sent, ...sent] },
    [
      { kind: 'signal', call, step, signal, targets },
      { kind: 'continue-stopped', call: call + 1, step, targets },
    ],
  ]
}

/** Who orders force, and at which step it happens. */
export interface ForceOrder {
  readonly step: number
  readonly scope: Scope
  readonly by: ForceBy
  readonly decidedTurn: number | null
}

/** Force: the only place where it begins. */
export function beginForce(run: Run, order: ForceOrder, at: Moment): Transition {
  const targets = targetsOf(run, order.scope)
  const call = run.lastCall + 1
  const sent = maybeSent(targets, { call, step: order.step, what: 'KILL', at })
  const limit = waitDeadline(run, order.step, at, forceWaitMs) ?? later(at, forceWaitMs)
  const [next, effects] = move(
    {
      ...run,
      lastCall: call,
      calledStep: Math.max(run.calledStep, order.step),
      forced: order.by,
      sent: [...run.sent, ...sent],
    },
    { kind: 'forcing', step: order.step, call, by: order.by, deadline: limit },
    true,
  )
  return [next, [...effects, { kind: 'force', call, targets, ...order }]]
}

/** Goes to the step behind `from`. Force is entered here only because the schedule says so. */
export function advance(run: Run, from: number, at: Moment): Transition {
  const step = from + 1
  const item = run.schedule[step]
  if (item === undefined) return conclude(run, at)
  switch (item.kind) {
    case 'stop':
      return stopStep(run, step, at)
    case 'ask':
      return ask(run, step, 'schedule', at)
    case 'wait':
      return move(run, { kind: 'waiting', step, deadline: later(at, item.seconds * 1000) }, true)
    case 'wait-on':
      return move(run, { kind: 'waiting', step, deadline: null }, true)
    case 'signal':
      if (!isForce(item)) return signalStep(run, { step, ...item }, at)
      // Without a record on disk no schedule goes on to force by itself.
      if (run.recordInMemory) return ask(run, from, 'journal', at)
      return beginForce(run, { step, scope: item.scope, by: 'schedule', decidedTurn: null }, at)
  }
}

/** The wait at `step` is over: on to the next step, or ask again where the wait was one of the asker's. */
export function waitOver(run: Run, step: number, at: Moment): Transition {
  if (step >= run.schedule.length) return conclude(run, at)
  if (run.schedule[step]?.kind === 'ask') return ask(run, step, 'schedule', at)
  return advance(run, step, at)
}
