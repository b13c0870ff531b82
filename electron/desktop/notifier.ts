/** Shows notifications by the desktop's own means; where there are none, says so once. */
import type { Notice, NoticeChange } from './notice.ts'
import type { TrayAction } from './tray-item.ts'

/** What Electron's `Notification` is made of. */
export interface NativeOptions {
  readonly title: string
  readonly body: string
  readonly urgency: Notice['urgency']
  readonly timeoutType: 'default' | 'never'
  readonly silent: boolean
  readonly actions: { readonly type: 'button'; readonly text: string }[]
}

/** Electron's `Notification`, as far as it is used here. */
export interface NativeNotification {
  on(event: 'click' | 'close', listener: () => void): unknown
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown
  show(): void
  close(): void
}

export interface NotifierPorts {
  readonly isSupported: () => boolean
  readonly make: (options: NativeOptions) => NativeNotification
  readonly act: (action: TrayAction) => void
  readonly report: (sentence: string) => void
}

export class Notifier {
  readonly #ports: NotifierPorts
  /** Those that stand on the screen; held here, else they were collected and could not be clicked. */
  readonly #shown = new Map<string, NativeNotification>()
  #reported = false

  constructor(ports: NotifierPorts) {
    this.#ports = ports
  }

  apply(changes: readonly NoticeChange[]): void {
    for (const change of changes) {
      if (change.kind === 'close') this.#close(change.key)
      else this.#show(change.notice)
    }
  }

  /** Takes all of them away: nobody could answer their buttons any more. */
  close(): void {
    for (const key of [...this.#shown.keys()]) this.#close(key)
  }

  #close(key: string): void {
    const native = this.#shown.get(key)
    this.#shown.delete(key)
    native?.close()
  }

  #show(notice: Notice): void {
    const { isSupported, make, act } = this.#ports
    this.#close(notice.key)
    if (!isSupported()) {
      this.#reportOnce('This desktop shows no notifications; the window tells everything.')
      return
    }
    const native = make(optionsOf(notice))
    const forget = (): void => {
      if (this.#shown.get(notice.key) === native) this.#shown.delete(notice.key)
    }
    native.on('click', () => {
      forget()
      act({ kind: 'open', place: notice.place })
    })
    native.on('action', ({ actionIndex }) => {
      const chosen = notice.actions[actionIndex]
      this.#close(notice.key)
      if (chosen !== undefined) act(chosen.action)
    })
    native.on('close', forget)
    native.on('failed', (_event, error) => {
      forget()
      this.#reportOnce(`A notification could not be shown: ${error}`)
    })
    this.#shown.set(notice.key, native)
    native.show()
  }

  #reportOnce(sentence: string): void {
    if (!this.#reported) this.#ports.report(sentence)
    this.#reported = true
  }
}

/**
 * Servers may read the text as markup (Desktop Notifications Specification, "Markup"), and names of
 * processes are nobody's to trust.
 */
const plain = (text: string): string =>
  text.replace(/[<>&]/g, (letter) => ({ '<': '‹', '>': '›' })[letter] ?? '＆')

const optionsOf = ({ title, body, urgency, actions }: Notice): NativeOptions => ({
  title: plain(title),
  body: plain(body),
  urgency,
  timeoutType: urgency === 'critical' ? 'never' : 'default',
  silent: urgency === 'low',
  actions: actions.map(({ label }) => ({ type: 'button', text: label })),
})
