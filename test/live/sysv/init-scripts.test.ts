/** Scripts of every vice on a host without systemd: what Quiesce says beside what became so. */
import { afterEach, describe, expect, it } from 'vitest'
import { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { begin, clear, installDaemons, lockFile, pidFile, scriptOf, vices } from './scripts.ts'

const hostOf = usePlainHost(installDaemons, ['plainHost', 'native'])
afterEach(() => clear(hostOf()))

interface Told {
  readonly status: number | null
  readonly result: Record<string, unknown>
}
async function quiesce(...args: readonly string[]): Promise<Told> {
  const cli = [PlainHost.node, `${PlainHost.checkout}/dist/cli.js`]
  const { status, stdout, stderr } = await hostOf().exec([...cli, ...args, '--json'])
  const last = stdout.trim().split('\n').at(-1) ?? ''
  if (!last.startsWith('{')) throw new Error(`no result: ${stdout}${stderr}`)
  return { status, result: JSON.parse(last) as Record<string, unknown> }
}
const lives = (pid: number): boolean =>
  hostOf()
    .processes()
    .some((one) => one.pid === pid)
const isThere = (path: string): boolean => hostOf().readFile(path) !== null
const stop = (schedule: string) => quiesce('stop', 'init:iguana', '--schedule', schedule)

describe('a script that keeps its word', () => {
  it('is listed, shown, stopped and started by its name', async () => {
    const pid = await begin(hostOf(), 'honest')
    const { result: list } = await quiesce('list')
    const rows = list.services as { target: string; pid: number }[]
    expect(rows.filter((row) => row.pid === pid).map((row) => row.target)).toEqual(['init:iguana'])
    expect(await quiesce('status', 'init:iguana')).toMatchObject({
      status: 0,
      result: {
        service: { backend: 'sysv', pid, state: 'running' },
        init: {
          refusal: null,
          status: { number: 0 },
          says: { kind: 'answered', status: 0 },
          disagreement: null,
          pidFiles: [{ path: pidFile, verdict: 'trusted' }],
          lockFiles: [{ path: lockFile, there: true, stale: false }],
        },
      },
    })
    expect(await stop('stop/20')).toMatchObject({
      status: 0,
      result: { outcome: 'stopped', notices: [], ceilings: [] },
    })
    expect(lives(pid)).toBe(false)
    expect(await quiesce('status', 'init:iguana')).toMatchObject({ status: 3 })
    expect(await quiesce('start', 'init:iguana')).toMatchObject({ status: 0, result: { up: true } })
    expect(await quiesce('status', 'init:iguana')).toMatchObject({ status: 0 })
  })
})

describe('a script that kills by itself', () => {
  it('is a ceiling in the plan, and who killed in the outcome', async () => {
    const pid = await begin(hostOf(), 'kills-soon')
    const source = '--retry=TERM/2/KILL/5 in /etc/init.d/iguana'
    expect((await quiesce('plan', 'init:iguana')).result).toMatchObject({
      ceilings: [{ who: 'the init script', source, what: 'SIGKILL' }],
    })
    expect(await stop('stop/30')).toMatchObject({
      status: 10,
      result: { outcome: 'killed', by: 'the init script' },
    })
    expect(lives(pid)).toBe(false)
  })
})

describe('a script whose word is not the truth', () => {
  it('says OK while its daemon lives: the run goes on, and says so', async () => {
    const pid = await begin(hostOf(), 'says-ok-at-once')
    const { status, result } = await stop('stop/1')
    expect(status).toBe(11)
    expect(result.notices).toContain(
      `The script said OK (status 0), yet iguana-deaf (${pid}) lives.`,
    )
    expect(lives(pid)).toBe(true)
  })

  it('fails after success: stopped, with its word beside', async () => {
    await begin(hostOf(), 'fails-after-success')
    const { status, result } = await stop('stop/20')
    expect({ status, outcome: result.outcome }).toEqual({ status: 0, outcome: 'stopped' })
    expect(String(result.notices)).toMatch(/ended with status 1 .*: it went wrong/)
  })

  it('hangs: the run goes on without it, and it is left running', async () => {
    const pid = await begin(hostOf(), 'hangs')
    expect(await stop('stop/1')).toMatchObject({ status: 11 })
    expect(lives(pid)).toBe(true)
    const scripts = hostOf()
      .processes()
      .filter((one) => one.name === 'iguana')
    expect(scripts.length).toBeGreaterThan(0)
  })

  it('needs an environment that it does not get, and is quoted', async () => {
    await begin(hostOf(), 'needs-an-environment')
    const { status, result } = await stop('stop/1')
    expect(status).toBe(11)
    expect(String(result.notices)).toContain('(it is not configured): IGUANA_HOME is not set')
  })

  it.each([
    ['status-says-stopped', false, /says 3 \(not running\), but 1 process of it lives/],
    ['status-lies', true, /says 0 \(running\), but no process of it lives/],
  ] as const)('%s', async (vice, isDead, words) => {
    const pid = await begin(hostOf(), vice)
    if (isDead) {
      await hostOf().run(['kill', '-KILL', String(pid)])
      await expect.poll(() => lives(pid)).toBe(false)
    }
    const { status, result } = await quiesce('status', 'init:iguana')
    expect(status).toBe(isDead ? 1 : 0)
    expect((result.init as { disagreement: string }).disagreement).toMatch(words)
  })

  it('does not answer its status: that is said, and the rest is known all the same', async () => {
    const pid = await begin(hostOf(), 'status-hangs')
    expect(await quiesce('status', 'init:iguana')).toMatchObject({
      status: 0,
      result: { service: { pid }, init: { says: { kind: 'hung' } } },
    })
  })
})

describe('a script that others could have written', () => {
  it('is never run, whatever is asked', async () => {
    const pid = await begin(hostOf(), 'honest')
    const text = scriptOf('iguana', { ...vices.honest, status: 'touch /run/it-ran' })
    hostOf().writeScript('iguana', text, 0o777)
    for (const command of ['stop', 'status', 'start']) {
      const { result } = await quiesce(command, 'init:iguana')
      if (command === 'stop') {
        expect(result).toMatchObject({ outcome: 'refused', error: { code: 'untrusted-script' } })
      }
    }
    expect(lives(pid)).toBe(true)
    expect(isThere('/run/it-ran')).toBe(false)
  })
})

describe('what a dead service left', () => {
  it('is named with its proof, removed when it is said, and written down', async () => {
    await begin(hostOf(), 'leaves-files')
    expect(await quiesce('leftovers', 'init:iguana')).toMatchObject({ result: { leftovers: [] } })
    expect(await stop('stop/20')).toMatchObject({ status: 0 })
    expect(await quiesce('status', 'init:iguana')).toMatchObject({ status: 1 })
    expect(await quiesce('leftovers', 'init:iguana')).toMatchObject({
      status: 1,
      result: {
        leftovers: [
          { kind: 'pid-file', path: pidFile, keep: null },
          { kind: 'lock-file', path: lockFile, keep: null },
        ],
      },
    })
    expect([isThere(pidFile), isThere(lockFile)]).toEqual([true, true])
    expect(await quiesce('leftovers', 'init:iguana', '--clean', '--yes')).toMatchObject({
      status: 0,
      result: { removed: [pidFile, lockFile], refused: [] },
    })
    expect([isThere(pidFile), isThere(lockFile)]).toEqual([false, false])
    const { result } = await quiesce('status', 'init:iguana')
    expect(result).toMatchObject({ exitStatus: 3 })
  })

  it('is a lock file alone: LSB status 2', async () => {
    await begin(hostOf(), 'leaves-files')
    await stop('stop/20')
    await hostOf().run(['rm', pidFile])
    expect(await quiesce('status', 'init:iguana')).toMatchObject({ status: 2 })
  })
})
