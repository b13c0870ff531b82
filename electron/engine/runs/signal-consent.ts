import type { RequestInput } from '../../../shared/contract.ts'
import type { SignalReport } from '../../../shared/reports.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Observed } from '../decide/observed.ts'
import { needsWord, priceOfSignal, sayMeaning } from '../decide/profile/signal-price.ts'
import { headOf } from '../decide/rows.ts'
import type { ProcessTable } from '../os/ports.ts'

type Wanted = Pick<RequestInput<'service.signal'>, 'signal' | 'scope' | 'confirmed'>
type MasksOf = Pick<ProcessTable, 'masks'>

function masksOfHead(table: MasksOf, observed: Observed) {
  const head = headOf(observed)
  return head && table.masks(head.identity)
}

/** `needs-consent` with the price of a signal that a person has to mean; null where it may be sent. */
export function askSignalConsent(
  table: MasksOf,
  observed: Observed,
  { signal, scope, confirmed }: Wanted,
): QuiesceError | null {
  // The control process is a command of the unit's, not the daemon.
  if (confirmed === true || scope === 'control') return null
  const price = priceOfSignal(observed.profile, signal, masksOfHead(table, observed))
  return price === null ? null : needsWord(price)
}

/** The report with what the signal means to this daemon, where that is known. */
export function withMeaning(
  report: SignalReport,
  of: { readonly table: MasksOf; readonly observed: Observed },
  { signal, scope }: Wanted,
): SignalReport {
  if (scope === 'control' || report.sent === 0) return report
  const meaning = sayMeaning(of.observed.profile, signal, masksOfHead(of.table, of.observed))
  return { ...report, sentence: `${report.sentence}${meaning}` }
}
