/**
 * The stand-in for the module `electron`, as far as a main process that has a window, a tray and
 * notifications uses it. Each part implements the part of `electron.d.ts` that it promises; what is
 * not here is an import error when `main.js` starts.
 */
import type Electron from 'electron'
import { app as theApp, type StandInApp } from './app.ts'
import { dialog as theDialog } from './dialog.ts'
import { ipcMain as theIpcMain } from './ipc-main.ts'
import { StandInMenu, StandInMenuItem } from './menu.ts'
import { nativeImage as theNativeImage } from './native-image.ts'
import { StandInNotification } from './notification.ts'
import * as power from './power.ts'
import { defaultSession, protocol as theProtocol } from './session.ts'
import { StandInTray } from './tray.ts'
import { StandInWindow } from './window.ts'

/** Names that `electron` exports; one that is not Electron's does not compile. */
type Name = keyof typeof Electron

const names = [
  ...['app', 'BrowserWindow', 'dialog', 'ipcMain', 'Menu', 'MenuItem', 'nativeImage'],
  ...['nativeTheme', 'Notification', 'powerMonitor', 'powerSaveBlocker', 'protocol'],
  ...['screen', 'session', 'shell', 'Tray'],
] as const satisfies readonly Name[]

export const app: StandInApp = theApp
export const BrowserWindow = StandInWindow
export const dialog = theDialog
export const ipcMain = theIpcMain
export const Menu = StandInMenu
export const MenuItem = StandInMenuItem
export const nativeImage = theNativeImage
export const nativeTheme = power.nativeTheme
export const Notification = StandInNotification
export const powerMonitor = power.powerMonitor
export const powerSaveBlocker = power.powerSaveBlocker
export const protocol = theProtocol
export const screen = power.screen
export const session = { defaultSession }
export const shell = power.shell
export const Tray = StandInTray
/** What is exported here, in words. */
export const exported: readonly string[] = names
