import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import type { SystemdHost } from '../hosts/systemd-host.ts'
import { useHost } from '../hosts/use-host.ts'
import { startChromium, type Chromium } from './browser.ts'
import { HostWindow } from './host-window.ts'

export interface HostStage {
  readonly host: SystemdHost
  /** The window of this test, before a console of its own. */
  readonly window: HostWindow
  /** One more, as a user of the host; whoever opens it closes it. */
  readonly openAs: (user: string) => Promise<HostWindow>
}

const isHere = canRun.systemd.here && canRun.chromium.here

/**
 * One host with these units, all started, and one Chromium in its network for the tests of a file;
 * a console and a window for each test. Without one of both each test is skipped with the reason.
 */
export function useHostWindow(units: Readonly<Record<string, string>>): HostStage {
  let chromium: Chromium
  let window: HostWindow
  const hostOf = useHost(async (host) => {
    await host.writeUnits(units)
    await host.systemctl('start', ...Object.keys(units))
  })
  beforeAll(async () => {
    if (isHere) chromium = await startChromium(hostOf().initPid)
  })
  beforeEach(async ({ skip, task }) => {
    if (!canRun.chromium.here) skip(canRun.chromium.missing)
    // A test that is tried again finds its units as it found them first.
    if (isHere && (task.result?.retryCount ?? 0) > 0) await startAnew(hostOf(), Object.keys(units))
    if (isHere) window = await HostWindow.open(hostOf(), chromium)
  })
  afterEach(async () => {
    if (isHere) await window.close()
  })
  afterAll(async () => {
    if (isHere) await chromium.end()
  })
  return {
    get host() {
      return hostOf()
    },
    get window() {
      return window
    },
    openAs: (user) => HostWindow.open(hostOf(), chromium, { user }),
  }
}

async function startAnew(host: SystemdHost, units: readonly string[]): Promise<void> {
  // Asked for first: by the kill alone some would be started again.
  await host.exec(['systemctl', 'stop', '--no-block', ...units])
  await host.exec(['systemctl', 'kill', '--signal=KILL', ...units])
  await host.systemctl('start', ...units)
}
