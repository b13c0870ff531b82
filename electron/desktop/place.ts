/**
 * Places in the window that tray, notifications and the command line lead to, as the window's own
 * addresses (its routes). Going to one sends nothing: `plan` and `force` open a dialog.
 */
import { startPage } from './serve-renderer.ts'

export type Place =
  | { readonly view: 'services' | 'practice' | 'settings' }
  | { readonly view: 'service'; readonly target: string; readonly plan?: 'stop' | 'restart' }
  | { readonly view: 'run'; readonly id: string; readonly force?: true }
  /** What a reboot costs, and calling one off. */
  | { readonly view: 'reboot' }
  /** One order, or the choice of what to stop together. */
  | { readonly view: 'order'; readonly id: string | null }

/** The part of the address after the page. */
export function printPlace(place: Place): string {
  switch (place.view) {
    case 'service': {
      const plan = place.plan === undefined ? '' : `?plan=${place.plan}`
      return `#/service/${encodeURIComponent(place.target)}${plan}`
    }
    case 'run':
      return `#/run/${encodeURIComponent(place.id)}${place.force === true ? '?force' : ''}`
    case 'order':
      return place.id === null ? '#/order?all' : `#/order/${encodeURIComponent(place.id)}`
    case 'reboot':
      return '#/services?reboot'
    case 'services':
    case 'practice':
    case 'settings':
      return `#/${place.view}`
  }
}

/** The whole address, for the window to load. */
export const addressOf = (place: Place): string => startPage + printPlace(place)

/** What the window shows, by its address: a run, a service or an order; null for all else. */
export function readPlace(address: string): Place | null {
  const hash = URL.parse(address)?.hash ?? ''
  const [, view, name = ''] = /^#\/(service|run|order)\/([^?]+)/.exec(hash) ?? []
  const plain = decode(name)
  if (view === undefined || plain === null) return null
  if (view === 'service') return { view, target: plain }
  return view === 'run' ? { view, id: plain } : { view: 'order', id: plain }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // Half an escape names nothing.
  }
}
