/**
 * The names of events that the stand-in emits. Nothing of this runs: an event that Electron's own
 * types do not know does not compile.
 */
import type Electron from 'electron'

const heard = (): void => {}

/** Listens to each, for the compiler. */
export function listen(
  app: Electron.App,
  window: Electron.BrowserWindow,
  contents: Electron.WebContents,
): void {
  app.on('will-finish-launching', heard).on('ready', heard).on('before-quit', heard)
  app.on('will-quit', heard).on('quit', heard).on('second-instance', heard)
  app.on('window-all-closed', heard).on('web-contents-created', heard)
  app.on('browser-window-created', heard).on('browser-window-focus', heard)
  app.on('browser-window-blur', heard)
  window.on('close', heard).on('closed', heard).on('show', heard).on('hide', heard)
  window.on('focus', heard).on('blur', heard).on('minimize', heard).on('restore', heard)
  window.on('ready-to-show', heard)
  contents.on('will-navigate', heard).on('will-frame-navigate', heard)
  contents.on('will-attach-webview', heard).on('render-process-gone', heard)
  contents.on('dom-ready', heard).on('did-finish-load', heard).on('did-stop-loading', heard)
  contents.on('did-navigate-in-page', heard).on('did-fail-load', heard).on('destroyed', heard)
}

/** Of what stands on the desktop. */
export function listenToDesktop(
  tray: Electron.Tray,
  notification: Electron.Notification,
  power: Electron.PowerMonitor,
  theme: Electron.NativeTheme,
): void {
  tray.on('click', heard)
  notification.on('show', heard).on('click', heard).on('close', heard).on('action', heard)
  power.on('suspend', heard).on('resume', heard).on('shutdown', heard).on('lock-screen', heard)
  theme.on('updated', heard)
}
