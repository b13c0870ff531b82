/** While polkit asks a person, a call to the system's manager has no answer; the window says so. */
import type { HostInfo } from '../shared/host.ts'
import type { UnitManager } from '../shared/unit.ts'
import { tellWhile, type App } from './store.ts'

/** An answer that takes longer than this may wait for polkit's dialog. Milliseconds. */
export const slowAnswerMs = 700

export const permissionSentence = 'Waiting for permission: a dialog of the system may be open.'

/** Only the system's manager asks, and only who is not root is asked. */
export const mayBeAsked = (host: HostInfo | null, manager: UnitManager | null): boolean =>
  manager === 'system' && host !== null && !host.root

/** Passes on the answer; while it is slow in coming, the reason stands on the screen. */
export async function withPermission<T>(
  app: App,
  manager: UnitManager | null,
  call: Promise<T>,
): Promise<T> {
  if (!mayBeAsked(app.store.getState().host, manager)) return call
  let close = (): void => undefined
  const timer = setTimeout(() => {
    close = tellWhile(app.store, permissionSentence)
  }, slowAnswerMs)
  try {
    return await call
  } finally {
    clearTimeout(timer)
    close()
  }
}
