/** Bundles one entry into one file. */
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
  await bundle.write({ file, format, codeSplitting: false, sourcemap: true })
  await bundle.close()
}
