/**
 * The steps of a stop as text, in start-stop-daemon(8)'s `--retry` notation, extended with `stop`,
 * `ask`, `wait` and scopes: `stop/30/ask/KILL/5`. A bare number is always seconds, so that
 * `stop/9/5` waits nine seconds and never means SIGKILL.
 */
import { fail, ok, type Result } from './errors.ts'
import { signalByNumber, signalNumbers, type SignalName } from './signals.ts'

/** To whom a signal goes: the main process (or roots), every member not kept, or the main's process group. */
export type Scope = 'main' | 'all' | 'group'

export type ScheduleItem =
  /** The service's official stop. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'signal'; readonly signal: SignalName; readonly scope: Scope }
  /** Wait at most this long, counted from the call of the step before, for every member to be gone. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Pause and let a person decide. */
  | { readonly kind: 'ask' }
  /** Wait without a deadline. */
  | { readonly kind: 'wait-on' }

export type Schedule = readonly ScheduleItem[]

/** The schedule of a service that says nothing else. */
export const defaultScheduleText = 'stop/30/ask/KILL/5'

/** A wait longer than a week is a slip of the keyboard, not an intention. */
const longestWaitSeconds = 7 * 24 * 3600

type Parsed = Result<ScheduleItem, { readonly message: string; readonly next: string }>
const refuse = (message: string, next: string): Parsed => ({ ok: false, error: { message, next } })

function parseWait(text: string): Parsed {
  const seconds = Number(text)
  if (seconds > longestWaitSeconds) {
    return refuse(`"${text}" is longer than a week`, 'Write `wait` to wait without a deadline.')
  }
  // Milliseconds are all a timer has; a finer number would not survive printing and parsing.
  return ok({ kind: 'wait', seconds: Math.round(seconds * 1000) / 1000 })
}

function parseSignalItem(text: string): Parsed {
  const [name = '', scopeText, more] = text.split('@')
  const signal = name.startsWith('-')
    ? signalByNumber(Number(name.slice(1)))
    : Object.hasOwn(signalNumbers, name.replace(/^SIG/, ''))
      ? (name.replace(/^SIG/, '') as SignalName)
      : null
  if (signal === null) {
    const next =
      'Write `stop`, a signal (`TERM`, `-15`), a number of seconds, `ask`, or `wait`, separated by `/`.'
    return refuse(`"${text}" is no step`, next)
  }
  if (scopeText === undefined) {
    return ok({ kind: 'signal', signal, scope: signal === 'KILL' ? 'all' : 'main' })
  }
  if (
    more === undefined &&
    (scopeText === 'main' || scopeText === 'all' || scopeText === 'group')
  ) {
    return ok({ kind: 'signal', signal, scope: scopeText })
  }
  return refuse(`"@${scopeText}" is no scope`, 'Scopes are `@main`, `@all` and `@group`.')
}

function parseItem(text: string): Parsed {
  if (text === 'stop' || text === 'ask') return ok({ kind: text })
  if (text === 'wait') return ok({ kind: 'wait-on' })
  if (text === 'forever') {
    return refuse(
      '"forever" is not used here: in start-stop-daemon it repeats the rest of the schedule',
      'Write `wait` to wait without a deadline.',
    )
  }
  if (/^\d+(\.\d+)?$/.test(text)) return parseWait(text)
  return parseSignalItem(text)
}

/** Says what is wrong with the order of the steps, or null. */
function refuseOrder(items: Schedule): { at: number; message: string; next: string } | null {
  const waits = (item: ScheduleItem | undefined): boolean =>
    item?.kind === 'wait' || item?.kind === 'wait-on' || item?.kind === 'ask'
  if (waits(items[0])) {
    return { at: 0, message: 'it starts by waiting', next: 'Start with `stop` or a signal.' }
  }
  for (const [at, item] of items.entries()) {
    if (item.kind === 'wait' && items[at - 1]?.kind === 'wait') {
      const next = 'Write one wait, or a signal or `ask` between the two.'
      return { at, message: 'a wait follows a wait', next }
    }
    if (item.kind === 'wait-on' && at < items.length - 1) {
      const next = 'Give the wait a number of seconds, or end the schedule there.'
      return { at, message: 'nothing can follow a wait without a deadline', next }
    }
  }
  const last = items.length - 1
  if (!waits(items[last])) {
    const next = 'End with a number of seconds, `ask` or `wait`, so that somebody looks.'
    return { at: last, message: 'it ends without looking whether the service is gone', next }
  }
  return null
}

/**
 * Reads a schedule. Errors are `bad-schedule` with the column (from 1) of the step that is wrong.
 */
export function parseSchedule(text: string): Result<Schedule> {
  const items: ScheduleItem[] = []
  const columns: number[] = []
  const refusal = (column: number, message: string, next: string): Result<never> =>
    fail({
      code: 'bad-schedule',
      message: `The schedule "${text}" is refused at column ${column}: ${message}.`,
      next,
      place: `column ${column}`,
    })
  let column = 1
  for (const part of text.split('/')) {
    const item = part === '' ? refuse('a step is empty', 'Remove one `/`.') : parseItem(part)
    if (!item.ok) return refusal(column, item.error.message, item.error.next)
    items.push(item.value)
    columns.push(column)
    column += part.length + 1
  }
  const order = refuseOrder(items)
  if (order) return refusal(columns[order.at] ?? 1, order.message, order.next)
  return ok(items)
}

function printItem(item: ScheduleItem): string {
  switch (item.kind) {
    case 'stop':
    case 'ask':
      return item.kind
    case 'wait-on':
      return 'wait'
    case 'wait':
      return String(item.seconds)
    case 'signal': {
      const usual = item.signal === 'KILL' ? 'all' : 'main'
      return item.scope === usual ? item.signal : `${item.signal}@${item.scope}`
    }
  }
}

/** Prints a schedule so that parsing it gives the same schedule. */
export const printSchedule = (schedule: Schedule): string => schedule.map(printItem).join('/')

/** True for a step that leaves a process no choice. SIGKILL is the one signal nobody can refuse. */
export const isForce = (item: ScheduleItem): boolean =>
  item.kind === 'signal' && item.signal === 'KILL'

/** Indexes of force steps that no `ask` precedes: accepted only because a person wrote them. */
export function unaskedForceSteps(schedule: Schedule): number[] {
  const firstAsk = schedule.findIndex((item) => item.kind === 'ask')
  return [...schedule.keys()].filter((at) => {
    const item = schedule[at]
    return item !== undefined && isForce(item) && (firstAsk === -1 || at < firstAsk)
  })
}
