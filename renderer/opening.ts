/**
 * What an address opens over its view: the tray leads to a plan (`#/service/T?plan=stop`) or to the
 * question before force (`#/run/ID?force`), a notification to what is planned of the machine
 * (`#/services?reboot`). All only show something; none sends.
 */
import { isLive } from './model/run-clock.ts'
import { parseRoute } from './route.ts'
import type { OpenPlan } from './opened.ts'
import type { QuiesceState } from './state.ts'

export type Opening =
  | { readonly kind: 'plan'; readonly plan: OpenPlan }
  | { readonly kind: 'force'; readonly run: string }
  | { readonly kind: 'reboot' }

/** Reads it; null where the address opens nothing. */
export function parseOpening(hash: string): Opening | null {
  const query = new URLSearchParams(hash.split('?')[1] ?? '')
  const route = parseRoute(hash)
  const plan = query.get('plan')
  if (route.view === 'service' && (plan === 'stop' || plan === 'restart')) {
    return { kind: 'plan', plan: { target: route.target, for: plan } }
  }
  if (route.view === 'run' && query.has('force')) return { kind: 'force', run: route.id }
  if (route.view === 'services' && query.has('reboot')) return { kind: 'reboot' }
  return null
}

/** What it changes. A run that is over, or that is not known, has nobody to force. */
export function openingChange(
  state: Pick<QuiesceState, 'runs'>,
  opening: Opening,
): Partial<QuiesceState> {
  if (opening.kind === 'plan') return { openPlan: opening.plan }
  if (opening.kind === 'reboot') return { rebootOpen: true }
  const view = state.runs.get(opening.run)
  return view !== undefined && isLive(view.run) ? { forceFor: opening.run } : {}
}
