/** The desktop: start-up, in order. What each call does stands in the file that it is named after. */
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  protocol,
  session,
  Tray,
  type NativeImage,
} from 'electron'
import { QuiesceFailure, toQuiesceError } from '../../shared/errors.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { createClock } from '../engine/os/clock.ts'
import { createCloseListener } from './close-window.ts'
import { Desktop } from './desktop.ts'
import { handleRequests, pushEvents } from './ipc.ts'
import { handedOver, readLaunch } from './launch-arguments.ts'
import { createQuit, createQuitListener, type Then } from './lifecycle.ts'
import { MainWindow } from './main-window.ts'
import { addressOf } from './place.ts'
import { isOurSender } from './sender.ts'
import { appScheme, rendererFolder, serveAsset, startPage } from './serve-renderer.ts'
import type { QuitQuestion } from './quit-veto.ts'
import { DesktopTray } from './tray.ts'
import { hasTrayHost } from './tray-host.ts'
import { confineContents, denyPermissions, windowOptions } from './window.ts'

const here = import.meta.dirname
const launch = readLaunch(process.argv)
const clock = createClock()
type Quit = (then: Then) => Promise<void>

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
  const quit = makeQuit(engine, window, native)
  const desktop = openDesktop(engine, window, quit)
  follow(native, window, desktop)
  decideClosing(native, desktop, quit)
  if (!launch.hidden) {
    native.once('ready-to-show', () => {
      window.show(null)
    })
  }
  const page = native.loadURL(launch.place === null ? startPage : addressOf(launch.place))
  await Promise.all([page, desktop.read()])
  if (launch.hidden && !(await isTrayThere(desktop))) window.show(null)
}

function connect(engine: Engine, window: BrowserWindow): void {
  const contentsId = window.webContents.id
  handleRequests(ipcMain, engine, (event) => isOurSender(event, contentsId))
  pushEvents(engine, window.webContents)
}

/** Every way to the end goes through the same question. */
function makeQuit(engine: Engine, window: MainWindow, native: BrowserWindow): Quit {
  const quit = createQuit({
    engine,
    ask: (question) => {
      window.show(null)
      return ask(native, question)
    },
    exit: (then) => {
      if (then === 'relaunch') app.relaunch()
      app.exit(0)
    },
    report,
  })
  const listener = createQuitListener(quit)
  app.on('before-quit', (event) => void listener(event))
  return quit
}

function openDesktop(engine: Engine, window: MainWindow, quit: Quit): Desktop {
  const tray = new DesktopTray<NativeImage, ReturnType<typeof Menu.buildFromTemplate>>({
    open: (image) => new Tray(image),
    readImage: (file) => nativeImage.createFromPath(join(here, 'icons', file)),
    buildMenu: (items) => Menu.buildFromTemplate(items),
    act: (action) => void desktop.act(action),
  })
  const desktop = new Desktop({
    client: engine,
    tray,
    window,
    panel: () => ({
      dark: nativeTheme.shouldUseDarkColors,
      highContrast: nativeTheme.shouldUseHighContrastColors,
    }),
    tell: ({ title, body }) => {
      report(`${title}: ${body}`)
    },
    quit: (then) => void quit(then),
    onChange: () => undefined,
    report,
  })
  nativeTheme.on('updated', () => {
    desktop.redraw()
  })
  return desktop
}

/** What a person looks at, and where a second start leads. */
function follow(native: BrowserWindow, window: MainWindow, desktop: Desktop): void {
  const looked = (): void => {
    desktop.looked()
  }
  native.on('focus', looked)
  native.webContents.on('did-navigate-in-page', looked)
  app.on('second-instance', (_event, argv, _folder, data) => {
    window.show(readLaunch(handedOver(data) ?? argv).place)
  })
}

function decideClosing(native: BrowserWindow, desktop: Desktop, quit: Quit): void {
  const listener = createCloseListener({
    settings: () => desktop.settings,
    isTrayThere: () => isTrayThere(desktop),
    hide: () => {
      native.hide()
    },
    quit,
  })
  native.on('close', (event) => void listener(event))
}

const isTrayThere = async (desktop: Desktop): Promise<boolean> =>
  desktop.showsTray && (await hasTrayHost(process.env, clock))

async function ask(window: BrowserWindow, question: QuitQuestion): Promise<boolean> {
  const { message, detail, buttons } = question
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: [...buttons],
    defaultId: 0,
    cancelId: 0,
  })
  return answer.response === 1
}

function report(sentence: string): void {
  console.error(sentence)
}

function giveUp(thrown: unknown): void {
  const { message, next } = toQuiesceError(thrown)
  report(message)
  dialog.showErrorBox('Quiesce could not start', `${message}\n\n${next}`)
  app.exit(1)
}
