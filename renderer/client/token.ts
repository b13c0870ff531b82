/** The console's token: it comes in the address once and leaves it at once. */
const storageKey = 'quiesce-token'

/**
 * Takes `#token=…` out of the address bar (and its history) and keeps it for this tab, so that a
 * reload works and no other tab, log or screenshot has it. Null where there is none.
 */
export function takeToken(window: Window): string | null {
  const found = /^#token=([^&]+)/.exec(window.location.hash)
  if (found?.[1] !== undefined) {
    window.sessionStorage.setItem(storageKey, decodeURIComponent(found[1]))
    window.history.replaceState(null, '', `${window.location.pathname}#/services`)
  }
  return window.sessionStorage.getItem(storageKey)
}
