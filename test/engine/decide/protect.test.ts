import { describe, expect, it } from 'vitest'
import { makeProtection, type SelfFacts } from '../../../electron/engine/decide/protect.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { initRow, makeRow, makeTable, type RowWish } from '../../fakes/rows.ts'

const self: SelfFacts = { pid: 500, uid: 1000, systemd: false }
const onSystemd: SelfFacts = { ...self, systemd: true }
const terminal = { terminal: 34_816, session: 400, uid: 1000 }

/** An SSH login that runs Quiesce: listener 300, its session 350, shell 400, Quiesce 500. */
const ownLine = (quiesce: Partial<RowWish> = {}): ProcessRow[] => [
  makeRow({ pid: 300, exe: '/usr/sbin/sshd' }),
  makeRow({ pid: 350, parentPid: 300, exe: '/usr/sbin/sshd' }),
  makeRow({ ...terminal, pid: 400, parentPid: 350, exe: '/usr/bin/bash' }),
  makeRow({ ...terminal, pid: 500, parentPid: 400, exe: '/usr/bin/node', ...quiesce }),
]

function refuse(row: ProcessRow, facts: SelfFacts = self, others = ownLine()) {
  const table = makeTable([...others.filter((o) => o.identity.pid !== row.identity.pid), row])
  return makeProtection(table, facts).refuse(row)
}

describe('never signalled, whatever is asked', () => {
  it('pid 1', () => {
    expect(refuse(initRow)).toMatchObject({
      code: 'protected',
      message: 'init (1) is protected: it is pid 1, the init process.',
    })
  })

  it('a kernel thread', () => {
    const row = makeRow({
      pid: 2,
      name: 'kthreadd',
      kernelThread: true,
      args: [],
      parentPid: 0,
      executable: unknown('no such file'),
    })
    expect(refuse(row)).toMatchObject({
      code: 'kernel-thread',
      message: 'kthreadd (2) is a kernel thread: signals do not reach it.',
    })
  })

  it.each([
    [500, 'it is Quiesce itself'],
    [400, 'Quiesce runs in it'],
    [350, 'Quiesce runs in it'],
    [300, 'Quiesce runs in it'],
  ])('Quiesce and its ancestors: %i', (pid, why) => {
    const row = ownLine().find((r) => r.identity.pid === pid)
    if (!row) throw new Error('no such row')
    const refusal = refuse(row)
    expect(refusal?.code).toBe('protected')
    expect(refusal?.message).toContain(why)
  })

  it('the signal helper, whose name the kernel cuts', () => {
    const wish = { pid: 501, parentPid: 500, session: 400 }
    const readable = makeRow({ ...wish, exe: '/usr/lib/quiesce/quiesce-signal-helper' })
    const hidden = makeRow({ ...wish, name: 'quiesce-signal-', executable: unknown('EACCES') })
    expect(refuse(readable)?.code).toBe('protected')
    expect(refuse(hidden)?.code).toBe('protected')
  })

  it("Electron's own processes, but no daemon that Quiesce started", () => {
    const child = { pid: 501, parentPid: 500, exe: '/usr/bin/node' }
    expect(refuse(makeRow({ ...child, session: 400 }))?.code).toBe('protected')
    expect(refuse(makeRow({ ...child, session: 501 }))).toBeNull()
    expect(refuse(makeRow({ ...child, session: 400, exe: '/usr/bin/practice' }))).toBeNull()
  })

  it("not another person's helper or another program with Quiesce's executable", () => {
    expect(refuse(makeRow({ pid: 900, exe: '/usr/lib/quiesce/quiesce-signal-helper' }))).toBeNull()
    expect(refuse(makeRow({ pid: 900, exe: '/usr/bin/node', session: 400 }))).toBeNull()
  })
})

describe('processes of others: namespaces and containers', () => {
  const id = '0123456789abcdef'.repeat(4)

  it('refuses another pid namespace', () => {
    const row = makeRow({ pid: 900, pidNamespace: 'pid:[4026532999]' })
    expect(refuse(row)).toMatchObject({
      code: 'foreign-namespace',
      message: 'daemon900 (900) runs in another pid namespace: a container or a sandbox.',
    })
  })

  it('takes an unreadable namespace for unknown, not for foreign, on either side', () => {
    const hidden = unknown('permission denied')
    expect(refuse(makeRow({ pid: 900, pidNamespace: hidden }))).toBeNull()
    const foreign = makeRow({ pid: 900, pidNamespace: 'pid:[4026532999]' })
    expect(refuse(foreign, self, ownLine({ pidNamespace: hidden }))).toBeNull()
  })

  it("names the container and its owner's own command, with or without systemd", () => {
    const row = makeRow({
      pid: 900,
      exe: '/usr/sbin/nginx',
      cgroup: `/system.slice/docker-${id}.scope`,
    })
    for (const facts of [self, onSystemd]) {
      expect(refuse(row, facts)).toMatchObject({
        code: 'foreign-namespace',
        message: 'nginx (900) belongs to the Docker container 0123456789ab.',
        next: 'Use `docker stop 0123456789ab`.',
      })
    }
  })

  it('does not call the container foreign in which Quiesce itself runs', () => {
    const cgroup = `/docker/${id}`
    expect(refuse(makeRow({ pid: 900, cgroup }), self, ownLine({ cgroup }))).toBeNull()
    const other = makeRow({ pid: 900, cgroup: `/docker/${'f'.repeat(64)}` })
    expect(refuse(other, self, ownLine({ cgroup }))?.code).toBe('foreign-namespace')
  })
})

describe('processes that systemd manages', () => {
  const mine = '/user.slice/user-1000.slice/user@1000.service/app.slice'
  it.each([
    ['/system.slice/nginx.service', 'nginx.service', 'systemctl stop nginx.service'],
    [`${mine}/syncthing.service`, 'syncthing.service', 'systemctl --user stop syncthing.service'],
    [
      mine.replaceAll('1000', '1001') + '/syncthing.service',
      'syncthing.service',
      'systemctl --user --machine=1001@ stop syncthing.service',
    ],
    ['/system.slice/a\\x2db.service', 'a\\x2db.service', "systemctl stop 'a\\x2db.service'"],
  ])('%s', (cgroup, unit, command) => {
    expect(refuse(makeRow({ pid: 900, exe: '/opt/x', cgroup }), onSystemd)).toMatchObject({
      code: 'managed-by-unit',
      message: `x (900) belongs to the systemd unit ${unit}.`,
      next: `Use \`${command}\`.`,
      place: unit,
    })
  })

  it.each(['/user.slice/user-1000.slice/session-3.scope', `${mine}/vte-spawn-77.scope`, '/', ''])(
    'may be stopped in %j',
    (cgroup) => {
      expect(refuse(makeRow({ pid: 900, cgroup }), onSystemd)).toBeNull()
    },
  )

  it('does not believe unit names on a host without systemd', () => {
    expect(refuse(makeRow({ pid: 900, cgroup: '/system.slice/nginx.service' }), self)).toBeNull()
  })

  it('refuses where the cgroup cannot be read: it may hide a unit', () => {
    const row = makeRow({ pid: 900, cgroup: unknown('permission denied') })
    expect(refuse(row, onSystemd)).toMatchObject({ code: 'unreadable' })
    expect(refuse(row, onSystemd)?.message).toContain('permission denied')
    expect(refuse(row, self)).toBeNull()
  })
})

describe("what the person's session hangs on", () => {
  it.each([
    ['/usr/lib/xorg/Xorg', 'the display server'],
    ['/usr/bin/Xwayland', 'the display server'],
    ['/usr/bin/gnome-shell', 'the desktop shell'],
    ['/usr/bin/kwin_wayland', 'the desktop shell'],
    ['/usr/sbin/lightdm', 'the display manager'],
    ['/usr/bin/dbus-daemon', 'the message bus'],
    ['/usr/bin/dbus-broker-launch', 'the message bus'],
    ['/usr/lib/polkit-1/polkitd', 'the permission service'],
    ['/usr/lib/systemd/systemd-logind', 'the login service'],
    ['/usr/sbin/NetworkManager', 'the network service'],
    ['/usr/lib/systemd/systemd-networkd', 'the network service'],
    ['/sbin/dhclient', 'the network service'],
  ])('%s', (exe, what) => {
    const refusal = refuse(makeRow({ pid: 900, exe }))
    expect(refusal?.code).toBe('protected')
    expect(refusal?.message).toContain(`it is ${what}`)
    expect(refusal?.next).not.toBe('')
  })

  it('is known by the cut kernel name where the executable cannot be read', () => {
    const row = makeRow({ pid: 900, name: 'systemd-network', executable: unknown('EACCES') })
    expect(refuse(row)?.message).toContain('the network service')
  })

  it('is protected rather than handed to systemctl', () => {
    const cgroup = '/system.slice/dbus.service'
    const row = makeRow({ pid: 900, exe: '/usr/bin/dbus-daemon', cgroup })
    expect(refuse(row, onSystemd)?.code).toBe('protected')
  })

  it('leaves alone what only sounds alike', () => {
    for (const exe of ['/usr/bin/Xvfb', '/usr/sbin/nginx', '/opt/x/network', '/usr/bin/polkit']) {
      expect(refuse(makeRow({ pid: 900, exe }))).toBeNull()
    }
  })
})

describe('the SSH server', () => {
  const listener = makeRow({ pid: 900, exe: '/usr/sbin/sshd' })
  const atConsole = [
    makeRow({ ...terminal, pid: 400, exe: '/usr/bin/bash' }),
    makeRow({ ...terminal, pid: 500, parentPid: 400, exe: '/usr/bin/node' }),
  ]

  it('is protected when it was restarted under the session it carries', () => {
    expect(refuse(listener)?.message).toContain('it is the SSH server')
  })

  it('is no matter to a person at the console', () => {
    expect(refuse(listener, self, atConsole)).toBeNull()
  })

  it("leaves another person's SSH session alone", () => {
    const other = makeRow({
      pid: 950,
      parentPid: 900,
      exe: '/usr/lib/openssh/sshd-session',
      uid: 1001,
    })
    expect(refuse(other, self, [...ownLine(), listener])).toBeNull()
  })

  it('is protected from inside tmux, where the session is no ancestor', () => {
    const inTmux = [
      makeRow({ pid: 390, exe: '/usr/bin/tmux', uid: 1000 }),
      makeRow({ ...terminal, pid: 400, parentPid: 390, exe: '/usr/bin/bash' }),
      makeRow({ ...terminal, pid: 500, parentPid: 400, exe: '/usr/bin/node' }),
    ]
    const session = makeRow({
      pid: 950,
      parentPid: 900,
      exe: '/usr/lib/openssh/sshd-session',
      uid: 1000,
    })
    expect(refuse(listener, self, inTmux)?.code).toBe('protected')
    expect(refuse(session, self, inTmux)?.code).toBe('protected')
  })
})

describe('who is outside of every service', () => {
  const foreign = makeRow({ pid: 901, pidNamespace: 'pid:[4026532999]' })
  const thread = makeRow({ pid: 2, kernelThread: true })
  const managed = makeRow({ pid: 902, cgroup: '/system.slice/nginx.service' })
  const bus = makeRow({ pid: 903, exe: '/usr/bin/dbus-daemon' })
  const table = makeTable([...ownLine(), foreign, thread, managed, bus])
  const protection = makeProtection(table, onSystemd)

  it.each([
    [1, true],
    [2, true],
    [300, true],
    [500, true],
    [901, true],
    [902, false],
    [903, false],
  ])('%i: %s', (pid, outside) => {
    const row = table.rows.get(pid)
    if (!row) throw new Error('no such row')
    expect(protection.isOutside(row)).toBe(outside)
  })

  it('shows names with control characters as escapes', () => {
    const row = makeRow({
      pid: 904,
      name: 'x\u001b[2J',
      cgroup: '/system.slice/x.service',
      executable: unknown('gone'),
    })
    expect(protection.refuse(row)?.message).toContain('x\\x1b[2J (904)')
  })

  it('holds without a row of Quiesce itself, and in a table whose parents form a loop', () => {
    const loop = makeTable([
      makeRow({ pid: 10, parentPid: 11 }),
      makeRow({ pid: 11, parentPid: 10 }),
    ])
    const row = loop.rows.get(10)
    if (!row) throw new Error('no such row')
    expect(makeProtection(loop, self).refuse(row)).toBeNull()
    expect(makeProtection(loop, { ...self, pid: 11 }).refuse(row)?.code).toBe('protected')
  })
})
