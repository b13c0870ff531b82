/** The steps of a run as lines of a timeline: done, now, to come, and on what condition. */
import type { Plan } from '../../shared/plan.ts'
import { livingMembers, type Run, type SentSignal } from '../../shared/run.ts'
import { isForce, type ScheduleItem } from '../../shared/schedule.ts'
import { clock, count, duration } from '../../shared/wording/numbers.ts'
import { scopeWords, sentWord, signalOutcomeWord } from '../../shared/wording/views.ts'
import type { IconName } from '../components/icon.tsx'
import { deadlineOf } from './run-clock.ts'

export interface StepLine {
  readonly key: string
  readonly icon: IconName
  readonly state: 'done' | 'now' | 'to-come' | 'left-out'
  readonly title: string
  readonly detail: string
  readonly when: string
}

/** Index of the step a run stands at; one past the last when it is over or verifies. */
export function currentStep(run: Run): number {
  const { phase } = run
  if (phase.kind === 'planned') return -1
  if (phase.kind === 'verifying' || phase.kind === 'ended') return run.schedule.length
  return phase.step
}

function stopTitle(method: Run['stopMethod']): string {
  if (method.kind === 'command') return 'Stop by its own command'
  if (method.kind === 'unit') return 'Stop by systemd'
  return `Stop: SIG${method.signal} ${scopeWords[method.scope]}`
}

function itemTitle(item: ScheduleItem, run: Run): string {
  switch (item.kind) {
    case 'stop':
      return stopTitle(run.stopMethod)
    case 'signal':
      return `SIG${item.signal} ${scopeWords[item.scope]}`
    case 'wait':
      return `Wait at most ${duration(item.seconds * 1000)}`
    case 'wait-on':
      return 'Wait without a deadline'
    case 'ask':
      return run.person ? 'Ask you' : 'Give up'
  }
}

function itemIcon(item: ScheduleItem): IconName {
  if (isForce(item)) return 'force'
  const icons = { stop: 'stop', signal: 'signal', wait: 'timer', 'wait-on': 'timer', ask: 'asks' }
  return icons[item.kind] as IconName
}

/** "SIGTERM to 4698, 4699; SIGCONT to 4698": what left Quiesce at one step, refusals with words. */
export function sentAtStep(sent: readonly SentSignal[], step: number): string {
  const groups = new Map<string, string[]>()
  for (const one of sent.filter((s) => s.step === step)) {
    const trouble = one.outcome === 'sent' ? '' : ` (${signalOutcomeWord[one.outcome]})`
    const taken = one.what === 'stop-unit' && one.outcome === 'sent'
    const key = taken ? 'systemd has taken the stop' : `${sentWord(one)}${trouble}`
    const pids = groups.get(key) ?? []
    if (one.identity !== null) pids.push(String(one.identity.pid))
    groups.set(key, pids)
  }
  return [...groups]
    .map(([what, pids]) => (pids.length === 0 ? what : `${what} to ${shortList(pids)}`))
    .join('; ')
}

/** The first six of a list, and how many more. */
export const shortList = (list: readonly string[]): string =>
  list.length <= 6 ? list.join(', ') : `${list.slice(0, 6).join(', ')} and ${list.length - 6} more`

function whenOf(run: Run, index: number, at: number): string {
  const called = run.sent.find((s) => s.step === index)
  if (called !== undefined) return clock(called.at.wall)
  if (index < at) return ''
  if (index === at) {
    const deadline = deadlineOf(run)
    return deadline === null ? '' : `until ${clock(deadline)}`
  }
  const item = run.schedule[index]
  const asked = run.schedule.slice(0, index).some((s) => s.kind === 'ask')
  if (item !== undefined && isForce(item) && asked) return 'only if you say so'
  return item?.kind === 'wait' || item?.kind === 'wait-on' ? '' : 'only if some are left'
}

function lineOf(run: Run, plan: Plan | null, index: number, now: number): StepLine {
  const item = run.schedule[index] as ScheduleItem
  const at = currentStep(run)
  const ended = run.phase.kind === 'ended' || run.phase.kind === 'verifying'
  const reached = ended ? !nothingSent(run) && index <= run.calledStep : index < at
  const state = index === at ? 'now' : reached ? 'done' : ended ? 'left-out' : 'to-come'
  const sent = sentAtStep(run.sent, index)
  const speaks = state === 'to-come' && (item.kind === 'signal' || item.kind === 'stop')
  const planned = speaks ? (plan?.steps.find((step) => step.index === index)?.sentence ?? '') : ''
  const title = itemTitle(item, run)
  const waits = item.kind === 'wait' || item.kind === 'wait-on'
  const lasting = now - Math.max(run.startedAt.wall, ...run.sent.map((s) => s.at.wall))
  const soFar =
    state === 'now' && waits
      ? `${duration(Math.floor(lasting / 1000) * 1000)} so far; every exit is seen as it happens`
      : ''
  return {
    key: String(index),
    icon: state === 'done' ? 'check' : itemIcon(item),
    state,
    title,
    detail: sent || soFar || planned,
    when: state === 'left-out' ? leftOutWord(run) : whenOf(run, index, at),
  }
}

/** Nothing was sent: no step of it was gone. */
const nothingSent = ({ phase }: Run): boolean =>
  phase.kind === 'ended' &&
  (phase.outcome.kind === 'refused' || phase.outcome.kind === 'already-stopped')

/** A step that came to nothing: the goal was reached before, or the run did not get there. */
function leftOutWord(run: Run): string {
  if (run.phase.kind === 'ended' && run.phase.outcome.kind === 'refused') return 'not sent'
  return livingMembers(run).length === 0 ? 'not needed' : 'not reached'
}

type VerifyWords = Pick<StepLine, 'state' | 'detail' | 'when'>

/** The last look: whether all is gone, and stays so. */
function verifyWords(run: Run, now: number): VerifyWords {
  const { phase } = run
  const detail = 'nobody left, nobody back'
  if (phase.kind === 'verifying') {
    return { state: 'now', detail, when: `until ${clock(deadlineOf(run) ?? now)}` }
  }
  if (phase.kind !== 'ended') return { state: 'to-come', detail, when: '' }
  if (phase.outcome.kind === 'came-back') {
    return { state: 'left-out', detail: 'it came back', when: clock(phase.at.wall) }
  }
  if (nothingSent(run)) return { state: 'left-out', detail: '', when: leftOutWord(run) }
  const left = livingMembers(run).length
  if (left === 0) return { state: 'done', detail, when: '' }
  return { state: 'left-out', detail: '', when: `${count(left, 'process', 'processes')} left` }
}

/** Every step of the schedule, then the look whether all is really gone. */
export function stepLines(run: Run, plan: Plan | null, now: number): StepLine[] {
  const lines = run.schedule.map((_, index) => lineOf(run, plan, index, now))
  return [...lines, { key: 'verify', icon: 'eye', title: 'Verify', ...verifyWords(run, now) }]
}
