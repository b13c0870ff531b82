/** What a key press means during an order. Pure: no single key forces. */
import type { OrderDecision } from '../../shared/order-input.ts'
import type { Order } from '../../shared/order.ts'
import { answerOf } from './ask-yes-no.ts'
import type { Offered } from './order-diagnoses.ts'
import type { Key } from './terminal.ts'

/** Watching the order, or typing an answer; `turn` is what the question was asked about. */
export type OrderAttention =
  | { readonly kind: 'watching' }
  | {
      readonly kind: 'typing'
      readonly what: 'force' | 'pass'
      readonly typed: string
      readonly turn: number
    }
  /** A remedy was chosen by its number, and waits for a yes or no. */
  | { readonly kind: 'choosing'; readonly chosen: Offered }

export type OrderKeyAction =
  | { readonly kind: 'none' }
  | { readonly kind: 'decide'; readonly decision: OrderDecision; readonly turn: number }
  /** Ctrl-C, or l: leaves the order at whichever turn it is. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'say'; readonly sentence: string }
  | { readonly kind: 'remedy'; readonly chosen: Offered }

type Step = readonly [OrderAttention, OrderKeyAction]

const watching: OrderAttention = { kind: 'watching' }
const nothing: OrderKeyAction = { kind: 'none' }

/** The keys that mean something now; of the remedies those that are offered still. */
export function orderKeys(
  { phase, states }: Order,
  offered: readonly (Offered | null)[] = [],
): string {
  if (phase.kind === 'ended') return ''
  if (phase.kind === 'paused') return '[space] resume  [p] pass over  [l] leave'
  const asks = states.some(({ kind }) => kind === 'asking')
  const asking = asks ? '[t] SIGTERM to all that hang  [f] force…  ' : ''
  const numbers = offered.flatMap((one, at) => (one === null ? [] : [at + 1]))
  const remedies = numbers.length === 0 ? '' : `[${numbers.join(' ')}] a remedy  `
  return `${remedies}${asking}[p] pass over  [space] pause  [l] leave`
}

/** The question that is being answered, with what was typed. */
export function orderQuestion(attention: OrderAttention): string {
  if (attention.kind === 'watching') return ''
  if (attention.kind === 'choosing') {
    const { title, remedy } = attention.chosen
    return `${title}: ${remedy.label}? [y/N] `
  }
  const question =
    attention.what === 'force'
      ? 'SIGKILL to all that hang: type "yes" and Enter, Esc cancels: '
      : 'Pass over which service? Type its name and Enter, Esc cancels: '
  return question + attention.typed
}

/** A key while the order stands so; `offered` are the remedies by their numbers less one. */
export function pressOrderKey(
  order: Order,
  attention: OrderAttention,
  key: Key,
  offered: readonly (Offered | null)[] = [],
): Step {
  if (key.ctrl) return key.name === 'c' ? [watching, { kind: 'leave' }] : [attention, nothing]
  if (order.phase.kind === 'ended') return [watching, nothing]
  switch (attention.kind) {
    case 'typing':
      return typeOn(order, attention, key)
    case 'choosing':
      return answerChoice(attention, key)
    case 'watching':
      return pressAlone(order, key, offered)
  }
}

/** What a remedy does to a process cannot be taken back: only a yes sends it. */
function answerChoice(attention: Extract<OrderAttention, { kind: 'choosing' }>, key: Key): Step {
  const answer = answerOf(key)
  if (answer === 'yes') return [watching, { kind: 'remedy', chosen: attention.chosen }]
  return answer === 'no' ? [watching, { kind: 'say', sentence: 'Not done.' }] : [attention, nothing]
}

function pressAlone(order: Order, { text }: Key, offered: readonly (Offered | null)[]): Step {
  const { turn } = order
  const chosen = /^[1-9]$/.test(text) ? (offered[Number(text) - 1] ?? null) : null
  if (chosen !== null) return [{ kind: 'choosing', chosen }, nothing]
  const decide = (decision: OrderDecision): Step => [watching, { kind: 'decide', decision, turn }]
  switch (text) {
    case 't':
      return decide({ kind: 'terminate' })
    case ' ':
      return decide({ kind: order.phase.kind === 'paused' ? 'resume' : 'pause' })
    case 'l':
      return [watching, { kind: 'leave' }]
    case 'f':
      return [{ kind: 'typing', what: 'force', typed: '', turn }, nothing]
    case 'p':
      return [{ kind: 'typing', what: 'pass', typed: '', turn }, nothing]
    case '?':
      return [watching, { kind: 'say', sentence: orderKeys(order, offered) }]
    default:
      return [watching, nothing]
  }
}

function typeOn(
  order: Order,
  attention: Extract<OrderAttention, { kind: 'typing' }>,
  { name, text }: Key,
): Step {
  const { typed, what } = attention
  if (name === 'escape') return [watching, { kind: 'say', sentence: 'Nothing was decided.' }]
  if (name === 'return' || name === 'enter') return answer(order, attention)
  if (name === 'backspace') {
    return [{ ...attention, typed: Array.from(typed).slice(0, -1).join('') }, nothing]
  }
  const isText = text !== '' && !/\p{Cc}/u.test(text)
  return [isText ? { ...attention, what, typed: typed + text } : attention, nothing]
}

function answer(
  order: Order,
  { what, typed, turn }: Extract<OrderAttention, { kind: 'typing' }>,
): Step {
  const word = typed.trim()
  if (what === 'force') {
    if (word !== 'yes') return [watching, { kind: 'say', sentence: 'Not forced.' }]
    return [watching, { kind: 'decide', decision: { kind: 'force' }, turn }]
  }
  const { entries } = order.plan
  const entry = entries.find(({ target, title }) => target === word || title === word)
  if (entry === undefined) {
    return [watching, { kind: 'say', sentence: `"${word}" is not in this order.` }]
  }
  return [watching, { kind: 'decide', decision: { kind: 'pass', target: entry.target }, turn }]
}
