/** The order in which test files begin, so that none waits alone and nothing long is left over. */
import { BaseSequencer } from 'vitest/node'

/**
 * What takes half a minute and more, the longest first; vitest itself knows only the sizes of files.
 * What mostly waits for systemd's clock, or for daemons, stands among pages, which mostly compute: two
 * such files at a time.
 */
export const long = [
  ...['live/daemons/daemons', 'renderer/window/accessible.live'],
  ...['e2e/systemd', 'e2e/console', 'renderer/window/unit-run.live'],
  ...['renderer/window/services.live', 'renderer/window/known.live', 'live/systemd/matrix'],
  ...['renderer/window/order.live', 'renderer/window/stop.live', 'renderer/window/run.live'],
  ...['live/systemd/disturbed', 'renderer/window/unit.live', 'renderer/window/configured.live'],
  ...['live/systemd/deadline', 'renderer/window/force.live', 'live/systemd/traps'],
  ...['renderer/window/units-table.live', 'live/systemd/races', 'renderer/window/log.live'],
  ...['live/systemd/raw', 'renderer/window/settings.live', 'live/systemd/force'],
  ...['renderer/window/unit-plan.live', 'desktop-door/tray', 'live/diagnosis/scenes'],
  ...[
    'renderer/window/add.live',
    'build/fresh-clone.live',
    'e2e/systemd-look',
    'live/sysv/init-scripts',
  ],
  ...['native/root-helper/fuzz', 'live/vices', 'live/stop-all.live', 'live/sysv/vices'],
  ...['cli/units.live', 'installers/packages.live', 'live/refused', 'live/watching'],
  ...['live/diagnosis/host', 'live/leftovers/leftovers', 'renderer/window/after.live'],
  ...['live/diagnosis/real', 'live/systemd/second-copy', 'live/advice/advice'],
  ...['live/leftovers/unit', 'live/systemd/remedies'],
  ...['desktop-door/life', 'live/privilege/permission', 'cli/terminal.live', 'cli/json.live'],
].map((path) => `test/${path}.test.ts`)

/**
 * Those of the list in its order; then the others as they were.
 * @template {{ readonly moduleId: string }} T @param {readonly T[]} files
 */
export function longestFirst(files) {
  const place = (/** @type {T} */ { moduleId }) => {
    const index = long.findIndex((path) => moduleId.endsWith(`/${path}`))
    return index === -1 ? long.length : index
  }
  return files.toSorted((a, b) => place(a) - place(b))
}

/** Vitest's own order, but for the files that are known to be long. */
export class LongestFirst extends BaseSequencer {
  /** @override @param {Parameters<BaseSequencer['sort']>[0]} files */
  async sort(files) {
    return longestFirst(await super.sort(files))
  }
}
