import type { DeadlineFiles } from '../../os/systemd/ports.ts'
import type { ActiveState } from '../../../../shared/unit.ts'
import type { UnitBook } from './unit-book.ts'

/** Where no stop is under way, a drop-in protects nobody. */
const notStopping: readonly ActiveState[] = ['inactive', 'failed', 'active']

/**
 * Removes files of ours that no stop hangs on: those that a Quiesce wrote and went down before its
 * manager read them. Nobody else takes them back, and the next daemon-reload would leave the next
 * stop of the unit without its deadline. Of a unit that is being stopped they stay.
 */
export async function takeBackStale(book: UnitBook, files: DeadlineFiles): Promise<void> {
  const { manager } = book.manager
  if (files.refusal(manager) !== null) return
  for (const unit of files.list(manager)) {
    // Asked now: what was listed may be older than a stop that has begun since.
    const now = await book.load(unit)
    const isGone = !now.ok && now.error.code === 'unknown-target'
    if (!isGone && !(now.ok && notStopping.includes(now.value.state.activeState))) continue
    files.remove(files.pathOf(unit, manager))
    files.remove(files.tidyPathOf(unit, manager))
  }
}
