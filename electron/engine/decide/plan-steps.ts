/** What each step of a schedule will do to a service, in words, before anything is sent. */
import { assertNever } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { PlannedStep } from '../../../shared/plan.ts'
import type { StopMethod } from '../../../shared/run.ts'
import {
  isForce,
  printSchedule,
  type Schedule,
  type ScheduleItem,
  type Scope,
} from '../../../shared/schedule.ts'
import { isTerminating, type SignalName } from '../../../shared/signals.ts'
import { count, duration } from '../../../shared/wording/numbers.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import { targetsAmong } from './escalation/targets.ts'
import { shellWord } from './shell-word.ts'
import { sayUnitStop } from './unit/plan-unit.ts'

/** What the steps are about. */
export interface StepsOf {
  readonly method: StopMethod
  readonly members: readonly Member[]
  readonly unit: RunUnit | null
}

/** The members that a signal may reach: those that nobody keeps. */
export const livingOf = (members: readonly Member[]): readonly Member[] =>
  members.filter((m) => m.kept === null)

const named = (member: Member): string => `${member.name} (${member.identity.pid})`

function sayTargets(targets: readonly Member[], scope: Scope): string {
  const [only] = targets
  if (!only) return 'nobody'
  if (scope === 'all') {
    return targets.length === 1 ? named(only) : `all ${targets.length} processes`
  }
  if (scope === 'group')
    return `${count(targets.length, 'process', 'processes')} of its process group`
  if (targets.length > 1) return `each of its ${targets.length} topmost processes`
  return only.main ? `the main process ${named(only)}` : named(only)
}

function saySignal(signal: SignalName, scope: Scope, members: readonly Member[]): string {
  const targets = targetsAmong(livingOf(members), members, scope)
  if (targets.length === 0) return `sends SIG${signal}, though nobody is there for it now`
  const cont =
    isTerminating(signal) && signal !== 'KILL' ? ', then SIGCONT to whoever is stopped' : ''
  const force = signal === 'KILL' ? ', which nobody can refuse' : ''
  return `sends SIG${signal} to ${sayTargets(targets, scope)}${force}${cont}`
}

/** The signal of a step and its scope, or null where the step sends none itself. */
export function signalOf(
  item: ScheduleItem,
  method: StopMethod,
): { readonly signal: SignalName; readonly scope: Scope } | null {
  if (item.kind === 'signal') return item
  return item.kind === 'stop' && method.kind === 'signal' ? method : null
}

function sayStop(method: StopMethod, members: readonly Member[], unit: RunUnit | null): string {
  if (method.kind === 'command') return `runs ${method.argv.map(shellWord).join(' ')}`
  if (method.kind === 'signal') return saySignal(method.signal, method.scope, members)
  const first = method.also.length > 0 ? `stops ${method.also.join(', ')}, then ` : ''
  return unit === null ? `${first}stops ${method.unit}` : `${first}${sayUnitStop(unit, members)}`
}

function sentenceOf(item: ScheduleItem, of: StepsOf): string {
  const { method, members, unit } = of
  switch (item.kind) {
    case 'wait':
      return `waits at most ${duration(item.seconds * 1000)} for everybody to be gone`
    case 'wait-on':
      return 'waits without a deadline for everybody to be gone'
    case 'ask':
      return 'asks you'
    case 'stop':
      return sayStop(method, members, unit)
    case 'signal':
      return saySignal(item.signal, item.scope, members)
    default:
      return assertNever(item)
  }
}

function conditionOf(schedule: Schedule, index: number): PlannedStep['condition'] {
  if (index === 0) return 'always'
  const asked = schedule.slice(0, index).some((item) => item.kind === 'ask')
  return asked ? 'only-if-you-say-so' : 'if-some-are-left'
}

/** The steps of a plan. Targets are those of now; each step makes its list again when it comes. */
export function planSteps(schedule: Schedule, of: StepsOf): readonly PlannedStep[] {
  const { method, members } = of
  return schedule.map((item, index) => {
    const signal = signalOf(item, method)
    const targets = signal ? targetsAmong(livingOf(members), members, signal.scope) : []
    return {
      index,
      item: printSchedule([item]),
      sentence: sentenceOf(item, of),
      targets: targets.map((m) => ({ pid: m.identity.pid, name: m.name })),
      force: isForce(item),
      condition: conditionOf(schedule, index),
    }
  })
}
