/** The one window, and everything it is not allowed to do. */
import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { requestNamesArgument } from './channels.ts'
import { requestNames } from './ipc.ts'

/** Options of the window; the page runs sandboxed, isolated, and without Node. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Quiesce',
    width: 1280,
    height: 820,
    minWidth: 640,
    minHeight: 480,
    // Shown when it has something to show; a white flash at night hurts.
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      additionalArguments: [requestNamesArgument + requestNames.join(',')],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
}

/** Denies every way out of our page: navigation, redirects, new windows, webviews. */
export function confineContents(contents: WebContents): void {
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(name as 'will-navigate', (event) => {
      event.preventDefault()
    })
  }
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The one thing a page may do beyond showing itself: write plain text to the clipboard. */
const harmless = new Set(['clipboard-sanitized-write'])

/** Denies camera, notifications, devices and all other permissions, asked or looked up. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(harmless.has(permission))
  })
  session.setPermissionCheckHandler((_contents, permission) => harmless.has(permission))
  session.setDevicePermissionHandler(() => false)
}
