/**
 * An order under way, as the pure machine sees it: the order that doors are shown, and what they
 * need not know. `advance-order.ts` moves it, `orders/` carries out its effects.
 */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { OrderDecision } from '../../../../shared/order-input.ts'
import type { Order, OrderEntryState, OrderPhase } from '../../../../shared/order.ts'
import type { Decision, Moment, OutcomeKind, Phase, Run } from '../../../../shared/run.ts'
import { isForce } from '../../../../shared/schedule.ts'

/** What is kept of a run of this order: enough to decide for it. */
export interface SeenRun {
  readonly runId: string
  readonly turn: number
  readonly revision: number
  readonly phase: Phase['kind']
  /** What going on would do while it asks: SIGTERM, or nothing but force is left; null elsewhere. */
  readonly next: 'terminate' | 'force' | null
}

export interface OrderState {
  readonly order: Order
  /** Targets whose run was asked for, and is not there yet. */
  readonly beginning: readonly string[]
  /** By target. */
  readonly runs: ReadonlyMap<string, SeenRun>
  /** Runs that the order's own pause holds; a person's own hold is not among them. */
  readonly held: readonly string[]
  /** A person left it: nobody new is asked, and it ends as soon as its runs have. */
  readonly leaving: boolean
}

export type OrderEvent =
  | { readonly kind: 'begin'; readonly at: Moment }
  | { readonly kind: 'begun'; readonly target: string; readonly run: Run; readonly at: Moment }
  | {
      readonly kind: 'not-begun'
      readonly target: string
      readonly error: QuiesceError
      readonly at: Moment
    }
  /** One of its runs moved. An older view than the last one is passed over. */
  | { readonly kind: 'run'; readonly run: Run; readonly at: Moment }
  | {
      readonly kind: 'decision'
      readonly turn: number
      readonly decision: OrderDecision
      readonly at: Moment
    }
  | { readonly kind: 'person-left'; readonly at: Moment }
  | { readonly kind: 'interrupted'; readonly at: Moment }

export type OrderEffect =
  | { readonly kind: 'begin-run'; readonly target: string }
  /** A decision on a run at the turn at which it was last seen. */
  | {
      readonly kind: 'decide-run'
      readonly runId: string
      readonly turn: number
      readonly decision: Decision
    }
  | { readonly kind: 'refuse-decision'; readonly error: QuiesceError }

export type Advanced = readonly [OrderState, readonly OrderEffect[]]

/** Services of an order that are asked to stop at the same time. */
export const mostAtOnce = 8

/** An order before anything of it has begun. */
export const openOrder = (order: Order): OrderState => ({
  order,
  beginning: [],
  runs: new Map(),
  held: [],
  leaving: false,
})

/** Plain values of the same shape, made in the same order. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Puts the order into another phase; the same order where it is in that phase already. */
export const withPhase = (order: Order, phase: OrderPhase): Order =>
  isSame(order.phase, phase) ? order : { ...order, phase }

/** The state of each entry, by target. */
export const statesOf = ({ plan, states }: Order): ReadonlyMap<string, OrderEntryState> =>
  new Map(plan.entries.map(({ target }, at) => [target, states[at] ?? { kind: 'left' }]))

/** Puts one entry into another state; the same order where it is in that state already. */
export function withState(order: Order, target: string, state: OrderEntryState): Order {
  const at = order.plan.entries.findIndex((entry) => entry.target === target)
  if (at === -1 || isSame(order.states[at], state)) return order
  return { ...order, states: order.states.map((old, index) => (index === at ? state : old)) }
}

const downs: readonly OutcomeKind[] = ['already-stopped', 'stopped', 'killed']

/**
 * Nothing of it is left, so that who waited for it may go on. A target that is not there any more
 * when its turn comes ended by itself meanwhile.
 */
export function isDown(state: OrderEntryState | undefined): boolean {
  if (state?.kind === 'ended') return downs.includes(state.outcome)
  return state?.kind === 'refused' && state.error.code === 'unknown-target'
}

/** Nothing more happens to it in this order. */
export const isFinal = ({ kind }: OrderEntryState): boolean =>
  kind === 'ended' || kind === 'refused' || kind === 'left'

/** What is remembered of a run. */
export function seeRun(run: Run): SeenRun {
  const { id, turn, revision, phase } = run
  return { runId: id, turn, revision, phase: phase.kind, next: nextOf(run) }
}

function nextOf({ phase, schedule }: Run): SeenRun['next'] {
  if (phase.kind !== 'asking') return null
  const item = schedule[phase.step + 1]
  return item === undefined || isForce(item) ? 'force' : 'terminate'
}

/** The state of an entry whose run is this. */
export function stateOfRun({ id, phase }: Run): OrderEntryState {
  if (phase.kind === 'ended') return { kind: 'ended', runId: id, outcome: phase.outcome.kind }
  return { kind: phase.kind === 'asking' ? 'asking' : 'stopping', runId: id }
}

/** Those of its runs that ask. */
export function askingRuns({ order, runs }: OrderState): readonly SeenRun[] {
  return [...statesOf(order)].flatMap(([target, { kind }]) => {
    const seen = kind === 'asking' ? runs.get(target) : undefined
    return seen ? [seen] : []
  })
}

/** Those of its runs that are under way, asking or not. */
export function livingRuns({ order, runs }: OrderState): readonly SeenRun[] {
  return [...statesOf(order)].flatMap(([target, { kind }]) => {
    const seen = kind === 'asking' || kind === 'stopping' ? runs.get(target) : undefined
    return seen ? [seen] : []
  })
}

/** A decision on this run, as it was last seen. */
export const decideRun = ({ runId, turn }: SeenRun, decision: Decision): OrderEffect => ({
  kind: 'decide-run',
  runId,
  turn,
  decision,
})
