/** What a key press means during a run. Pure: no key forces, and none does anything unseen. */
import type { Remedy } from '../../shared/diagnosis.ts'
import type { Decision, Run } from '../../shared/run.ts'
import { keysLine } from '../../shared/wording/cli.ts'
import { answerOf } from './ask-yes-no.ts'
import type { Key } from './terminal.ts'

/** Decisions that move a unit's deadline, by a reload of its manager. */
export type Consenting = Extract<Decision, { kind: 'extend' | 'hold' }>

/** Watching the run, or answering the question whether to force. */
export type Attention =
  | { readonly kind: 'watching' }
  /** `turn` is the step that the question was asked about. */
  | { readonly kind: 'confirming'; readonly typed: string; readonly turn: number }
  /** A decision that touches other units waits for a yes or no. */
  | { readonly kind: 'consenting'; readonly decision: Consenting; readonly turn: number }
  /** A remedy was chosen by its number, and waits for a yes or no. */
  | { readonly kind: 'choosing'; readonly remedy: Remedy; readonly turn: number }

export type KeyAction =
  | { readonly kind: 'none' }
  | { readonly kind: 'decide'; readonly decision: Decision; readonly turn: number }
  /** Ctrl-C. */
  | { readonly kind: 'leave' }
  /** The question whether to force was opened. */
  | { readonly kind: 'ask-to-force' }
  | { readonly kind: 'say'; readonly sentence: string }

type Step = readonly [Attention, KeyAction]

/** What `e` adds, milliseconds. */
export const extensionMs = 30_000

const watching: Attention = { kind: 'watching' }
const nothing: KeyAction = { kind: 'none' }

/** What a person may type to confirm force: the service as they know it, or the word itself. */
export const forceWords = (run: Run): string[] => [
  ...new Set([run.title, run.target, 'force'].filter((word) => word !== '')),
]

function decideByKey(run: Run, text: string): Decision | null {
  switch (text) {
    case 'e':
      return { kind: 'extend', ms: extensionMs }
    case 'h':
      return { kind: run.phase.kind === 'held' ? 'release' : 'hold' }
    case 'g':
      return { kind: 'go-on' }
    case 'l':
      return { kind: 'leave' }
    default:
      return null
  }
}

const canForce = (run: Run): boolean =>
  ['stopping', 'waiting', 'held', 'asking'].includes(run.phase.kind)

function pressWhileWatching(run: Run, key: Key, offered: readonly Remedy[]): Step {
  if (run.phase.kind === 'ended') return [watching, nothing]
  if (key.text === 'f') {
    if (!canForce(run)) return [watching, { kind: 'say', sentence: 'Nothing to force now.' }]
    return [{ kind: 'confirming', typed: '', turn: run.turn }, { kind: 'ask-to-force' }]
  }
  if (key.text === '?') return [watching, { kind: 'say', sentence: keysLine(run) }]
  const remedy = /^[1-9]$/.test(key.text) ? offered[Number(key.text) - 1] : undefined
  if (remedy && canForce(run)) return [{ kind: 'choosing', remedy, turn: run.turn }, nothing]
  const decision = decideByKey(run, key.text)
  return [watching, decision ? { kind: 'decide', decision, turn: run.turn } : nothing]
}

function confirm(run: Run, typed: string, turn: number): Step {
  if (typed.trim() === '') return [watching, { kind: 'say', sentence: 'Not forced.' }]
  if (!forceWords(run).includes(typed.trim())) {
    const sentence = `"${typed.trim()}" is not what was asked for. Not forced.`
    return [watching, { kind: 'say', sentence }]
  }
  return [watching, { kind: 'decide', decision: { kind: 'force', scope: 'all' }, turn }]
}

function pressWhileConfirming(
  run: Run,
  key: Key,
  attention: Extract<Attention, { kind: 'confirming' }>,
): Step {
  const { typed, turn } = attention
  if (key.name === 'escape') return [watching, { kind: 'say', sentence: 'Not forced.' }]
  if (key.name === 'return' || key.name === 'enter') return confirm(run, typed, turn)
  if (key.name === 'backspace')
    return [{ ...attention, typed: Array.from(typed).slice(0, -1).join('') }, nothing]
  // Keys that carry no character (arrows) come with an escape sequence: it is not typed text.
  const types = !key.ctrl && key.text !== '' && !/\p{Cc}/u.test(key.text)
  return [types ? { ...attention, typed: typed + key.text } : attention, nothing]
}

/** Only a yes reloads: with a no systemd's deadline stays, and our own clock alone hears the person. */
function pressWhileConsenting(
  key: Key,
  attention: Extract<Attention, { kind: 'consenting' }>,
): Step {
  const { decision, turn } = attention
  switch (answerOf(key)) {
    case 'yes':
      return [watching, { kind: 'decide', decision: { ...decision, reload: true }, turn }]
    case 'no':
      return [watching, { kind: 'decide', decision: { ...decision, reload: false }, turn }]
    case 'cancel':
    case null:
      return [attention, nothing]
  }
}

/** What a remedy does to a process cannot be taken back: only a yes sends it. */
function pressWhileChoosing(key: Key, attention: Extract<Attention, { kind: 'choosing' }>): Step {
  const { remedy, turn } = attention
  switch (answerOf(key)) {
    case 'yes':
      return [watching, { kind: 'decide', decision: { kind: 'remedy', remedy: remedy.id }, turn }]
    case 'no':
      return [watching, { kind: 'say', sentence: 'Not done.' }]
    case 'cancel':
    case null:
      return [attention, nothing]
  }
}

/**
 * One key press: what is attended to next, and what is to be done. `offered` are the remedies of the
 * newest diagnosis, in the order of their numbers.
 */
export function pressKey(
  run: Run,
  attention: Attention,
  key: Key,
  offered: readonly Remedy[] = [],
): Step {
  if (key.ctrl && (key.name === 'c' || key.name === 'd')) {
    return key.name === 'c' ? [watching, { kind: 'leave' }] : [watching, nothing]
  }
  switch (attention.kind) {
    case 'watching':
      return pressWhileWatching(run, key, offered)
    case 'confirming':
      return pressWhileConfirming(run, key, attention)
    case 'consenting':
      return pressWhileConsenting(key, attention)
    case 'choosing':
      return pressWhileChoosing(key, attention)
  }
}

/**
 * Closes the question when the run went on without the answer: what was asked about is no more.
 * Returns the sentence to say, or null where the question stands.
 */
export function closeQuestion(run: Run, attention: Attention): string | null {
  if (attention.kind === 'watching') return null
  if (attention.kind === 'consenting') {
    const stands = run.turn === attention.turn && canForce(run)
    return stands ? null : 'The run went on meanwhile. Not reloaded.'
  }
  if (attention.kind === 'choosing') {
    const stands = run.turn === attention.turn && canForce(run)
    return stands ? null : 'The run went on meanwhile. Nothing was done.'
  }
  if (!canForce(run)) return 'The question is closed: nothing is left to force.'
  if (run.turn !== attention.turn)
    return 'The run went on meanwhile. Not forced; press f to ask again.'
  return null
}
