import { describe, expect, it } from 'vitest'
import {
  called,
  isInterpreter,
  readableName,
  scriptOf,
  userName,
} from '../../../electron/engine/decide/readable-name.ts'
import { unknown } from '../../../shared/unknown.ts'
import { makeRow } from '../../fakes/rows.ts'

const running = (exe: string, ...args: string[]) => makeRow({ pid: 7, exe, args })

describe('the script behind an interpreter', () => {
  it.each<[string, string[], string | null]>([
    ['/usr/bin/python3.11', ['python3', '/opt/foo.py'], '/opt/foo.py'],
    ['/usr/bin/python3', ['python3', '-u', '-W', 'ignore', 'foo.py', 'x'], 'foo.py'],
    ['/usr/bin/python3', ['python3', '-m', 'http.server', '8000'], 'http.server'],
    ['/usr/bin/python3', ['python3', '-c', 'import time'], null],
    ['/usr/bin/python3', ['python3'], null],
    ['/usr/bin/perl', ['/usr/bin/perl', '-w', '-T', '/usr/sbin/spamd', '-d'], '/usr/sbin/spamd'],
    ['/usr/bin/perl', ['perl', '-e', 'sleep 9'], null],
    ['/usr/bin/perl', ['perl', '-E', 'sleep 9'], null],
    ['/usr/bin/ruby3.1', ['puma'], null],
    ['/usr/bin/node', ['node', '--require', './x.js', 'server.js'], 'server.js'],
    ['/usr/bin/node', ['node', '-e', 'setInterval(f)'], null],
    ['/usr/bin/node', ['node', '--', '/opt/a.js'], '/opt/a.js'],
    ['/usr/bin/java', ['java', '-Xmx1g', '-jar', '/opt/app.jar', 'x'], '/opt/app.jar'],
    ['/usr/bin/java', ['java', '-cp', '/a:/b', 'org.example.Main'], 'org.example.Main'],
    ['/usr/bin/dash', ['/bin/sh', '/usr/bin/mysqld_safe'], '/usr/bin/mysqld_safe'],
    ['/usr/bin/bash', ['/bin/bash', '-e', '/opt/run.sh'], '/opt/run.sh'],
    ['/usr/bin/bash', ['bash', '-o', 'errexit', '/opt/run.sh'], '/opt/run.sh'],
    ['/usr/bin/bash', ['bash', '-ec', 'sleep 9'], null],
    ['/usr/bin/bash', ['-bash'], null],
    ['/usr/bin/php8.2', ['php', '-d', 'x=1', 'queue.php'], 'queue.php'],
    ['/usr/bin/php', ['php', '-r', 'sleep(9);'], null],
    ['/usr/sbin/nginx', ['nginx', '/opt/foo.py'], null],
  ])('%s %j: %s', (exe, args, script) => {
    expect(scriptOf(running(exe, ...args))).toBe(script)
  })

  it('is not known where the arguments cannot be read', () => {
    expect(
      scriptOf(makeRow({ pid: 7, exe: '/usr/bin/python3', args: unknown('EACCES') })),
    ).toBeNull()
  })

  it('tells interpreters from programs that sound alike', () => {
    expect(isInterpreter(running('/usr/bin/python3.11'))).toBe(true)
    expect(isInterpreter(running('/usr/bin/pythonista'))).toBe(false)
    expect(isInterpreter(running('/usr/sbin/sshd'))).toBe(false)
  })
})

describe('the name that a person reads', () => {
  it.each([
    [running('/usr/sbin/nginx'), 'nginx'],
    [running('/usr/bin/python3', 'python3', '/opt/foo.py'), 'foo.py'],
    [running('/usr/bin/python3', 'python3', '/opt/foo/'), '/opt/foo/'],
    [running('/usr/lib/systemd/systemd-networkd'), 'systemd-networkd'],
    [makeRow({ pid: 7, exe: '/usr/bin/other', name: 'worker process x' }), 'worker process x'],
    [running('/opt/quiesce-practice', 'x', '--max-seconds', '9', 'slow'), 'practice slow'],
    [makeRow({ pid: 7, exe: '/opt/quiesce-practice', name: 'practice-worker' }), 'practice-worker'],
    [
      makeRow({ pid: 7, name: 'quiesce-signal-', executable: unknown('EACCES') }),
      'quiesce-signal-',
    ],
    [makeRow({ pid: 7, name: '<b>x</b>\n', executable: unknown('EACCES') }), '<b>x</b>\\n'],
    [running('/usr/bin/python3', 'python3', '/opt/\u001b[31m.py'), '\\x1b[31m.py'],
    [running('/usr/bin/python3', 'python3', '/opt/\u202egnp.py'), '\\u202egnp.py'],
  ])('%#: %s', (row, name) => {
    expect(readableName(row)).toBe(name)
    expect(called(row)).toBe(`${name} (7)`)
  })

  it('gives the user by name, by number, or says that it is unknown', () => {
    const hidden = unknown('EACCES')
    expect(userName(makeRow({ pid: 7, user: 'al\nice' }))).toBe('al\\nice')
    expect(userName(makeRow({ pid: 7, uid: 1000, user: hidden }))).toBe('1000')
    expect(userName(makeRow({ pid: 7, uid: hidden, user: hidden }))).toBe('unknown')
  })
})
