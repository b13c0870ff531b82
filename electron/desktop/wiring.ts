/**
 * Ties Electron's events to the parts of the desktop; each part answers one question and knows no
 * Electron. The order in which this happens stands in `main.ts`.
 */
import { app, nativeTheme, powerMonitor, type BrowserWindow } from 'electron'
import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../engine/os/ports.ts'
import { createCloseListener } from './close-window.ts'
import { Desktop } from './desktop.ts'
import { handedOver, readLaunch } from './launch-arguments.ts'
import {
  createQuit,
  createQuitListener,
  createShutdownListener,
  type Preventable,
  type QuitPorts,
  type Then,
} from './lifecycle.ts'
import { writeLoginStart } from './login-start.ts'
import type { MainWindow } from './main-window.ts'
import { relaunchOptions, watchedFile, type RunningFrom } from './own-files.ts'
import { createCrashListener } from './page-crash.ts'
import { followPanel } from './panel-watch.ts'
import { askToQuit, askToReload, makeNotifier, makeTray, readPanel, report } from './shell.ts'
import { hasTrayHost, waitForTray } from './tray-host.ts'
import type { TrayAction } from './tray-item.ts'
import { stampOf, watchForUpdate } from './update-watch.ts'

/** What all of it is about. */
export interface Parts {
  readonly engine: Engine
  readonly native: BrowserWindow
  readonly window: MainWindow
  readonly from: RunningFrom
  readonly clock: Clock
}

/** How it ends. */
export interface Ending {
  readonly ports: QuitPorts
  readonly quit: (then: Then) => Promise<void>
  /** Called right before the end. */
  readonly closers: Set<() => void>
}

/** Every way to the end goes through the same question. */
export function makeEnding({ engine, native, window, from }: Parts): Ending {
  const closers = new Set<() => void>()
  const ports: QuitPorts = {
    engine,
    ask: (question) => {
      window.show(null)
      return askToQuit(native, question)
    },
    exit: (then) => {
      for (const close of closers) close()
      if (then === 'relaunch') app.relaunch(relaunchOptions(from, process.argv))
      app.exit(0)
    },
    report,
  }
  const quit = createQuit(ports)
  const listener = createQuitListener(quit)
  app.on('before-quit', (event) => void listener(event))
  return { ports, quit, closers }
}

/** Tray, notifications and what they do. */
export function makeDesktop({ engine, window, clock, from }: Parts, ending: Ending): Desktop {
  const act = (action: TrayAction): void => void desktop.act(action)
  const desktop = new Desktop({
    client: engine,
    clock,
    tray: makeTray(from.here, act),
    notifier: makeNotifier(from.here, act),
    window,
    panel: readPanel,
    quit: (then) => void ending.quit(then),
    setLoginStart: (login, occasion) => {
      void writeLoginStart(login, from, occasion).then((written) => {
        if (!written.ok) report(written.error.message)
      })
    },
    report,
  })
  // What stays on the screen after us has buttons that nobody answers.
  ending.closers.add(() => {
    desktop.close()
  })
  return desktop
}

/** What a person looks at, where a second start leads, and a page that goes down. */
export function followWindow(parts: Parts, desktop: Desktop): void {
  const { native, window, clock } = parts
  followSight(parts)
  const looked = (): void => {
    desktop.looked()
  }
  native.on('focus', looked)
  native.webContents.on('did-navigate-in-page', looked)
  app.on('second-instance', (_event, argv, _folder, data) => {
    const second = readLaunch(handedOver(data) ?? argv)
    // A second start at login has nothing to show.
    if (!second.hidden) window.show(second.place)
  })
  const crashed = createCrashListener({
    now: () => clock.now().mono,
    reload: () => {
      native.webContents.reload()
    },
    ask: askToReload,
    report,
  })
  native.webContents.on('render-process-gone', (_event, gone) => void crashed(gone))
}

/** The engine looks rarely while nobody can see the window. It is hidden when it has been made. */
function followSight({ engine, native, window }: Parts): void {
  const tell = (): void => {
    engine.beSeen(window.isOnScreen)
  }
  tell()
  native.on('show', tell)
  native.on('hide', tell)
  native.on('minimize', tell)
  native.on('restore', tell)
}

/** What the machine does: sleep, another look, its end, and an upgrade beneath us. */
export function followMachine({ clock, from }: Parts, desktop: Desktop, { ports }: Ending): void {
  nativeTheme.on('updated', () => {
    desktop.redraw()
  })
  // Runs notice a sleep by themselves; what is shown of their deadlines is read anew.
  powerMonitor.on('resume', () => void desktop.read())
  const shutdown = createShutdownListener(ports)
  powerMonitor.on('shutdown', (event?: Preventable) => void shutdown(event))
  const file = watchedFile(from)
  watchForUpdate({
    clock,
    stamp: () => stampOf(file),
    onUpdated: () => {
      desktop.updated()
    },
  })
}

/** What closing the window does. */
export function decideClosing(
  { native, window, clock }: Parts,
  desktop: Desktop,
  { quit }: Ending,
): void {
  const listener = createCloseListener({
    settings: () => desktop.snapshot.settings,
    isTrayThere: () => isTrayThere(desktop, clock),
    hide: () => {
      window.hide()
      desktop.wentToTray()
    },
    quit,
  })
  native.on('close', (event) => void listener(event))
}

/** A panel that starts with the session, as we do, has so long to come. */
const panelMs = 20_000

/** Shows a hidden window where no panel comes, or comes back: nobody could bring it back else. */
export async function showWithoutTray({ window, clock }: Parts, desktop: Desktop): Promise<void> {
  const isThere = await waitForTray(() => isTrayThere(desktop, clock), clock, panelMs)
  if (!isThere && !window.isVisible) window.show(null)
}

/** A panel that comes late, goes, or starts again: it shows our icon, or nothing is hidden behind it. */
export function followTheTray(parts: Parts, desktop: Desktop, { closers }: Ending): void {
  const { clock, window } = parts
  const stop = followPanel({
    environment: process.env,
    clock,
    onCame: () => {
      desktop.showTrayAnew()
    },
    onWent: () => {
      if (!window.isVisible) void showWithoutTray(parts, desktop)
    },
  })
  closers.add(stop)
}

/** A panel is there that shows our icon now. */
const isTrayThere = async (desktop: Desktop, clock: Clock): Promise<boolean> =>
  desktop.showsTray && (await hasTrayHost(process.env, clock))
