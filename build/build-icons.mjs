/** Puts the tray's icons beside the bundles, where the desktop shell looks for them. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, root } from './ensure.mjs'
import { makeIfOutdated } from './up-to-date.mjs'

/** Into dist/desktop/icons, with the app's own for notifications. Throws what the system says. */
export async function buildIcons() {
  const icons = join(root, 'build', 'icons')
  const to = join(root, 'dist', 'desktop', 'icons')
  const app = join(to, 'quiesce.png')
  await makeIfOutdated(
    {
      stamp: join(cacheFolder, 'built', 'icons'),
      inputs: [icons, import.meta.filename],
      outputs: [app],
    },
    async () => {
      await cp(join(icons, 'tray'), to, { recursive: true })
      await cp(join(icons, 'app', '128x128.png'), app)
    },
  )
}
