/** Puts the tray's icons beside the bundles, where the desktop shell looks for them. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, root } from './ensure.mjs'
import { makeIfOutdated } from './up-to-date.mjs'

/** Into dist/icons/tray. Throws what the system says. */
export async function buildIcons() {
  const from = join(root, 'build', 'icons', 'tray')
  const to = join(root, 'dist', 'icons', 'tray')
  await makeIfOutdated(
    {
      stamp: join(cacheFolder, 'built', 'icons'),
      inputs: [from, import.meta.filename],
      outputs: [join(to, 'tray-rest-light.png')],
    },
    () => cp(from, to, { recursive: true }),
  )
}
