/** The desktop: start-up, in order. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron'
import { QuiesceFailure, toQuiesceError } from '../../shared/errors.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { handleRequests, pushEvents } from './ipc.ts'
import { createQuitListener } from './lifecycle.ts'
import { isOurSender } from './sender.ts'
import { appScheme, rendererFolder, serveAsset, startPage } from './serve-renderer.ts'
import type { QuitQuestion } from './quit-veto.ts'
import { confineContents, denyPermissions, windowOptions } from './window.ts'

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([appScheme])
  app.on('web-contents-created', (_event, contents) => {
    confineContents(contents)
  })
  // Not awaited here: Electron becomes ready only after this module has been evaluated.
  start().catch(giveUp)
} else {
  // The other Quiesce comes to the front (second-instance).
  app.exit(0)
}

async function start(): Promise<void> {
  await app.whenReady()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  denyPermissions(session.defaultSession)
  protocol.handle('app', (request) => serveAsset(request, rendererFolder(import.meta.dirname)))
  const opened = await createEngine({ door: 'desktop', watches: true })
  if (!opened.ok) {
    giveUp(new QuiesceFailure(opened.error))
    return
  }
  const engine = opened.value
  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, 'preload.cjs')))
  connect(engine, window)
  askBeforeQuitting(engine, window)
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  await window.loadURL(startPage)
}

function connect(engine: Engine, window: BrowserWindow): void {
  const contentsId = window.webContents.id
  handleRequests(ipcMain, engine, (event) => isOurSender(event, contentsId))
  pushEvents(engine, window.webContents)
}

function askBeforeQuitting(engine: Engine, window: BrowserWindow): void {
  const listener = createQuitListener({
    engine,
    ask: (question) => ask(window, question),
    exit: () => {
      app.exit(0)
    },
    report: (sentence) => {
      console.error(sentence)
    },
  })
  window.on('close', (event) => void listener(event))
  app.on('before-quit', (event) => void listener(event))
}

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

function giveUp(thrown: unknown): void {
  const { message, next } = toQuiesceError(thrown)
  console.error(message)
  dialog.showErrorBox('Quiesce could not start', `${message}\n\n${next}`)
  app.exit(1)
}
