import { describe, expect, it } from 'vitest'
import { decideCgroupOwner } from '../../../electron/engine/decide/cgroup-owner.ts'
import { isPersonal } from '../../../electron/engine/decide/personal.ts'
import {
  compareProcessorUse,
  sampleProcessorUse,
} from '../../../electron/engine/decide/processor-use.ts'
import { sessionBasic } from '../../../electron/engine/decide/session-basics.ts'
import { dispositionOf } from '../../../electron/engine/decide/disposition.ts'
import { listSignalFacts } from '../../../electron/engine/decide/signal-facts.ts'
import { ancestorsOf } from '../../../electron/engine/decide/table.ts'
import type { SignalMasks } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'

const hidden = unknown('permission denied')
const run = (exe: string, ...args: string[]) => makeRow({ pid: 7, exe, args })
const id = '0123456789abcdef'.repeat(4)

describe("a person's shell", () => {
  it.each([
    ['by its executable, whatever it calls itself', { exe: '/usr/bin/bash', name: 'worker' }],
    ['by its name, where its executable is another', { exe: '/opt/busybox', name: 'ash' }],
    ['by its name, where nobody may read the executable', { executable: hidden, name: 'zsh' }],
  ])('is known %s', (_, wish) => {
    expect(isPersonal(makeRow({ pid: 7, args: ['-x'], ...wish }), false)).toBe(true)
  })

  it.each(['/opt/bashd', '/opt/xbash', '/usr/bin/fishnet', '/usr/sbin/sshd', '/opt/nush'])(
    'is not %s',
    (exe) => {
      expect(isPersonal(run(exe, '-x'), false)).toBe(false)
    },
  )

  it.each<[string[], boolean]>([
    [[], true],
    [['bash'], true],
    [['-bash', '/opt/run'], true],
    [['bash-', '/opt/run'], false],
    [['bash', '--login'], true],
    [['bash', '-li'], true],
    [['bash', '-i', '/opt/run'], false],
    [['bash', '--login', '-c', 'exec /opt/run'], false],
    [['bash', '/dev/stdin'], true],
    [['bash', '/proc/self/fd/3'], true],
    [['bash', '/opt/dev/run'], false],
    [['bash', 'x-i'], false],
    [['bash', '-x'], false],
    [['bash', '--login-x'], false],
  ])('with the arguments %j: %s', (args, personal) => {
    expect(isPersonal(run('/usr/bin/bash', ...args), false)).toBe(personal)
  })

  it('of a user whose number is hidden is taken for a person’s', () => {
    const wish = { pid: 7, exe: '/usr/bin/bash', args: hidden }
    expect(isPersonal(makeRow({ ...wish, uid: hidden }), false)).toBe(true)
  })
})

describe('an application of the desktop', () => {
  const app = '/user.slice/user-1000.slice/user@1000.service/app.slice'
  it.each([
    [`${app}/app-foo-1.scope`, true],
    [`${app}/flatpak.org.foo-1.scope`, true],
    [`${app}/snap.foo.bar.scope`, true],
    [`${app}/my-app-foo.scope`, false],
    [`${app}/application.scope`, false],
    [`${app}/app-foo@1.service`, false],
    ['/system.slice/app-foo.service', false],
    ['/', false],
  ])('in %s: %s', (cgroup, personal) => {
    expect(isPersonal(makeRow({ pid: 7, exe: '/opt/x', cgroup }), true)).toBe(personal)
  })
})

describe('a container’s name', () => {
  it.each([
    [`/system.slice/docker-${id}.scope`, 'the Docker container 0123456789ab'],
    [`/machine.slice/libpod-${id}.scope`, 'the Podman container 0123456789ab'],
    [`/system.slice/nerdctl-${id}.scope`, 'the containerd container 0123456789ab'],
    [`/kubepods/pod1/${id}`, 'the Kubernetes container 0123456789ab'],
    [`/kubepods.slice/x.slice/docker-${id}.scope`, 'the Kubernetes container 0123456789ab'],
    [`/x/crio-${id}.scope`, 'the Kubernetes container 0123456789ab'],
    ['/lxc.monitor.web1', 'the LXC container web1'],
    ['/machine.slice/machine-a\\x2db.scope', 'the machine a-b'],
    ['/machine.slice/systemd-nspawn@deb.service', 'the machine deb'],
    ['/machine.slice/machine-qemu\\x2d3\\x2da\\x2db.scope', 'the virtual machine a-b'],
  ])('%s', (path, what) => {
    expect(decideCgroupOwner(path)).toMatchObject({ kind: 'container', what })
  })

  it.each([
    [`/docker/${id.slice(0, 11)}`],
    [`/docker/${id}x`],
    [`/system.slice/xdocker-${id}.scope`],
    ['/docker/not-a-container'],
    ['/kubepods/pod1/short'],
    ['/lxcfs'],
    ['/machine.slice'],
  ])('is none in %s', (path) => {
    expect(decideCgroupOwner(path).kind).not.toBe('container')
  })

  it('is quoted where a shell would take it apart', () => {
    expect(decideCgroupOwner('/lxc/a;reboot')).toMatchObject({ stop: "lxc-stop -n 'a;reboot'" })
    expect(decideCgroupOwner('/machine.slice/machine-a\\x20b.scope')).toMatchObject({
      stop: "machinectl poweroff 'a b'",
    })
  })
})

describe('a program that a session hangs on', () => {
  it.each([
    ['(nginx)', '/usr/lib/systemd/systemd', null],
    ['(nginx)', '/usr/lib/systemd/systemd-executor', null],
    ['systemd', '/usr/lib/systemd/systemd', 'the login service'],
    ['(sd-pam)', '/usr/bin/dbus-daemon', 'the message bus'],
  ])('knows %s of %s: a unit before its exec is still called systemd', (name, exe, what) => {
    expect(sessionBasic(makeRow({ pid: 7, exe, name }))).toBe(what)
  })

  it.each([
    ['/system.slice/nginx.service', null],
    ['/user.slice/user-7.slice/user@7.service/app.slice/own.service', null],
    ['/system.slice/nginx.service/init.scope', 'the login service'],
    ['/user.slice/user-7.slice/user@7.service/init.scope', 'the login service'],
    ['/user.slice/user-7.slice/user@7.service', 'the login service'],
    ['/init.scope', 'the login service'],
    ['/', 'the login service'],
    [unknown('hidden'), 'the login service'],
  ] as const)('is no manager in the cgroup of a service: systemd in %j', (cgroup, what) => {
    const row = makeRow({ pid: 7, exe: '/usr/lib/systemd/systemd', name: 'systemd', cgroup })
    expect(sessionBasic(row)).toBe(what)
  })

  it('is known by its executable though it gave itself another name', () => {
    expect(sessionBasic(makeRow({ pid: 7, exe: '/usr/bin/Xorg', name: 'worker' }))).toBe(
      'the display server',
    )
  })

  it('is known by a name that the kernel cut, not by the beginning of one', () => {
    const named = (name: string) => sessionBasic(makeRow({ pid: 7, name, executable: hidden }))
    expect(named('gnome-session-binary'.slice(0, 15))).toBe('the desktop shell')
    expect(named('gnome-session-b'.slice(0, 14))).toBeNull()
    expect(named('dbus-broker-launch'.slice(0, 15))).toBe('the message bus')
  })
})

describe('what signals do', () => {
  const masks = (more: Partial<SignalMasks> = {}): SignalMasks => ({
    caught: [],
    ignored: [],
    blocked: [],
    pending: [],
    ...more,
  })

  it('is listed in the order in which it is worth knowing', () => {
    expect(listSignalFacts(masks()).map((f) => `${f.signal} ${f.number} ${f.effect}`)).toEqual([
      'SIGTERM 15 ends it',
      'SIGINT 2 ends it',
      'SIGQUIT 3 ends it with a core dump',
      'SIGHUP 1 ends it',
      'SIGUSR1 10 ends it',
      'SIGUSR2 12 ends it',
      'SIGABRT 6 ends it with a core dump',
      'SIGALRM 14 ends it',
      'SIGWINCH 28 does nothing',
      'SIGSTOP 19 stops it until SIGCONT',
      'SIGCONT 18 lets it go on if it was stopped',
      'SIGKILL 9 ends it',
    ])
  })

  it('is ignored first, then blocked, then caught', () => {
    const all = { caught: [15], ignored: [15], blocked: [15] }
    expect(dispositionOf(masks(all), 'TERM')).toBe('ignored')
    expect(dispositionOf(masks({ ...all, ignored: [] }), 'TERM')).toBe('blocked')
    expect(dispositionOf(masks({ caught: [15], pending: [15] }), 'TERM')).toBe('caught')
    expect(dispositionOf(masks({ pending: [15] }), 'TERM')).toBe('default')
  })

  it.each(['KILL', 'STOP'] as const)('is never changed for SIG%s, whatever masks say', (signal) => {
    const every = [9, 19]
    expect(dispositionOf(masks({ caught: every, ignored: every, blocked: every }), signal)).toBe(
      'default',
    )
  })
})

describe('processor use', () => {
  const at = (mono: number) => ({ mono, wall: 0 })
  it('is measured over any time at all, and forgets who is gone', () => {
    const before = sampleProcessorUse(makeTable([makeRow({ pid: 100, cpuTicks: 1 })], at(0)))
    const after = compareProcessorUse(
      before,
      makeTable([makeRow({ pid: 101, cpuTicks: 1 })], at(10)),
    )
    expect(after?.get(101)).toBe(100)
    expect(after?.has(100)).toBe(false)
  })

  it('starts from nothing for who was not there, to the very tick', () => {
    const before = sampleProcessorUse(makeTable([], at(0)))
    const after = compareProcessorUse(
      before,
      makeTable([makeRow({ pid: 101, cpuTicks: 0 })], at(500)),
    )
    expect(after?.get(101)).toBe(0)
  })
})

it('walks up a long loop of parents once, and stops where it began', () => {
  const loop = [10, 11, 12, 13].map((pid) => makeRow({ pid, parentPid: pid === 13 ? 11 : pid + 1 }))
  const pids = ancestorsOf(makeTable(loop), 10).map((row) => row.identity.pid)
  expect(pids).toEqual([11, 12, 13])
})
