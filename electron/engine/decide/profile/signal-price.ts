/** What one signal to a daemon costs, where a person has to say yes first. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { SignalMasks } from '../../../../shared/process.ts'
import type { ProfileMatch, ProfileSignal } from '../../../../shared/profile.ts'
import type { SignalName } from '../../../../shared/signals.ts'
import { doubtOf, entryOf, wouldEndIt } from './meaning.ts'

const sayWhatItDoes = ({ signal, does, price }: ProfileSignal, title: string): string =>
  `SIG${signal} to ${title}: ${does}.${price === undefined ? '' : ` Its price: ${price}.`}`

/**
 * Why a signal needs a person's word, as sentences, or null: it kills the daemon, does nothing at
 * all, or would end it though its profile says that it does something else.
 */
export function priceOfSignal(
  match: ProfileMatch | null,
  signal: SignalName,
  masks: SignalMasks | null,
): string | null {
  const entry = entryOf(match?.profile ?? null, signal)
  if (match === null || entry === null) return null
  const said = sayWhatItDoes(entry, match.profile.title)
  if (wouldEndIt(entry, masks)) return `${said} ${doubtOf(entry, masks) ?? ''}`.trim()
  return entry.role === 'deadly' || entry.role === 'ignored' ? said : null
}

/** The refusal that a person's word lifts. */
export const needsWord = (price: string): QuiesceError => ({
  code: 'needs-consent',
  message: price,
  next: 'Nothing was sent. Confirm it to send it all the same; in a script, add --yes.',
})

/** What a signal that was sent means, as sentences; empty where nobody knows. */
export function sayMeaning(
  match: ProfileMatch | null,
  signal: SignalName,
  masks: SignalMasks | null,
): string {
  const entry = entryOf(match?.profile ?? null, signal)
  if (match === null || entry === null) return ''
  const doubt = doubtOf(entry, masks)
  return ` ${sayWhatItDoes(entry, match.profile.title)}${doubt === null ? '' : ` ${doubt}`}`
}
