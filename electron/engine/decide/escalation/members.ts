/** Members that leave, appear or come back. */
import { sameIdentity } from '../../../../shared/process.ts'
import { forcedSentence } from '../../../../shared/wording/ceilings.ts'
import { duration } from '../../../../shared/wording/numbers.ts'
import { endedWithTracer } from '../../../../shared/wording/remedy-words.ts'
import { signalNumbers } from '../../../../shared/signals.ts'
import type { Phase, Run, RunMember } from '../../../../shared/run.ts'
import { isAtRest, livingMembers } from '../../../../shared/run.ts'
import type { EventOf, Transition } from './events.ts'
import { somebodyElse } from '../unit/foreign-force.ts'
import { initScriptForces } from '../sysv/init-ceilings.ts'
import { end, move, note, verify } from './phases.ts'
import { ask, waitOver } from './steps.ts'
import { wasKilled } from './targets.ts'

/** Notes who left, once, and how. */
export function markGone(run: Run, event: EventOf<'member-gone'>): Run {
  const members = run.members.map((m): RunMember => {
    if (m.gone !== null || !sameIdentity(m.member.identity, event.identity)) return m
    const killed = event.how === 'by-itself' && wasKilled(run, event.identity, false)
    return { ...m, gone: { at: event.at, how: killed ? 'killed' : event.how } }
  })
  return takeScriptForce(run, { ...run, members }, event)
}

/**
 * Who was here until the init script's own SIGKILL was due did not leave by itself. On a busy machine
 * the end is heard of before the timer of that moment is served, so the moment is compared here.
 */
function takeScriptForce(before: Run, after: Run, { at, how }: EventOf<'member-gone'>): Run {
  if (how !== 'by-itself' || before.forced !== null || before.forcedByOther !== null) return after
  const ceiling = before.ceilings.find(({ who }) => who === initScriptForces)
  const due = ceiling?.earliest === undefined ? (ceiling?.at ?? null) : null
  if (due === null || at.wall < due || before.calledStep < 0) return after
  return note({ ...after, forcedByOther: initScriptForces }, forcedSentence(initScriptForces))
}

/**
 * A tracer takes its tracees along where it was told to (PTRACE_O_EXITKILL, ptrace(2)), and one that
 * was let go may leave by itself in the same moment. Only the manager of its unit can tell them apart:
 * without its word nobody can say, and the outcome is no kill.
 */
export function takenAlong(
  run: Run,
  { identity, since, by, at }: EventOf<'taken-along'>,
): Transition {
  const known = run.members.find((m) => sameIdentity(m.member.identity, identity))
  const exit = known?.member.main === true ? (run.unit?.state.mainExit ?? null) : null
  const wasKilled = exit?.how === 'killed' && exit.status === signalNumbers.KILL
  const leftBefore = known?.gone !== null && (known?.gone.at.mono ?? 0) < since.mono
  if (known === undefined || leftBefore || (exit !== null && !wasKilled)) return [run, []]
  const members = run.members.map((m): RunMember => {
    const left = m === known ? (m.gone?.at ?? at) : m.gone?.at
    const isIt = left !== undefined && left.mono >= since.mono
    const how = m.gone?.how ?? 'by-itself'
    return isIt && how === 'by-itself' ? { ...m, gone: { at: left, how: 'taken-along' } } : m
  })
  const others = run.forcedByOther
  const isOthers = others !== null && others !== somebodyElse
  const forcedByOther = wasKilled && !isOthers ? by : others
  const who = { pid: identity.pid, name: known.member.name }
  const told = note({ ...run, members, forcedByOther }, endedWithTracer(who))
  return known.gone === null && isAtRest(told) ? verify(told, at) : [told, []]
}

/** Somebody left: with the last one gone, verify. */
export function memberGone(run: Run, event: EventOf<'member-gone'>): Transition {
  const next = markGone(run, event)
  return isAtRest(next) ? verify(next, event.at) : [next, []]
}

/** Adds a member that was not known; the same identity is never added twice. */
export function addMember(run: Run, event: EventOf<'member-appeared'>): Run {
  const known = run.members.some((m) => sameIdentity(m.member.identity, event.member.identity))
  if (known) return run
  const added: RunMember = { member: event.member, gone: null }
  const next = { ...run, members: [...forgetStrangers(run), added] }
  return event.notice === undefined ? next : note(next, event.notice)
}

/** A service that makes a process a second is held for hours: who came and left meanwhile is forgotten. */
const mostMembers = 1000

function forgetStrangers({ members, sent }: Run): readonly RunMember[] {
  if (members.length < mostMembers) return members
  const signalled = new Set(sent.map((s) => s.identity?.pid))
  const isStranger = (m: RunMember): boolean =>
    m.gone?.how === 'by-itself' && !m.member.main && !signalled.has(m.member.identity.pid)
  return members.filter((m) => !isStranger(m))
}

/** All seemed gone, and somebody who belongs is there: back to the wait, or ask. */
export function appearedAgain(
  run: Run,
  phase: Extract<Phase, { readonly kind: 'verifying' }>,
  event: EventOf<'member-appeared'>,
): Transition {
  const next = addMember(run, event)
  if (livingMembers(next).length === 0) return [next, []]
  if (phase.back === null) return ask(next, Math.max(0, run.calledStep), 'appeared', event.at)
  const { step, deadline } = phase.back
  if (deadline !== null && deadline.mono <= event.at.mono) return waitOver(next, step, event.at)
  return move(next, { kind: 'waiting', step, deadline }, true)
}

/** The service runs again while it was being verified that it does not. */
export function cameBack(run: Run, event: EventOf<'copy-appeared'>): Transition {
  const last = Math.max(...run.members.map((m) => m.gone?.at.mono ?? 0))
  const afterMs = Math.max(0, event.at.mono - last)
  return end(run, { kind: 'came-back', evidence: event.evidence, afterMs }, event.at)
}

/** A sentence for a machine that slept. */
export const sleptSentence = (ms: number): string =>
  `The machine was suspended for ${duration(ms)}; the wait goes on where it was.`
