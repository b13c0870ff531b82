/** The desktop as a person has it, whoever plays Electron. */
import type { Page } from 'playwright-core'
import type { Home } from '../live/quiesce.ts'
import type { DialogView, NotificationView, TrayView, WindowView } from './standin/tables.ts'

/** What the machine tells `powerMonitor`. */
export type PowerEvent = 'suspend' | 'resume' | 'shutdown' | 'lock-screen'

/** One running desktop, in a home of its own. */
export interface DesktopDriver {
  readonly kind: 'stand-in' | 'electron'
  readonly home: Home
  /** Pid of the main process. */
  readonly pid: number
  /** Status of the main process; null when it was killed. */
  readonly ended: Promise<number | null>
  /** What it wrote to its terminal. */
  readonly said: string
  /** The window's page, once it has been loaded. */
  page(): Promise<Page>
  windows(): Promise<readonly WindowView[]>
  /** Clicks the × of the window. */
  closeWindow(): Promise<void>
  /** Takes the focus to the window, or away from it. */
  focusWindow(focused: boolean): Promise<void>
  tray(): Promise<TrayView | null>
  clickTray(): Promise<void>
  /** Chooses an item of the tray's menu by labels, or how they begin. */
  chooseInTray(...path: readonly string[]): Promise<void>
  notifications(): Promise<readonly NotificationView[]>
  /** Presses a button of a notification; null clicks the notification itself. */
  chooseInNotification(id: string, action: string | null): Promise<void>
  dialogs(): Promise<readonly DialogView[]>
  answerDialog(id: number, button: string): Promise<void>
  power(event: PowerEvent): Promise<void>
  /** Ends the page's renderer, as a fault in it would. */
  crashPage(): Promise<void>
  /** As the session's end, or Ctrl+Q, asks for it. */
  quit(): Promise<void>
  /** Starts the program once more, and waits for that one's end. */
  startAgain(...args: readonly string[]): Promise<number | null>
  /** SIGKILL to the main process; waits for its end. */
  kill(): Promise<void>
  /** Ends it by force, if it still runs, and its windows. */
  close(): Promise<void>
}
