/** Bundles one entry into one file, and into those beside it that it loads when it needs them. */
import { basename, dirname, extname } from 'node:path'
import { rolldown } from 'rolldown'

/**
 * Nothing in the result needs node_modules; 'electron' is Electron's own and stays outside. Throws
 * rolldown's own error where something cannot be resolved or parsed.
 * @param {string} input @param {string} file @param {'esm' | 'cjs'} format
 */
export async function writeBundle(input, file, format) {
  const bundle = await rolldown({
    input,
    platform: 'node',
    external: ['electron'],
    onLog(level, log, handle) {
      // An import that cannot be resolved is only a warning to rolldown, and fails at start.
      handle(level === 'warn' ? 'error' : level, log)
    },
  })
  // What is imported only when it is needed stays apart, so that `quiesce --help` need not read it.
  const name = basename(file, extname(file))
  await bundle.write({
    dir: dirname(file),
    entryFileNames: basename(file),
    chunkFileNames: `${name}-[name].js`,
    format,
    sourcemap: true,
  })
  await bundle.close()
}
