/** The plan of an order as rows to read: waves, what each service is asked, how long it may take. */
import type { OrderChoice } from '../../shared/order-input.ts'
import type { OrderEntry, OrderPlan } from '../../shared/order.ts'
import type { PlanWarning } from '../../shared/plan.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { duration } from '../../shared/wording/numbers.ts'
import { weighPlan } from './plan-weight.ts'
import { sortRows } from './service-order.ts'

export interface Wave {
  readonly wave: number
  readonly entries: readonly OrderEntry[]
}

/** Entries by wave, the first first. */
export function wavesOf({ entries }: Pick<OrderPlan, 'entries'>): readonly Wave[] {
  const waves = new Map<number, OrderEntry[]>()
  for (const entry of entries) {
    const wave = waves.get(entry.wave) ?? []
    wave.push(entry)
    waves.set(entry.wave, wave)
  }
  return [...waves].sort(([a], [b]) => a - b).map(([wave, of]) => ({ wave, entries: of }))
}

/** What it is asked first, to its first comma, and how long that may take. */
export function askedWords({ plan }: OrderEntry): {
  readonly asks: string
  readonly waits: string
} {
  const [first, second] = plan.steps
  const seconds = second === undefined ? NaN : Number(second.item)
  return {
    asks: first?.sentence.split(', ')[0] ?? '',
    waits: Number.isFinite(seconds)
      ? `${duration(seconds * 1000)} at most`
      : (second?.sentence ?? ''),
  }
}

/** Warnings of an entry, those that should stop a person first. */
export const warningsOfEntry = ({ plan }: OrderEntry): readonly PlanWarning[] =>
  [...plan.warnings].sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'))

/**
 * `light`: Enter starts it. `heavy`: it is everything, or something has to be read first; the button
 * has to be reached.
 */
export function weighOrder(plan: OrderPlan): 'light' | 'heavy' {
  if (plan.of.kind === 'all') return 'heavy'
  const grave = plan.entries.some(
    (entry) =>
      weighPlan(entry.plan) === 'own-session' ||
      entry.plan.warnings.some((warning) => warning.severity === 'stop'),
  )
  return grave ? 'heavy' : 'light'
}

/** Which services it is about, in words. */
export function choiceWords(of: OrderChoice): string {
  switch (of.kind) {
    case 'all':
      return 'all services that may be stopped'
    case 'group':
      return `the group ${of.name}`
    case 'chosen':
      return of.targets.length === 1 ? 'the service that you chose' : 'the services that you chose'
  }
}

const canStop: readonly ServiceRow['state']['kind'][] = [
  'running',
  'starting',
  'unknown',
  'exited',
  'frozen',
]

/** Services that can be chosen, those of the configuration first. */
export const choosable = (rows: readonly ServiceRow[]): ServiceRow[] =>
  sortRows(
    rows.filter((row) => row.refusal === null && canStop.includes(row.state.kind)),
    { by: 'name', descending: false },
  ).sort((a, b) => Number(a.origin !== 'configured') - Number(b.origin !== 'configured'))
