import { describe, expect, it } from 'vitest'
import {
  parseCgroup,
  unescapeUnitName,
  unitOfCgroup,
} from '../../../electron/engine/parse/cgroup.ts'

describe('the cgroup of a process', () => {
  it.each([
    ['v2', '0::/system.slice/nginx.service\n', '/system.slice/nginx.service'],
    ['v2, at the root', '0::/\n', '/'],
    [
      'hybrid, systemd in its own hierarchy',
      '12:pids:/system.slice\n1:name=systemd:/system.slice/a.service\n0::/\n',
      '/system.slice/a.service',
    ],
    [
      'hybrid, systemd in both',
      '1:name=systemd:/system.slice/a.service\n0::/system.slice/a.service\n',
      '/system.slice/a.service',
    ],
    ['v1 named hierarchy mounted, but unused', '9:name=systemd:/\n0::/x/y\n', '/x/y'],
    ['v1 alone', '4:memory:/mem\n1:name=systemd:/user.slice\n', '/user.slice'],
    ['v1 without systemd', '4:memory:/mem\n2:cpu,cpuacct:/\n', ''],
    ['a kernel without cgroups', '', ''],
    ['a group removed under the process', '0::/a.service (deleted)\n', '/a.service'],
    ['a group outside our namespace', '0::/../../other\n', '/../../other'],
    ['a path with colons and spaces', '0::/a:b c/d\n', '/a:b c/d'],
    ['a line of another shape', 'nonsense\n0::/ok\n', '/ok'],
  ])('%s', (_what, text, expected) => {
    expect(parseCgroup(text)).toBe(expected)
  })
})

describe('a unit name for people', () => {
  it.each([
    ['app-org.kde.kate\\x2d77.scope', 'app-org.kde.kate-77.scope'],
    ['caf\\xc3\\xa9.service', 'café.service'],
    ['bad\\xff.service', 'bad\\xff.service'],
    ['plain.service', 'plain.service'],
    ['\\x2d\\x2d', '--'],
    ['\\x2', '\\x2'],
  ])('%s → %s', (name, expected) => {
    expect(unescapeUnitName(name)).toBe(expected)
  })
})

const system = { kind: 'system' } as const
const user = (uid: number) => ({ kind: 'user', uid }) as const
const inUser = '/user.slice/user-1000.slice/user@1000.service'

describe('the unit that a cgroup belongs to', () => {
  it.each([
    ['a service', '/system.slice/nginx.service', 'nginx.service', system],
    [
      'a slice of its own',
      '/system.slice/system-getty.slice/getty@tty1.service',
      'getty@tty1.service',
      system,
    ],
    ['a service at the root', '/sshd.service', 'sshd.service', system],
    ['a group inside a service', '/system.slice/a.service/worker/1', 'a.service', system],
    ['a login session', '/user.slice/user-1000.slice/session-3.scope', 'session-3.scope', system],
    ['a user unit', `${inUser}/app.slice/b.service`, 'b.service', user(1000)],
    ['a user unit without a slice', `${inUser}/b.service`, 'b.service', user(1000)],
    ['a group inside a user unit', `${inUser}/session.slice/b.service/x`, 'b.service', user(1000)],
    ['the user manager itself', `${inUser}/init.scope`, 'user@1000.service', system],
    ['a process at the user manager’s top', inUser, 'user@1000.service', system],
    ['a socket whose helper runs', '/system.slice/a.socket', 'a.socket', system],
    ['a mount helper', '/system.slice/home.mount', 'home.mount', system],
    [
      'a name that a controller could clash with',
      '/system.slice/_cpu.service',
      'cpu.service',
      system,
    ],
  ])('%s', (_what, path, unit, manager) => {
    expect(unitOfCgroup(path)).toMatchObject({ unit, manager })
  })

  it.each([
    ['the root', '/'],
    ['no cgroup', ''],
    ['a slice', '/system.slice'],
    ['a slice in a slice', '/user.slice/user-1000.slice'],
    ['PID 1', '/init.scope'],
    ['a container of Docker’s own driver', '/docker/0123456789ab'],
    ['a controller’s own tree', '/process_api/4653a8fe'],
    ['a suffix alone', '/.service'],
  ])('is none: %s', (_what, path) => {
    expect(unitOfCgroup(path)).toBeNull()
  })

  it('is the machine, not the unit of the systemd inside it', () => {
    const path = '/machine.slice/machine-web.scope/payload/system.slice/nginx.service'
    expect(unitOfCgroup(path)?.unit).toBe('machine-web.scope')
  })

  it('keeps the escapes that systemctl wants, and undoes them for people', () => {
    expect(unitOfCgroup(`${inUser}/app.slice/app-foo\\x2dbar.service`)).toEqual({
      unit: 'app-foo\\x2dbar.service',
      title: 'app-foo-bar.service',
      manager: user(1000),
    })
  })
})
