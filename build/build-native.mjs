/** Builds the signal helper and the practice daemon with make and the system's C compiler. */
import { join } from 'node:path'
import { root } from './ensure.mjs'
import { runCommand } from './run-command.mjs'

/** What a failure means for the person who uses the result. */
const consequence =
  'Quiesce works without them: signals go by the weaker, checked path, and there are no practice ' +
  'daemons. On Debian: apt install gcc libc6-dev make'

/** Never fatal. Says nothing when all was built before. */
export async function buildNative() {
  if (process.platform !== 'linux') {
    console.log(`Native programs: not built, they are for Linux. ${consequence}`)
    return
  }
  const output = `OUT=${join(root, 'dist', 'native')}`
  const compiler = process.env.CC === undefined ? ['CC=cc'] : []
  const folder = join(root, 'build', 'native')
  const make = await runCommand(['make', '-C', folder, ...compiler, output], { capture: true })
  if (make.status !== 0) {
    console.error(make.output.trimEnd())
    console.error(`Native programs: not built (make ended with ${make.status}). ${consequence}`)
  } else if (make.output.includes(' -o ')) {
    console.log('Native programs: built into dist/native.')
  }
}
