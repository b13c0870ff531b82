/** Who may ask whom what, between `main.js` on the stand-in and the test process. */
import type { BrowserWindowConstructorOptions, MessageBoxOptions } from 'electron'

/** A frame of a page, as `senderFrame` tells of it; the address is the one that `main.js` knows. */
export interface FrameView {
  readonly url: string
  readonly parent: { readonly url: string } | null
}

/** What a window's page is made with. */
export interface PageSettings {
  readonly id: number
  readonly web: Omit<NonNullable<BrowserWindowConstructorOptions['webPreferences']>, 'session'>
  /** Text of the preload file. */
  readonly preload: string | null
  readonly width: number
  readonly height: number
  /** What the permission handlers say of each, when the page is made. */
  readonly permissions: Readonly<Record<string, boolean>>
}

/** How the desktop looks to the page. */
export interface Appearance {
  readonly dark: boolean
  readonly forcedColors: boolean
}

/** What the test process does for `main.js`: it has the Chromium. */
export interface ChromiumTable {
  readonly openPage: (settings: PageSettings) => Promise<void>
  readonly load: (id: number, url: string) => Promise<void>
  readonly send: (id: number, channel: string, args: readonly unknown[]) => Promise<void>
  readonly closePage: (id: number) => Promise<void>
  readonly appear: (id: number, look: Appearance) => Promise<void>
  /** `main.js` wants to be started once more, with these arguments, when it has ended. */
  readonly relaunch: (args: readonly string[]) => void
}

/** A menu as a person sees it. */
export interface MenuEntry {
  readonly label: string
  readonly type: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly submenu?: readonly MenuEntry[]
}
/** The tray's icon, as a person sees it. */
export interface TrayView {
  readonly toolTip: string
  readonly title: string
  /** Digest of the picture and its size: `16x16 3f2a…`. */
  readonly image: string
  readonly menu: readonly MenuEntry[]
}
export interface NotificationView {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
  readonly urgency: string
  readonly silent: boolean
}
export interface DialogView {
  readonly id: number
  readonly kind: 'message' | 'error'
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
  readonly type: NonNullable<MessageBoxOptions['type']>
}
export interface WindowView {
  readonly id: number
  readonly title: string
  readonly url: string
  readonly visible: boolean
  readonly focused: boolean
  readonly minimized: boolean
}

/** What can be read of `main.js` beyond what a person sees: what it told Electron. */
export interface Declared {
  readonly windows: readonly BrowserWindowConstructorOptions[]
  readonly schemes: readonly string[]
  readonly handled: readonly string[]
  readonly channels: readonly string[]
  readonly opened: readonly string[]
  readonly webviews: readonly boolean[]
  readonly switches: readonly string[]
  readonly loginItem: object | null
  readonly applicationMenu: boolean
}

/** What the test process asks of `main.js`: Chromium's news, and a person's deeds on the desktop. */
export interface MainTable {
  readonly invoke: (
    id: number,
    frame: FrameView | null,
    channel: string,
    args: readonly unknown[],
  ) => Promise<unknown>
  readonly message: (
    id: number,
    frame: FrameView | null,
    channel: string,
    args: readonly unknown[],
  ) => void
  readonly serve: (
    url: string,
    method: string,
  ) => Promise<{ status: number; headers: Record<string, string>; body: Uint8Array } | null>
  /** True when it was prevented. */
  readonly navigates: (id: number, url: string, mainFrame: boolean) => boolean
  readonly opens: (id: number, url: string) => 'allow' | 'deny'
  readonly pageEvent: (
    id: number,
    name: 'did-navigate-in-page' | 'render-process-gone',
    url: string,
  ) => void

  readonly tray: () => TrayView | null
  readonly clickTray: () => void
  readonly clickMenu: (path: readonly string[]) => void
  readonly notifications: () => readonly NotificationView[]
  readonly clickNotification: (id: string, action: string | null) => void
  readonly closeNotification: (id: string) => void
  readonly dialogs: () => readonly DialogView[]
  readonly answerDialog: (id: number, button: string) => void
  readonly windows: () => readonly WindowView[]
  readonly closeWindow: (id: number) => void
  readonly focusWindow: (id: number, focused: boolean) => void
  readonly power: (event: 'suspend' | 'resume' | 'shutdown' | 'lock-screen') => void
  readonly appearance: (look: Appearance) => void
  readonly quit: () => void
  /** So long passes at once; asleep, the machine's monotonic clock stands still. */
  readonly pass: (ms: number, asleep: boolean) => Promise<void>
  readonly permission: (
    name: string,
  ) => Promise<{ asked: boolean; checked: boolean; device: boolean }>
  readonly declared: () => Declared
}
