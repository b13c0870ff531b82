/** A change of the engine, and what it has told a person. */
import type { Change } from '../../electron/desktop/follower.ts'
import type { Notice, NoticeChange } from '../../electron/desktop/notice.ts'
import { decideNotices, type Beholder } from '../../electron/desktop/notices.ts'
import { takeEvent, type Snapshot } from '../../electron/desktop/snapshot.ts'
import type { PushedEvent, RunView } from '../../shared/contract.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'
import { snapshotOf, viewIn } from './fake-snapshot.ts'

/** Noon on this machine's clock. */
export const noon = new Date(2026, 2, 1, 12).getTime()
export const nobody: Beholder = { lookedAt: null, wall: noon }
export const waiting = viewIn('waiting')
export const before = snapshotOf({ runs: [waiting] })

export const change = (was: Snapshot, event: PushedEvent): Change => ({
  before: was,
  now: takeEvent(was, event),
  event,
})
export const moves = (
  was: Snapshot,
  payload: RunView,
  beholder = nobody,
): readonly NoticeChange[] => decideNotices(change(was, { name: 'run', payload }), beholder)
export const shown = (changes: readonly NoticeChange[]): Notice[] =>
  changes.flatMap((one) => (one.kind === 'show' ? [one.notice] : []))
export const closed = (changes: readonly NoticeChange[]): string[] =>
  changes.flatMap((one) => (one.kind === 'close' ? [one.key] : []))
export const withNotify = (notify: Partial<Settings['notify']>, was = before): Snapshot => ({
  ...was,
  settings: { ...was.settings, notify: { ...fillSettings().notify, ...notify } },
})
