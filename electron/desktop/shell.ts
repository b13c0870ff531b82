/** What the desktop's parts take of Electron: tray, notifications and questions, handed over narrow. */
import { join } from 'node:path'
import {
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  Tray,
  type BrowserWindow,
  type NativeImage,
} from 'electron'
import { toQuiesceError } from '../../shared/errors.ts'
import { Notifier } from './notifier.ts'
import type { QuitQuestion } from './quit-veto.ts'
import type { TrayAction } from './tray-item.ts'
import type { Panel } from './tray-icon.ts'
import { DesktopTray } from './tray.ts'

type NativeMenu = ReturnType<typeof Menu.buildFromTemplate>
type Act = (action: TrayAction) => void

/** The tray, not shown yet; its pictures lie in `icons` beside the main process. */
export const makeTray = (here: string, act: Act): DesktopTray<NativeImage, NativeMenu> =>
  new DesktopTray<NativeImage, NativeMenu>({
    open: (image) => new Tray(image),
    readImage: (file) => nativeImage.createFromPath(join(here, 'icons', file)),
    buildMenu: (items) => Menu.buildFromTemplate(items),
    act,
  })

/** Notifications of the desktop. */
export function makeNotifier(here: string, act: Act): Notifier {
  const icon = join(here, 'icons', 'quiesce.png')
  return new Notifier({
    isSupported: () => Notification.isSupported(),
    make: (options) => new Notification({ ...options, icon }),
    act,
    report,
  })
}

/** The desktop's colours, which stand for the panel's. */
export const readPanel = (): Panel => ({
  dark: nativeTheme.shouldUseDarkColors,
  highContrast: nativeTheme.shouldUseHighContrastColors,
})

/** Asks before quitting; true for "leave it running". */
export async function askToQuit(window: BrowserWindow, question: QuitQuestion): Promise<boolean> {
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

/** Asks whether a window that went down again and again shall be loaded once more. */
export async function askToReload(reason: string): Promise<boolean> {
  const answer = await dialog.showMessageBox({
    type: 'error',
    message: 'The window went down again and again',
    detail: `Its page ended (${reason}). Stops that are under way go on in the background, and the tray shows them.`,
    buttons: ['Load it again', 'Leave it closed'],
    defaultId: 0,
    cancelId: 1,
  })
  return answer.response === 0
}

/** For whoever started us from a terminal, and the session's own log. */
export function report(sentence: string): void {
  console.error(sentence)
}

/** The last word of a start that failed. */
export function showFailure(thrown: unknown): void {
  const { message, next } = toQuiesceError(thrown)
  report(message)
  dialog.showErrorBox('Quiesce could not start', `${message}\n\n${next}`)
}
