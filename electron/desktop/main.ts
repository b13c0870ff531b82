/** The desktop: start-up, in order. What each call does stands in the file that it is named after. */
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron'
import { QuiesceFailure } from '../../shared/errors.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { createClock } from '../engine/os/clock.ts'
import { handleRequests, pushEvents } from './ipc.ts'
import { readLaunch } from './launch-arguments.ts'
import { MainWindow } from './main-window.ts'
import { addressOf } from './place.ts'
import { isOurSender } from './sender.ts'
import { appScheme, rendererFolder, serveAsset, startPage } from './serve-renderer.ts'
import { report, showFailure } from './shell.ts'
import { confineContents, denyPermissions, windowOptions } from './window.ts'
import {
  decideClosing,
  followMachine,
  followTheTray,
  followWindow,
  makeDesktop,
  makeEnding,
  showWithoutTray,
} from './wiring.ts'

const here = import.meta.dirname
const from = { here, execPath: process.execPath, environment: process.env }
const launch = readLaunch(process.argv)
const clock = createClock()

if (app.requestSingleInstanceLock({ argv: process.argv })) {
  protocol.registerSchemesAsPrivileged([appScheme])
  app.on('web-contents-created', (_event, contents) => {
    confineContents(contents)
  })
  // Not awaited here: Electron becomes ready only after this module has been evaluated.
  start().catch(giveUp)
} else {
  // The other Quiesce comes to the front, and goes where this one was asked to (second-instance).
  app.exit(0)
}

async function start(): Promise<void> {
  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  denyPermissions(session.defaultSession)
  protocol.handle('app', (request) => serveAsset(request, rendererFolder(here)))
  const opened = await createEngine({ door: 'desktop', watches: true })
  if (!opened.ok) {
    giveUp(new QuiesceFailure(opened.error))
    return
  }
  const engine = opened.value
  const native = new BrowserWindow(windowOptions(join(here, 'preload.cjs')))
  const window = new MainWindow(native, report)
  connect(engine, native)
  const parts = { engine, native, window, from, clock }
  const ending = makeEnding(parts)
  const desktop = makeDesktop(parts, ending)
  followWindow(parts, desktop)
  followMachine(parts, desktop, ending)
  decideClosing(parts, desktop, ending)
  followTheTray(parts, desktop, ending)
  await Promise.all([openPage(native, window), desktop.begin(launch.place)])
  if (launch.hidden) await showWithoutTray(parts, desktop)
}

function connect(engine: Engine, window: BrowserWindow): void {
  const contentsId = window.webContents.id
  handleRequests(ipcMain, engine, (event) => isOurSender(event, contentsId))
  pushEvents(engine, window.webContents)
}

async function openPage(native: BrowserWindow, window: MainWindow): Promise<void> {
  if (!launch.hidden) {
    native.once('ready-to-show', () => {
      window.show(null)
    })
  }
  await window.open(launch.place === null ? startPage : addressOf(launch.place))
}

function giveUp(thrown: unknown): void {
  showFailure(thrown)
  app.exit(1)
}
