/** Notifications, kept until they are closed; on Linux, with libnotify's buttons. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { NotificationView } from './tables.ts'

type Promised = Pick<
  Electron.Notification,
  'id' | 'title' | 'body' | 'actions' | 'urgency' | 'silent' | 'show' | 'close'
>

export class StandInNotification extends EventEmitter implements Promised {
  static #count = 0
  static readonly shown = new Map<string, StandInNotification>()
  static isSupported(): boolean {
    return true
  }

  readonly id: string
  title: string
  body: string
  actions: Electron.NotificationAction[]
  urgency: Electron.Notification['urgency']
  silent: boolean
  timeoutType: Electron.Notification['timeoutType']

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    StandInNotification.#count += 1
    this.id = options.id ?? `n${StandInNotification.#count}`
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    this.actions = options.actions ?? []
    this.urgency = options.urgency ?? 'normal'
    this.silent = options.silent ?? false
    this.timeoutType = options.timeoutType ?? 'default'
  }

  show(): void {
    StandInNotification.shown.set(this.id, this)
    this.emit('show', {})
  }
  close(): void {
    if (StandInNotification.shown.delete(this.id))
      this.emit('close', { reason: 'applicationHidden' })
  }

  describe(): NotificationView {
    const { id, title, body, urgency, silent } = this
    return { id, title, body, urgency, silent, actions: this.actions.map(({ text = '' }) => text) }
  }
  /** What a person does: a button by its text, or the notification itself. */
  choose(action: string | null): void {
    const at = this.actions.findIndex(({ text }) => text === action)
    if (action !== null && at < 0) throw new Error(`no action “${action}” on “${this.title}”`)
    StandInNotification.shown.delete(this.id)
    if (action === null) this.emit('click', {})
    else this.emit('action', { actionIndex: at, selectionIndex: -1 }, at, -1)
  }
}
