/** A window whose page went down: loaded again, but not for ever. */

/** More crashes than this within the time below are no accident. */
const crashesAtMost = 3
const withinMs = 60_000

export interface CrashPorts {
  readonly now: () => number
  readonly reload: () => void
  /** It is given up: a person decides. Resolves with true for another try. */
  readonly ask: (reason: string) => Promise<boolean>
  readonly report: (sentence: string) => void
}

/** What Electron tells of a page that is gone (`RenderProcessGoneDetails`). */
export interface GonePage {
  readonly reason: string
  readonly exitCode: number
}

/**
 * The listener for pages that go. Runs live in the main process and go on; the page reads everything
 * anew when it is back.
 */
export function createCrashListener(ports: CrashPorts): (gone: GonePage) => Promise<void> {
  let crashes: number[] = []
  return async ({ reason, exitCode }) => {
    if (reason === 'clean-exit') return
    const now = ports.now()
    crashes = [...crashes.filter((at) => now - at < withinMs), now]
    ports.report(`The page of the window ended: ${reason}, status ${exitCode}. Runs go on.`)
    if (crashes.length <= crashesAtMost || (await ports.ask(reason))) ports.reload()
  }
}
