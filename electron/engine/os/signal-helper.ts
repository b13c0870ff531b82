import { fail } from '../../../shared/errors.ts'
import { startHelper, type HelperOptions } from './helper-pinner.ts'
import { createPinnedSignaller, type NextPinner } from './pinned-signaller.ts'
import type { Pinner } from './pinner.ts'
import type { Signaller } from './ports.ts'

/** How a helper is looked after. */
export interface HelperSignallerOptions extends HelperOptions {
  /** Told at each death of a helper, before it is started again. */
  readonly onDeath?: (why: string) => void
}

const mostRestarts = 3
/** A helper that has served so long was no failure: the count of restarts begins anew. */
const provenAfterMs = 10 * 60 * 1000

/**
 * Starts the helper, and starts it again when it has died, at most three times in a row; then, or
 * where it cannot be started at all, `otherwise` gives the pinner that takes over, with the reason.
 */
export function startHelperOr(
  options: HelperSignallerOptions,
  otherwise: (why: string) => Pinner,
): NextPinner {
  let deaths = 0
  let startedAt = options.clock.now().mono
  const countDeath = (why: string): void => {
    options.onDeath?.(why)
    if (options.clock.now().mono - startedAt > provenAfterMs) deaths = 0
    deaths += 1
  }
  return async (endedWhy) => {
    let why = endedWhy
    if (why !== null) countDeath(why)
    while (deaths <= mostRestarts) {
      startedAt = options.clock.now().mono
      const started = await startHelper(options)
      if (started.ok) return started.value
      // It never served, so starting it again would only fail again.
      if (why === null) return otherwise(started.error)
      why = started.error
      countDeath(why)
    }
    return otherwise(`the signal helper died ${deaths} times, the last time so: ${why ?? ''}`)
  }
}

/** A pinner that refuses everything: nothing is sent where nobody can send it safely. */
const createRefusingPinner = (why: string): Pinner => ({
  guarantee: { kind: 'checked', why },
  pin: () => Promise.resolve(fail('failed')),
  onEnd: () => undefined,
  close: () => Promise.resolve(),
})

/**
 * A signaller over the signal helper alone. An unanswered signal of a helper that died is `maybe`,
 * an unanswered hold `failed`; processes held before are pinned again, by identity and inode, in the
 * helper started next, and one that is no longer there then counts as exited. After too many deaths
 * everything is refused as `failed`; createSignaller has the portable path take over instead.
 */
export const createHelperSignaller = (options: HelperSignallerOptions): Promise<Signaller> =>
  createPinnedSignaller(startHelperOr(options, createRefusingPinner))
