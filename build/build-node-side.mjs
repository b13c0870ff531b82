/** Bundles what runs under Node and Electron's main process: the command line and the desktop shell. */
import { chmodSync, copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, root } from './ensure.mjs'
import { makeIfOutdated } from './up-to-date.mjs'
import { writeBundle } from './write-bundle.mjs'

const dist = join(root, 'dist')

/**
 * One file each: nothing in dist/ needs node_modules. The preload is CommonJS, because a sandboxed
 * renderer's preload has no module loader, and may require nothing but 'electron'.
 * @type {readonly { name: string, entry: string, file: string, format: 'esm' | 'cjs' }[]}
 */
const bundles = [
  { name: 'Command line', entry: 'electron/cli/main.ts', file: 'cli-main.js', format: 'esm' },
  { name: 'Desktop', entry: 'electron/desktop/main.ts', file: 'desktop/main.js', format: 'esm' },
  {
    name: 'Preload',
    entry: 'electron/desktop/preload.ts',
    file: 'desktop/preload.cjs',
    format: 'cjs',
  },
]

/** Throws rolldown's own error when a bundle fails. */
export async function buildNodeSide() {
  for (const bundle of bundles) {
    const input = join(root, bundle.entry)
    if (!existsSync(input)) continue
    const output = join(dist, bundle.file)
    const built = await makeIfOutdated(
      {
        stamp: join(cacheFolder, 'built', bundle.file.replaceAll('/', '-')),
        inputs: [
          ...['electron', 'shared', 'package.json', 'package-lock.json', 'build/launcher.mjs'].map(
            (path) => join(root, path),
          ),
          join(root, 'build', 'write-bundle.mjs'),
          import.meta.filename,
        ],
        outputs: [output],
      },
      () => writeBundle(input, output, bundle.format),
    )
    if (built && bundle.file === 'cli-main.js') writeLauncher()
    if (built) console.log(`${bundle.name}: built into dist/${bundle.file}.`)
  }
}

/** dist/cli.js is what people call: a few lines that any Node can read, beside the program. */
function writeLauncher() {
  const launcher = join(dist, 'cli.js')
  copyFileSync(join(root, 'build', 'launcher.mjs'), launcher)
  chmodSync(launcher, 0o755)
}
