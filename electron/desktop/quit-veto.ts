/** Whether Quiesce may quit now: not without a word while a run or an order of its own is alive. */
import type { Client, RunView } from '../../shared/contract.ts'
import { fail, ok, toQuiesceError, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Order } from '../../shared/order.ts'
import { quitWords, type QuitWords } from '../../shared/wording/quit-words.ts'

/** What ends with us: ours, and not over. Another Quiesce's run does not care. */
export interface OwnWork {
  readonly runs: readonly RunView[]
  readonly orders: readonly Order[]
}

/** The question before quitting; the first button is the default and the way back. */
export interface QuitQuestion extends QuitWords {
  readonly buttons: typeof buttons
}

const buttons = ['Go back', 'Leave it running'] as const

/** null where nothing keeps Quiesce from quitting. Not knowing is a reason to ask. */
export function decideQuit(work: Result<OwnWork>): QuitQuestion | null {
  if (!work.ok) {
    return {
      message: 'It is not known whether a stop is under way',
      detail: `${work.error.message} What was sent stays sent. Quiesce sends nothing more.`,
      buttons,
    }
  }
  const { runs, orders } = work.value
  if (runs.length === 0 && orders.length === 0) return null
  const words = quitWords(
    runs.map(({ run }) => run),
    orders,
  )
  return { ...words, buttons }
}

/**
 * Leaves every order and every run of ours, as a person's decision: orders first, else one would go
 * on with the next service. What moved on in the meantime is asked once more about its new turn.
 * Returns what could not be left, as sentences.
 */
export async function leaveWork(client: Client): Promise<readonly string[]> {
  const before = await ownWork(client)
  if (!before.ok) return [before.error.message]
  const orders = await Promise.all(before.value.orders.map((order) => leaveOrder(client, order)))
  const after = await ownWork(client)
  if (!after.ok) return [after.error.message]
  const runs = await Promise.all(after.value.runs.map((view) => leaveRun(client, view)))
  return [...orders, ...runs].filter((refusal) => refusal !== null)
}

/** Our own runs and orders that are alive now. */
export async function ownWork(client: Client): Promise<Result<OwnWork>> {
  try {
    const runs = await client.request('run.list', {})
    if (!runs.ok) return runs
    const orders = await client.request('order.list', {})
    if (!orders.ok) return orders
    return ok({
      runs: runs.value.filter((view) => view.owner.here && view.run.phase.kind !== 'ended'),
      orders: orders.value.filter((order) => order.phase.kind !== 'ended'),
    })
  } catch (thrown) {
    return fail(toQuiesceError(thrown))
  }
}

/** What can be left: its turn, and whether it is over by itself. */
interface Leaving {
  readonly title: string
  readonly turn: number
  readonly leave: (turn: number) => Promise<Result<unknown>>
  /** Its turn now, or null where it is over. */
  readonly look: () => Promise<Result<number | null>>
}

async function leave({ title, turn: first, leave, look }: Leaving): Promise<string | null> {
  for (let turn = first, tries = 2; tries > 0; tries -= 1) {
    const left = await leave(turn)
    if (left.ok) return null
    const now = await look()
    if (now.ok && now.value === null) return null
    if (!now.ok || now.value === null || !hasMovedOn(left.error)) {
      return `${title}: ${left.error.message}`
    }
    turn = now.value
  }
  return `${title}: it moved on while it was being left.`
}

const hasMovedOn = ({ code }: QuiesceError): boolean => code === 'stale-decision'

const leaveRun = (client: Client, { run }: RunView): Promise<string | null> =>
  leave({
    title: run.title,
    turn: run.turn,
    leave: (turn) =>
      client.request('run.decide', { run: run.id, turn, decision: { kind: 'leave' } }),
    look: async () => {
      const now = await client.request('run.get', { run: run.id })
      if (!now.ok) return now
      return ok(now.value.run.phase.kind === 'ended' ? null : now.value.run.turn)
    },
  })

const leaveOrder = (client: Client, order: Order): Promise<string | null> =>
  leave({
    title: 'The stop in order',
    turn: order.turn,
    leave: (turn) =>
      client.request('order.decide', { order: order.id, turn, decision: { kind: 'leave' } }),
    look: async () => {
      const now = await client.request('order.get', { order: order.id })
      if (!now.ok) return now
      return ok(now.value.phase.kind === 'ended' ? null : now.value.turn)
    },
  })
