/** What the test process may ask of the process of `main.js`. */
import { app } from './app.ts'
import { answerDialog, openDialogs } from './dialog.ts'
import { Preventable } from './link.ts'
import { invoke, ipcMain, senderEvent } from './ipc-main.ts'
import { StandInMenu } from './menu.ts'
import { StandInNotification } from './notification.ts'
import { nativeTheme, opened, powerMonitor } from './power.ts'
import { declaredSchemes, permissionOf, serve } from './session.ts'
import type { Declared, MainTable } from './tables.ts'
import { pass, sleep } from './time.ts'
import { StandInTray } from './tray.ts'
import { StandInContents } from './web-contents.ts'
import { StandInWindow } from './window.ts'

const windowOf = (id: number): StandInWindow => {
  const window = StandInWindow.fromId(id)
  if (window === null) throw new Error(`no window ${id}`)
  return window
}
/** A window's contents, or a stranger with that number. */
const senderOf = (id: number): object => StandInContents.all.get(id) ?? { id }
const contentsOf = (id: number): StandInContents => windowOf(id).webContents

const notification = (id: string): StandInNotification => {
  const shown = StandInNotification.shown.get(id)
  if (shown === undefined) throw new Error(`no notification ${id}`)
  return shown
}

const tray = (): StandInTray => {
  const [shown] = StandInTray.shown
  if (shown === undefined) throw new Error('no icon in the tray')
  return shown
}

function declared(): Declared {
  const { registered, handled } = declaredSchemes()
  // As JSON: a picture or a session among the options has no meaning here.
  const windows = JSON.parse(JSON.stringify(StandInWindow.made)) as Declared['windows']
  return {
    ...{ windows, handled, schemes: registered, opened, switches: app.switches },
    channels: [...ipcMain.handlers.keys(), ...ipcMain.eventNames().map(String)],
    webviews: StandInWindow.all.map(({ webContents }) => webContents.wouldAttachWebview()),
    loginItem: app.loginItem,
    applicationMenu: StandInMenu.getApplicationMenu() !== null,
  }
}

export const mainTable: MainTable = {
  invoke: (id, frame, channel, args) => invoke(senderEvent(senderOf(id), frame), channel, args),
  message: (id, frame, channel, args) => {
    ipcMain.emit(channel, senderEvent(senderOf(id), frame), ...args)
  },
  serve,
  navigates: (id, url, mainFrame) => contentsOf(id).wouldNavigate(url, mainFrame),
  opens: (id, url) => contentsOf(id).wouldOpen(url),
  pageEvent: (id, name, url) => {
    if (name === 'did-navigate-in-page') contentsOf(id).navigatedInPage(url)
    else contentsOf(id).emit(name, {}, { reason: 'crashed', exitCode: 1 })
  },

  tray: () => StandInTray.shown[0]?.describe() ?? null,
  clickTray: () => {
    tray().emit('click', {}, tray().getBounds(), { x: 0, y: 0 })
  },
  clickMenu: (path) => {
    tray().choose(path)
  },
  notifications: () => [...StandInNotification.shown.values()].map((shown) => shown.describe()),
  clickNotification: (id, action) => {
    notification(id).choose(action)
  },
  closeNotification: (id) => {
    notification(id).close()
  },
  dialogs: openDialogs,
  answerDialog,
  windows: () => StandInWindow.all.map((window) => window.describe()),
  closeWindow: (id) => {
    windowOf(id).close()
  },
  focusWindow: (id, focused) => {
    if (focused) windowOf(id).focus()
    else windowOf(id).blur()
  },
  power: (event) => {
    powerMonitor.emit(event, new Preventable())
  },
  appearance: (look) => {
    nativeTheme.become(look)
    for (const { webContents } of StandInWindow.all) void webContents.appear()
  },
  quit: () => {
    app.quit()
  },
  pass: async (ms, asleep) => {
    if (asleep) sleep(ms)
    else await pass(ms)
  },
  permission: permissionOf,
  declared,
}
