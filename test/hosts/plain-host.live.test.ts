/** The private host without systemd: what the tests of init scripts and of real daemons build on. */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isHere } from '../live/proc.ts'
import { PlainHost } from './plain-host.ts'
import { usePlainHost } from './use-plain-host.ts'

const hostOf = usePlainHost()

describe('a host without systemd', () => {
  it('has an init of its own and nothing of systemd', async () => {
    const host = hostOf()
    expect((await host.run(['cat', '/proc/1/comm'])).trim()).toBe('init')
    expect(host.readFolder('/run/systemd')).toEqual([])
    expect(host.processes().map(({ name }) => name)).toEqual(['init'])
  })

  it('has lock folders, a loopback, and a network of nobody else', async () => {
    const host = hostOf()
    expect(await host.run(['stat', '-c', '%F %A', '/var/lock/subsys/.'])).toBe(
      'directory drwxr-xr-x\n',
    )
    expect(await host.run(['cat', '/sys/class/net/lo/operstate', '/proc/net/route'])).not.toContain(
      'eth',
    )
    const ping = 'exec 3<>/dev/udp/127.0.0.1/9 && echo sent >&3'
    expect((await host.exec(['bash', '-c', ping])).status).toBe(0)
  })

  it('reaps what is left to its init', async () => {
    const host = hostOf()
    await host.run(['sh', '-c', 'sleep 99 >/dev/null 2>&1 & echo $! >/run/orphan'])
    const pid = Number(host.readFile('/run/orphan'))
    expect(host.processes().map((p) => p.pid)).toContain(pid)
    await host.run(['kill', '-KILL', `${pid}`])
    // A zombie would still be listed.
    await expect.poll(() => host.processes().some((p) => p.pid === pid)).toBe(false)
  })

  it('gives each program a session, whose process group can be named', async () => {
    const said = await hostOf().run(['sh', '-c', 'cut -d" " -f1,5,6 /proc/$$/stat'])
    const [pid, group, session] = said.trim().split(' ')
    expect([group, session]).toEqual([pid, pid])
  })

  it('runs init scripts as service(8) does, and waits for none of their daemons', async () => {
    const host = hostOf()
    host.writeScript('keeps-output', '#!/bin/sh\nenv\npwd\nsleep 99 &\nexit 5\n')
    const { status, said } = await host.script('keeps-output', 'start')
    expect(status).toBe(5)
    expect(said.trim().split('\n').sort()).toEqual([
      '/',
      'LANG=C.UTF-8',
      'PATH=/sbin:/usr/sbin:/bin:/usr/bin',
      'PWD=/',
      'TERM=dumb',
    ])
  })

  it('has users, and runs programs as them', async () => {
    const host = hostOf()
    const uid = await host.addUser('ada')
    expect(await host.run(['id', '-u'], { user: 'ada' })).toBe(`${uid}\n`)
    expect(await host.run(['sh', '-c', 'cd && pwd'], { user: 'ada' })).toBe('/home/ada\n')
  })

  it('writes nothing on the machine', () => {
    hostOf().writeScript('was-here', '#!/bin/sh\n')
    expect(existsSync('/etc/init.d/was-here')).toBe(false)
  })

  it('goes with all that runs in it', async () => {
    const other = await PlainHost.boot()
    await other.run(['sh', '-c', 'sleep 99 >/dev/null 2>&1 &'])
    const pids = other.processes().map(({ outsidePid }) => outsidePid)
    expect(pids).toHaveLength(2)
    await other.end()
    expect(existsSync(other.cgroup)).toBe(false)
    await expect.poll(() => pids.filter(isHere), { timeout: 10_000 }).toEqual([])
  })
})
