/** The native programs as they are installed: without what only a debugger reads. */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const programs = ['quiesce-signal-helper', 'quiesce-practice', 'quiesce-root-helper']

/** Copies them, stripped where this machine can. Throws where one was not built. @param {string} from @param {string} to */
export function stripNative(from, to) {
  mkdirSync(to, { recursive: true })
  for (const name of programs) {
    const [built, copy] = [join(from, name), join(to, name)]
    if (!existsSync(built)) throw new Error(`${built} is not there. Run: npm run build`)
    copyFileSync(built, copy)
    chmodSync(copy, 0o755)
    const { status, stderr, error } = spawnSync('strip', [copy], { encoding: 'utf8' })
    if (error !== undefined) console.log(`${name} is not stripped: no strip on this machine.`)
    else if (status !== 0) throw new Error(`strip ${copy}: ${stderr}`)
  }
}
