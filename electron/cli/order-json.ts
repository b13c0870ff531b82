/** An order as `--json` prints it, and what is different between two views of it. */
import type { QuiesceError } from '../../shared/errors.ts'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { OrderLine } from '../../shared/json-order.ts'
import type { Order, OrderEntry, OrderEntryState, OrderPlan } from '../../shared/order.ts'
import { entryStateWord, orderSentence } from '../../shared/wording/order-words.ts'
import { diagnosisToJson } from './diagnosis-json.ts'

const plannedToJson = ({ target, title, wave, after, plan }: OrderEntry) => ({
  ...{ target, title, wave, schedule: plan.schedule },
  after: after.map(({ target: first, because }) => ({ target: first, because })),
})

/** Top-level fields of the plan's result line. */
export const orderPlanFields = ({ entries, leftOut, last, notes }: OrderPlan): object => ({
  ...{ leftOut, last, notes },
  services: entries.map(plannedToJson),
})

const errorToJson = ({ candidates, ...rest }: QuiesceError) => ({
  ...rest,
  ...(candidates && { candidates: [...candidates] }),
})

function standsToJson({ target, title }: OrderEntry, state: OrderEntryState) {
  return {
    target,
    title,
    state: state.kind,
    run: 'runId' in state ? state.runId : null,
    outcome: state.kind === 'ended' ? state.outcome : null,
    error: state.kind === 'refused' ? errorToJson(state.error) : null,
  }
}

function verdictOf(state: OrderEntryState, diagnoses: ReadonlyMap<string, Diagnosis>) {
  const diagnosis = 'runId' in state ? diagnoses.get(state.runId) : undefined
  return (diagnosis && diagnosisToJson(diagnosis).findings[0]) ?? null
}

/** Top-level fields of the result line. */
export const orderFields = (
  order: Order,
  diagnoses: ReadonlyMap<string, Diagnosis> = new Map(),
): object => ({
  order: order.id,
  how: order.phase.kind === 'ended' ? order.phase.how : null,
  sentence: orderSentence(order),
  services: pairStates(order).map(([entry, state]) => ({
    ...standsToJson(entry, state),
    wave: entry.wave,
    verdict: verdictOf(state, diagnoses),
  })),
  leftOut: order.plan.leftOut,
  passed: order.passed,
})

/** The same fields where no order was begun. */
export const noOrderFields = (sentence: string): object => ({
  ...{ order: null, how: null, sentence, services: [], leftOut: [], passed: [] },
})

/** Each entry with its state. */
export function pairStates({
  plan,
  states,
}: Order): readonly (readonly [OrderEntry, OrderEntryState])[] {
  return plan.entries.flatMap((entry, at) => {
    const state = states[at]
    return state ? [[entry, state] as const] : []
  })
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What is new since an earlier view of it, oldest first; all of it at the first look. */
export function listOrderChanges(before: Order | null, order: Order, at: number): OrderLine[] {
  const happened = { order: order.id, at }
  const began: OrderLine[] =
    before === null
      ? [{ type: 'order-began', ...happened, services: order.plan.entries.map(plannedToJson) }]
      : []
  const services = pairStates(order).flatMap(([entry, state], index): OrderLine[] => {
    if (before === null ? state.kind === 'waiting' : isSame(before.states[index], state)) return []
    const sentence = `${entry.title}: ${entryStateWord(state).toLowerCase()}`
    const waits = state.kind === 'waiting' ? [...state.for] : []
    const stands = standsToJson(entry, state)
    return [{ type: 'service', ...happened, ...stands, for: waits, sentence }]
  })
  const isMoved = before === null || !isSame(before.phase, order.phase)
  return [...began, ...services, ...(isMoved ? [phaseLine(order, at)] : [])]
}

function phaseLine(order: Order, at: number): OrderLine {
  const { phase } = order
  const asking = phase.kind === 'asking' ? phase : null
  return {
    type: 'order-phase',
    ...{ order: order.id, at, phase: phase.kind, turn: order.turn },
    remaining: [...(asking?.remaining ?? [])],
    blocked: [...(asking?.blocked ?? [])],
    next: asking?.next ?? null,
    sentence: orderSentence(order),
  }
}
