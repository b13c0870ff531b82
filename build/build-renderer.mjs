/** Builds the window with vite into dist/renderer. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { cacheFolder, root } from './ensure.mjs'
import { makeIfOutdated } from './up-to-date.mjs'

const source = join(root, 'renderer')
const output = join(root, 'dist', 'renderer')

/** Throws vite's own error when the build fails. */
export async function buildRenderer() {
  const configFile = join(source, 'vite.config.ts')
  if (!existsSync(configFile)) return
  const built = await makeIfOutdated(
    {
      stamp: join(cacheFolder, 'built', 'renderer'),
      inputs: [source, join(root, 'shared'), join(root, 'package-lock.json'), import.meta.filename],
      outputs: [join(output, 'index.html')],
    },
    async () => {
      await build({
        configFile,
        root: source,
        logLevel: 'warn',
        build: { outDir: output, emptyOutDir: true },
      })
    },
  )
  if (built) console.log('Window: built into dist/renderer.')
}
