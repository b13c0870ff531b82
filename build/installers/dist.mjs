/**
 * `npm run dist [FORMAT…]`: installers into dist/installers; deb and rpm where none is named. With
 * --electron-dist FOLDER around that Electron, else around one that electron-builder downloads.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensure, root } from '../ensure.mjs'

await ensure(import.meta.url)
const { buildAll } = await import('../build-all.mjs')
const { formats, makeInstallers, sortFormats } = await import('./make-installers.mjs')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'electron-dist': { type: 'string' }, output: { type: 'string' } },
})
const electronDist = values['electron-dist']
const wanted = positionals.length > 0 ? positionals : ['deb', 'rpm']

try {
  sortFormats(wanted)
  process.exitCode = (await buildAll()) ? await make() : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(`Formats: ${Object.values(formats).flat().join(', ')}.`)
  process.exitCode = 1
}

async function make() {
  const made = await makeInstallers({
    root,
    native: join(root, 'dist', 'native'),
    output: values.output ?? join(root, 'dist', 'installers'),
    wanted,
    ...(electronDist !== undefined && { electronDist }),
  })
  for (const file of made) console.log(`Made ${file}`)
  return 0
}
