/** An order in lines of text: the plan, what happens, what is asked, and how it ended. */
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { OrderLine } from '../../shared/json-order.ts'
import type { Order, OrderPlan } from '../../shared/order.ts'
import type { Run } from '../../shared/run.ts'
import { clock, count, duration, printable } from '../../shared/wording/numbers.ts'
import { entryStateWord } from '../../shared/wording/order-words.ts'
import { verdictSummary } from './diagnosis-lines.ts'
import { pairStates } from './order-json.ts'

/** The official stop and the wait behind it: what happens before anybody is asked. */
function stopWords({ plan }: OrderPlan['entries'][number]): string {
  const [stop, wait] = plan.steps
  const words = [stop, wait].flatMap((step) => (step ? [printable(step.sentence)] : []))
  return words.length > 0 ? words.join('; ') : plan.schedule
}

/** The plan: wave by wave, then what is left out and why, then what follows. */
export function orderPlanLines(plan: OrderPlan): string[] {
  const titles = new Map(plan.entries.map(({ target, title }) => [target, title]))
  const services = plan.entries.flatMap((entry, at) => {
    const isFirst = plan.entries[at - 1]?.wave !== entry.wave
    const heading = entry.wave === 0 ? 'First:' : 'Then:'
    return [
      ...(isFirst ? [heading] : []),
      `  ${printable(entry.title)}  ${stopWords(entry)}`,
      ...entry.after.map(
        ({ target, because }) =>
          `    after ${printable(titles.get(target) ?? target)}: ${printable(because)}`,
      ),
      ...entry.plan.warnings
        .filter(({ severity }) => severity === 'stop')
        .map(({ sentence }) => `    Warning: ${printable(sentence)}`),
    ]
  })
  return [
    plan.entries.length === 0
      ? 'There is nothing to stop.'
      : `${count(plan.entries.length, 'service', 'services')}, each asked to stop in its turn.`,
    ...services,
    ...plan.leftOut.map(({ title, why }) => `Left out: ${printable(title)}: ${printable(why)}`),
    ...plan.notes.map((note) => `Note: ${printable(note)}`),
    ...plan.last.map((sentence) => `Last: ${printable(sentence)}`),
  ]
}

/** One line a change, with its wall-clock time; what only waits longer is no news. */
export function orderChangeText(lines: readonly OrderLine[]): string[] {
  return lines.flatMap((line): string[] => {
    if (line.type !== 'service' && line.type !== 'order-phase') return []
    if (line.type === 'service' && line.state === 'waiting') return []
    if (line.type === 'order-phase' && line.phase !== 'asking' && line.phase !== 'paused') return []
    return [`${clock(line.at)}  ${printable(line.sentence)}`]
  })
}

/** Who hangs and who waits for it, before the keys. */
export function orderAskingLines(order: Order): string[] {
  const { phase, plan } = order
  if (phase.kind !== 'asking') return []
  const titles = new Map(plan.entries.map(({ target, title }) => [target, printable(title)]))
  const names = (targets: readonly string[]): string =>
    targets.map((target) => titles.get(target) ?? printable(target)).join(', ')
  return [
    `Still there: ${names(phase.remaining)}`,
    ...(phase.blocked.length > 0 ? [`Waiting for that: ${names(phase.blocked)}`] : []),
  ]
}

/** Seconds left of the clocks that run, of the service that is due first; '' where none runs. */
export function orderCountdown(order: Order, runs: ReadonlyMap<string, Run>, now: number): string {
  const clocks = pairStates(order).flatMap(([{ title }, state]) => {
    const run = 'runId' in state ? runs.get(state.runId) : undefined
    if (!run || !('deadline' in run.phase) || run.phase.deadline === null) return []
    return [{ title, left: Math.max(0, run.phase.deadline.wall - now) }]
  })
  const sorted = clocks.sort((a, b) => a.left - b.left).slice(0, 3)
  const words = sorted.map(({ title, left }) => `${printable(title)} ${duration(left)}`)
  const more = clocks.length - sorted.length
  return [...words, ...(more > 0 ? [`${more} more`] : [])].join(' · ')
}

/** Each service and how it ended; of those that are still there why, and what can be done. */
export const orderEndLines = (
  order: Order,
  diagnoses: ReadonlyMap<string, Diagnosis> = new Map(),
): string[] =>
  pairStates(order).flatMap(([{ title }, state]) => {
    const why = state.kind === 'refused' ? `: ${printable(state.error.message)}` : ''
    const run = 'runId' in state ? ` (run ${state.runId})` : ''
    const diagnosis = 'runId' in state ? diagnoses.get(state.runId) : undefined
    return [
      `  ${printable(title)}: ${entryStateWord(state).toLowerCase()}${why}${run}`,
      ...(diagnosis === undefined ? [] : verdictSummary(diagnosis)).map((line) => `    ${line}`),
    ]
  })
