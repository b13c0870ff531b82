/** The private host itself: what the other tests build on. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isHere } from '../live/proc.ts'
import { SystemdHost } from './systemd-host.ts'
import { useHost } from './use-host.ts'

const hostOf = useHost()

describe('a private host', () => {
  it('has systemd as its first process, and no process of the machine', async () => {
    const host = hostOf()
    expect((await host.run(['cat', '/proc/1/comm'])).trim()).toBe('systemd')
    const inside = host.processes()
    expect(inside.find(({ pid }) => pid === 1)?.outsidePid).toBe(host.initPid)
    expect(inside.some(({ outsidePid }) => outsidePid === process.pid)).toBe(false)
  })

  it('answers with status, stdout and stderr, and hands on stdin and environment', async () => {
    const host = hostOf()
    const script = 'cat; echo "$WORD" >&2; exit 3'
    const ran = await host.exec(['sh', '-c', script], { input: 'in', env: { WORD: 'out' } })
    expect(ran).toEqual({ status: 3, stdout: 'in', stderr: 'out\n' })
  })

  it('runs this Node and sees the checkout, which it cannot write', async () => {
    const host = hostOf()
    const code = 'console.log(process.version)'
    expect((await host.run([SystemdHost.node, '-e', code])).trim()).toBe(process.version)
    const touched = await host.exec(['touch', `${SystemdHost.checkout}/package.json`])
    expect(touched.stderr).toContain('Read-only file system')
  })

  it('writes nothing on the machine', () => {
    const host = hostOf()
    host.writeFile('/etc/quiesce-host-was-here', 'inside')
    expect(host.readFile('/etc/quiesce-host-was-here')).toBe('inside')
    expect(existsSync('/etc/quiesce-host-was-here')).toBe(false)
  })

  it('starts a unit, waits for its states and reads its log with the journal’s own times', async () => {
    const host = hostOf()
    await host.writeUnit(
      'hello.service',
      '[Service]\nExecStart=sh -c "echo hello; exec sleep 99"\n',
    )
    await host.systemctl('start', 'hello.service')
    const { ControlGroup } = await host.waitFor('hello.service', 'active/running')
    expect(host.processesIn(ControlGroup ?? '').map(({ name }) => name)).toEqual(['sleep'])
    await host.systemctl('stop', 'hello.service')
    await host.waitFor('hello.service', 'inactive')
    const journal = await host.journal('hello.service')
    expect(journal.map(({ message }) => message)).toContain('hello')
    expect(
      journal.every(({ realtimeUs }) => Math.abs(realtimeUs / 1000 - Date.now()) < 60_000),
    ).toBe(true)
  })

  it('signals the program that it started, not what carries it inside', async () => {
    const host = hostOf()
    const script = 'trap "echo got it; exit 0" TERM; echo ready; while :; do read -r _ <&9; done'
    const started = host.start(['bash', '-c', `exec 9<>/run/never-$$; ${script}`])
    await once(started.child.stdout ?? started.child, 'data')
    const said = once(started.child.stdout ?? started.child, 'data')
    expect(started.kill('SIGTERM')).toBe(true)
    expect(String((await said)[0])).toBe('got it\n')
    expect(await started.ended()).toBe(0)
    expect(started.kill('SIGTERM')).toBe(false)
  })
})

describe('the end of a host', () => {
  it('takes every process and the cgroup along, also what is stopped', async () => {
    const other = await SystemdHost.boot()
    // nsenter stops with its program.
    other.start(['sh', '-c', 'kill -STOP $$'])
    await other.waitForProcess(({ state, args }) => state === 'T' && args.includes('STOP'))
    const cgroup = other.cgroup
    const pid = other.initPid
    other.start(['sleep', '99'])
    await other.end()
    expect(existsSync(cgroup)).toBe(false)
    // The machine reaps it a moment later.
    await expect.poll(() => isHere(pid), { timeout: 10_000 }).toBe(false)
    await other.end()
  })

  it('comes too when the test process is killed', async () => {
    const source = `import { SystemdHost } from '${import.meta.dirname}/systemd-host.ts'
      const host = await SystemdHost.boot()
      console.log(host.cgroup)
      setInterval(() => {}, 1e6)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', source])
    const [cgroup] = (await once(child.stdout, 'data')) as [Buffer]
    const path = cgroup.toString().trim()
    expect(existsSync(path)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(false)
  })
})
