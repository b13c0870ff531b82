import { describe, expect, it } from 'vitest'
import { isPersonal, isStarter } from '../../../electron/engine/decide/personal.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow } from '../../fakes/rows.ts'

const run = (exe: string, ...args: string[]) => makeRow({ pid: 7, exe, args })
const scope = (name: string) =>
  `/user.slice/user-1000.slice/user@1000.service/app.slice/${name}.scope`

describe("a person's own programs", () => {
  it.each([
    ['a login shell', run('/usr/bin/bash', '-bash')],
    ['a plain shell', run('/usr/bin/zsh', 'zsh')],
    ['an interactive shell', run('/usr/bin/bash', 'bash', '-i')],
    ['a shell that reads what somebody feeds it', run('/usr/bin/bash', 'bash', '/dev/fd/3')],
    ['a shell on its standard input', run('/usr/bin/bash', 'bash', '-s')],
    ['whatever sits on a terminal', makeRow({ pid: 7, exe: '/opt/x', terminal: 34_816 })],
    ['a terminal', run('/usr/bin/konsole', 'konsole')],
    ['an editor', run('/usr/bin/nvim', 'nvim', '--embed')],
    ['a multiplexer', run('/usr/bin/tmux', 'tmux')],
    ['an agent', run('/usr/bin/ssh-agent', 'ssh-agent')],
    ['a browser', run('/usr/lib/chromium/chromium', 'chromium')],
  ])('%s', (_, row) => {
    expect(isPersonal(row, false)).toBe(true)
    expect(isStarter(row, false)).toBe(true)
  })

  it.each(['app-gnome-foo-77', 'vte-spawn-1234'])('a desktop application in %s', (name) => {
    const row = makeRow({ pid: 7, exe: '/opt/x', cgroup: scope(name) })
    expect(isPersonal(row, true)).toBe(true)
    expect(isPersonal(row, false)).toBe(false)
  })

  it('a shell of another user whose arguments nobody may read, but not one of root', () => {
    const hidden = { pid: 7, exe: '/usr/bin/bash', args: unknown('EACCES') }
    expect(isPersonal(makeRow({ ...hidden, uid: 1000 }), false)).toBe(true)
    expect(isPersonal(makeRow(hidden), false)).toBe(false)
  })
})

describe('programs that serve', () => {
  it.each([
    ['a shell with a script', run('/usr/bin/dash', '/bin/sh', '/usr/bin/mysqld_safe')],
    ['a shell with a text', run('/usr/bin/dash', 'sh', '-c', 'exec /opt/x')],
    ['a daemon', run('/usr/sbin/nginx', 'nginx: master process')],
    [
      'one in a login scope',
      makeRow({ pid: 7, cgroup: '/user.slice/user-1000.slice/session-3.scope' }),
    ],
    ['one whose cgroup nobody may read', makeRow({ pid: 7, cgroup: unknown('EACCES') })],
  ])('%s', (_, row) => {
    expect(isPersonal(row, true)).toBe(false)
    expect(isStarter(row, true)).toBe(false)
  })
})

it('lets the walk to a main process end at buses and SSH sessions, though these are not personal', () => {
  for (const exe of ['/usr/bin/dbus-daemon', '/usr/sbin/sshd']) {
    expect(isPersonal(run(exe, 'x'), false)).toBe(false)
    expect(isStarter(run(exe, 'x'), false)).toBe(true)
  }
})
