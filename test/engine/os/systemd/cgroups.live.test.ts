import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCgroups } from '../../../../electron/engine/os/systemd/cgroups.ts'
import { parseCgroupMounts } from '../../../../electron/engine/parse/mountinfo.ts'

const mount = parseCgroupMounts(readFileSync('/proc/self/mountinfo', 'utf8')).find(
  ({ kind }) => kind === 'unified',
)

function whyNot(): string | null {
  if (mount === undefined) return 'no cgroup v2 is mounted here'
  try {
    accessSync(join(mount.mountPoint, 'cgroup.procs'), constants.W_OK)
    return null
  } catch {
    return 'only root may make a cgroup'
  }
}
const why = whyNot()
if (why !== null) console.warn(`skipped: cgroups of the kernel (${why})`)

const path = `/quiesce-test-${process.pid}`
const folder = join(mount?.mountPoint ?? '/nowhere', path)
const children: ChildProcess[] = []

/** Starts a process that does nothing, in the cgroup. */
function sleepIn(place: string): number {
  const child = spawn('sleep', ['1000'])
  children.push(child)
  writeFileSync(join(place, 'cgroup.procs'), String(child.pid))
  return child.pid ?? 0
}
const gone = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve))

describe.skipIf(why !== null)('cgroups of the kernel', () => {
  const cgroups = createCgroups()
  beforeEach(() => {
    mkdirSync(join(folder, 'below'), { recursive: true })
  })
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(children.splice(0).map(gone))
    for (const place of ['below', '']) {
      try {
        rmdirSync(join(folder, place))
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('ENOENT')) throw error
      }
    }
  })

  it('kill everything in a cgroup and below with one write, and nobody outside', async () => {
    const [a, b] = [sleepIn(folder), sleepIn(join(folder, 'below'))]
    const witness = spawn('sleep', ['1000'])
    children.push(witness)
    expect(cgroups.populated(path)).toBe(true)
    expect(cgroups.processes(path)).toEqual(
      [
        { pid: a, below: '' },
        { pid: b, below: '/below' },
      ].sort((x, y) => x.pid - y.pid),
    )
    expect(cgroups.mayKill(path)).toBe(true)
    expect(cgroups.kill(path)).toEqual({ ok: true, value: null })
    await Promise.all(children.slice(0, 2).map(gone))
    expect(children.slice(0, 2).map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGKILL'])
    expect(witness.signalCode).toBeNull()
    expect(cgroups.processes(path)).toEqual([])
  })

  it('tell when a cgroup fills, empties, goes and comes again', async () => {
    let heard = (): void => undefined
    const next = (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        heard = () => {
          if (holds()) resolve()
        }
      })
    const end = cgroups.watch(path, () => {
      heard()
    })
    const full = next(() => cgroups.populated(path) === true)
    sleepIn(folder)
    await full
    const empty = next(() => cgroups.populated(path) === false)
    expect(cgroups.kill(path)).toEqual({ ok: true, value: null })
    await empty
    const removed = next(() => cgroups.populated(path) === null)
    await Promise.all(children.map(gone))
    rmdirSync(join(folder, 'below'))
    rmdirSync(folder)
    await removed
    const again = next(() => cgroups.populated(path) === false)
    mkdirSync(folder)
    await again
    const fullAgain = next(() => cgroups.populated(path) === true)
    sleepIn(folder)
    await fullAgain
    end()
  })

  it('list the processes of a threaded cgroup with the one above', () => {
    writeFileSync(join(folder, 'below', 'cgroup.type'), 'threaded')
    const pid = sleepIn(join(folder))
    expect(cgroups.processes(path)).toEqual([{ pid, below: '' }])
    expect(cgroups.kill(`${path}/below`)).toMatchObject({
      ok: false,
      error: { code: 'backend-failed' },
    })
  })

  it('are not killed where Quiesce itself runs in them', () => {
    const pid = sleepIn(join(folder, 'below'))
    const own = createCgroups({ spared: () => new Set([pid]) })
    expect(own.kill(path)).toMatchObject({ ok: false, error: { code: 'protected' } })
    expect(cgroups.populated(path)).toBe(true)
  })
})
