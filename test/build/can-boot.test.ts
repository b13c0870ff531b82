import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  cgroup2Mount,
  findCgroup2,
  missingPackages,
  whyNoBoot,
  whyNoDaemons,
  whyNoPlainHost,
  whyNoPolkit,
} from '../../build/can-boot.mjs'
import { daemonPackages } from '../../build/daemon-packages.mjs'

describe('what a private host needs', () => {
  const wanted = { systemd: ['/a', '/b'], dbus: ['/c'] }
  const cases = [
    [['/a', '/b', '/c'], []],
    [['/a', '/c'], ['systemd']],
    [['/a', '/b'], ['dbus']],
    [[], ['systemd', 'dbus']],
  ] as const
  it.each(cases)('is complete only with every file: %j leaves %j', (there, missing) => {
    expect(missingPackages(wanted, (path) => there.some((one) => one === path))).toEqual(missing)
  })

  it('is named as the command that brings it, or is there', () => {
    for (const why of [whyNoBoot(), whyNoDaemons(), whyNoPlainHost(), whyNoPolkit()]) {
      expect(why).toMatch(/^$|apt install [a-z]|root|cgroup v2|gives no private host/)
      expect(why).not.toMatch(/\.$/)
    }
  })
})

describe('the real daemons', () => {
  it('are all installed where everything is tested', () => {
    const ci = readFileSync(resolve(import.meta.dirname, '../../.ci/run'), 'utf8')
    const words = new Set(ci.split(/\s+/))
    expect(Object.keys(daemonPackages).filter((name) => !words.has(name))).toEqual([])
  })
})

describe('cgroup v2', () => {
  const cases = [
    ['alone', 'proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n', '/sys/fs/cgroup'],
    [
      'beside v1',
      'cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n',
      '/sys/fs/cgroup/unified',
    ],
    ['not at all', 'cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\n', null],
    ['not, but by name', 'cgroup2 /mnt/cgroup2 tmpfs rw 0 0\n', null],
    ['without mounts', '', null],
  ] as const
  it.each(cases)('is found where it is mounted: %s', (_, mounts, path) => {
    expect(findCgroup2(mounts)).toBe(path)
  })

  it('is one that this machine’s kernel fills', () => {
    const mount = cgroup2Mount()
    expect(mount === null || existsSync(join(mount, 'cgroup.procs'))).toBe(true)
  })
})
