/** A reboot is planned, asked for and called off here; logind does it. */
import type { RequestInput } from '../shared/contract.ts'
import type { PlannedShutdown, RebootReport } from '../shared/reboot.ts'
import type { QuiesceError, Result } from '../shared/errors.ts'
import { tell, tellError, type App } from './store.ts'

/** Moments of one plan are told on clocks that are read apart. Milliseconds. */
const sameMomentMs = 1000

const isSame = (a: PlannedShutdown | null, b: PlannedShutdown | null): boolean =>
  a !== null && b !== null && Math.abs(a.at - b.at) < sameMomentMs

/** What the machine has planned, kept for the side; null where it has nothing, or cannot be asked. */
export async function readScheduledReboot({
  client,
  store,
}: Pick<App, 'client' | 'store'>): Promise<void> {
  const answer = await client.request('reboot.plan', {})
  const scheduled = answer.ok ? answer.value.scheduled : null
  // Who missed that it was called off, or put off, is not warned of it for good.
  store.setState(({ rebootNear }) => ({
    scheduledReboot: scheduled,
    rebootNear: isSame(scheduled, rebootNear?.planned ?? null) ? rebootNear : null,
  }))
}

function taken(app: App, answer: Result<RebootReport>): QuiesceError | null {
  if (!answer.ok) return answer.error
  const { at, sentence } = answer.value
  app.store.setState({
    rebootOpen: false,
    scheduledReboot: at === null ? null : { at, type: 'reboot', mine: true },
    rebootNear: null,
  })
  tell(app.store, sentence)
  return null
}

/** Asks for it; resolves to why it was refused, or null where it is on its way. */
export const requestReboot = async (
  app: App,
  input: RequestInput<'reboot.request'>,
): Promise<QuiesceError | null> => taken(app, await app.client.request('reboot.request', input))

/**
 * Calls off what the person read. Resolves to false where that is not what is planned any more, or
 * not theirs: then it has to be read again. Other refusals are told.
 */
export async function cancelReboot(
  app: App,
  { at, mine = false }: PlannedShutdown,
): Promise<boolean> {
  const answer = await app.client.request('reboot.cancel', mine ? {} : { cancels: at })
  const error = taken(app, answer)
  if (error === null) return true
  tellError(app.store, error)
  return error.code !== 'needs-consent'
}
