/**
 * Nothing that belongs to a living process is ever removed: owners live and die at random, take over
 * from the dead, and look themselves whether all of their own is still there, while the cleaner runs.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'

interface Raced {
  readonly turns: number
  readonly owners: number
  readonly removed: Readonly<Record<string, number>>
  readonly refused: Readonly<Record<string, number>>
  readonly lost: readonly string[]
}

const seconds = 4
/** Everything that is made stays in namespaces of its own, and goes with them. */
const own = ['--mount', '--ipc', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc']
const prepare = 'mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /dev/shm && exec "$@"'

async function race(seed: number): Promise<Raced> {
  const program = join(import.meta.dirname, 'race.ts')
  const argv = [...own, 'sh', '-c', prepare, 'sh', process.execPath, program]
  const ran = await promisify(execFile)('unshare', [...argv, `${seed}`, `${seconds}`])
  return JSON.parse(ran.stdout) as Raced
}

// A loss is a loss: it is not tried again.
it(
  'nothing of a living owner is removed, and what the dead left is',
  { retry: 0 },
  async ({ skip }) => {
    if (!canRun.plainHost.here) return skip(canRun.plainHost.missing)
    const seed = Number(process.env.QUIESCE_RACE_SEED ?? Math.floor(Math.random() * 1_000_000))
    const raced = await race(seed)
    console.log(`QUIESCE_RACE_SEED=${seed}: ${JSON.stringify(raced)}`)
    expect(raced.lost).toEqual([])
    expect(raced.owners).toBeGreaterThan(10)
    expect(Object.values(raced.removed).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(3)
  },
)
