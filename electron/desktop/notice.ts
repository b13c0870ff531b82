/** One notification as plain data; Electron's comes of it in `notifier.ts`. */
import type { NoticeWords } from '../../shared/wording/notification-words.ts'
import type { Place } from './place.ts'
import type { Urgency } from './quiet-hours.ts'
import type { TrayAction } from './tray-item.ts'

export interface Notice extends NoticeWords {
  /** What it is about; one with the same key takes its place. */
  readonly key: string
  /** `critical` stays until it is closed: only what wants a person. */
  readonly urgency: Urgency
  /** Where a click leads. */
  readonly place: Place
  /** Buttons, where the desktop has them. None of them can force. */
  readonly actions: readonly { readonly label: string; readonly action: TrayAction }[]
}

export type NoticeChange =
  | { readonly kind: 'show'; readonly notice: Notice }
  | { readonly kind: 'close'; readonly key: string }
