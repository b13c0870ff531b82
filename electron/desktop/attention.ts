/** Speaks up where a person should know: changes of the engine, and moments that come near. */
import type { RunView } from '../../shared/contract.ts'
import {
  foundWords,
  hiddenWords,
  noticeLabels,
  updatedWords,
} from '../../shared/wording/notification-words.ts'
import type { Clock } from '../engine/os/ports.ts'
import { CeilingAlarms } from './ceiling-alarm.ts'
import type { Change } from './follower.ts'
import type { Notice, NoticeChange } from './notice.ts'
import {
  closeCeilingNotice,
  closeLookedAt,
  decideCeilingNotice,
  decideNotices,
  type Beholder,
} from './notices.ts'
import type { Place } from './place.ts'
import { nothingKnown, type Snapshot } from './snapshot.ts'
import type { Told } from './tray-actions.ts'

export interface AttentionPorts {
  readonly clock: Clock
  readonly lookedAt: () => Place | null
  readonly apply: (changes: readonly NoticeChange[]) => void
}

export class Attention {
  readonly #ports: AttentionPorts
  readonly #alarms: CeilingAlarms
  #snapshot: Snapshot = nothingKnown
  #toldHidden = false

  constructor(ports: AttentionPorts) {
    this.#ports = ports
    this.#alarms = new CeilingAlarms({
      clock: ports.clock,
      onNear: (view) => {
        ports.apply(decideCeilingNotice(this.#snapshot, view, this.#beholder))
      },
      onOver: (run) => {
        ports.apply([closeCeilingNotice(run)])
      },
    })
  }

  take(change: Change): void {
    this.#snapshot = change.now
    this.#ports.apply(decideNotices(change, this.#beholder))
    this.#alarms.follow(change.now.runs)
  }

  /** The window came to the front, or went elsewhere: what it shows need not be told any more. */
  looked(): void {
    this.#ports.apply(closeLookedAt(this.#ports.lookedAt()))
  }

  /** What came of something that a person just asked for: told in quiet hours, too. */
  tell({ title, body, place }: Told): void {
    const notice: Notice = { key: 'told', title, body, urgency: 'normal', place, actions: [] }
    this.#ports.apply([{ kind: 'show', notice }])
  }

  /** Runs that a crash left. */
  tellFound(views: readonly RunView[], place: Place): void {
    const words = foundWords(views)
    const notice: Notice = { key: 'found', ...words, urgency: 'critical', place, actions: [] }
    this.#ports.apply([{ kind: 'show', notice }])
  }

  /** The window went away and we did not: said once, since somebody may have meant to quit. */
  tellHidden(): void {
    if (this.#toldHidden) return
    this.#toldHidden = true
    const place: Place = { view: 'settings' }
    const action = { label: noticeLabels.settings, action: { kind: 'open', place } as const }
    const notice: Notice = {
      ...{ key: 'hidden', ...hiddenWords, urgency: 'low', place },
      actions: [action],
    }
    this.#ports.apply([{ kind: 'show', notice }])
  }

  /** Our own files were replaced; nothing is restarted unasked. */
  tellUpdated(): void {
    const notice: Notice = {
      key: 'updated',
      ...updatedWords,
      urgency: 'low',
      place: { view: 'services' },
      actions: [{ label: noticeLabels.relaunch, action: { kind: 'relaunch' } }],
    }
    this.#ports.apply([{ kind: 'show', notice }])
  }

  close(): void {
    this.#alarms.close()
  }

  get #beholder(): Beholder {
    return { lookedAt: this.#ports.lookedAt(), wall: this.#ports.clock.now().wall }
  }
}
