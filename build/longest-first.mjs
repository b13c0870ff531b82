/** The order in which test files begin: what takes longest first, so that nothing long is left over. */
import { BaseSequencer } from 'vitest/node'

/** A minute and more on two cores, the longest first; vitest itself knows only the sizes of files. */
export const long = [
  'test/e2e/console.test.ts',
  'test/renderer/window/accessible.live.test.ts',
  'test/cli/units.live.test.ts',
  'test/e2e/systemd.test.ts',
  'test/live/sysv/init-scripts.test.ts',
  'test/live/vices.test.ts',
  'test/cli/json.live.test.ts',
  'test/live/stop-all.live.test.ts',
  'test/cli/terminal.live.test.ts',
  'test/e2e/systemd-look.test.ts',
  'test/live/sysv/vices.test.ts',
  'test/native/root-helper/fuzz.test.ts',
  'test/installers/packages.live.test.ts',
  'test/build/fresh-clone.live.test.ts',
]

/**
 * Those that are known to be long, the longest first; then the others as they were.
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
