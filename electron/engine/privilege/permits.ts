/** Asks for what has to be permitted before something of root's is done. */
import { ok, type Result } from '../../../shared/errors.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import type { Asking, RootHelpers } from './ports.ts'

export interface Permits {
  /**
   * Has the system ask for each of these that is not granted yet. True where somebody was asked, so
   * that some time has passed. Without a person nobody is asked and nothing refused: what cannot be
   * done, the kernel refuses, as without a root helper.
   */
  want(actions: readonly PrivilegedAction[], person: boolean): Promise<Result<boolean>>
}

/** The permits of one door. */
export function createPermits(helpers: RootHelpers, asking: Asking): Permits {
  return {
    async want(actions, person) {
      const missing = actions.filter((action) => helpers.link(action) === null)
      if (missing.length === 0 || !person || asking === 'nobody') return ok(false)
      for (const action of missing) {
        const asked = await helpers.ask(action, asking)
        if (!asked.ok) return asked
      }
      return ok(true)
    },
  }
}

/** Root asks nobody. */
export const noPermits: Permits = { want: () => Promise.resolve(ok(false)) }
