import { describe, expect, it } from 'vitest'
import {
  describePractice,
  isInterpreter,
  isPractice,
  readableName,
  scriptOf,
} from '../../../electron/engine/decide/readable-name.ts'
import {
  runsAs,
  runsExecutable,
  type ExecutableWanted,
} from '../../../electron/engine/decide/runs-executable.ts'
import { vices } from '../../../shared/practice.ts'
import { unknown } from '../../../shared/unknown.ts'
import { inodeOf, makeRow } from '../../fakes/rows.ts'

const hidden = unknown('permission denied')
const script = (program: string, ...args: string[]): string | null =>
  scriptOf(makeRow({ pid: 7, exe: `/usr/bin/${program}`, args: [program, ...args] }))

describe('an option whose value is no script', () => {
  it.each([
    ['bash', '-O', 'extglob'],
    ['bash', '-o', 'errexit'],
    ['python3', '-W', 'ignore'],
    ['python3', '-X', 'dev'],
    ['php', '-d', 'x=1'],
    ['php', '-c', '/etc/php.ini'],
    ['perl', '-I', '/opt/lib'],
    ['ruby', '-I', '/opt/lib'],
    ['node', '-r', './hook.js'],
    ['node', '--require', './hook.js'],
    ['node', '--import', './hook.js'],
    ['node', '--loader', './hook.js'],
    ['java', '-cp', '/a:/b'],
    ['java', '-classpath', '/a:/b'],
    ['java', '--class-path', '/a:/b'],
    ['java', '-p', '/modules'],
    ['java', '--module-path', '/modules'],
    ['lua', '-l', 'library'],
  ])('%s %s %s', (program, option, value) => {
    expect(script(program, option, value, '/opt/run', 'more')).toBe('/opt/run')
    expect(script(program, option, value)).toBeNull()
    expect(script(program, option)).toBeNull()
  })
})

describe('an option after which the program itself is an argument', () => {
  it.each([
    ['sh', '-c'],
    ['zsh', '-lic'],
    ['python3', '-c'],
    ['python3', '-uc'],
    ['pypy', '-Ic'],
    ['php', '-r'],
    ['perl', '-e'],
    ['perl', '-we'],
    ['perl', '-lne'],
    ['perl', '-0777E'],
    ['ruby', '-ne'],
    ['node', '-e'],
    ['node', '-pe'],
    ['node', '--eval'],
    ['deno', '--print'],
    ['lua', '-e'],
    ['Rscript', '-e'],
  ])('%s %s', (program, option) => {
    expect(script(program, option, 'sleep 9')).toBeNull()
    // Behind the script the same word belongs to the script.
    expect(script(program, '/opt/run', option)).toBe('/opt/run')
  })

  it('is not one that only holds such a letter', () => {
    expect(script('bash', '--restricted', '/opt/run')).toBe('/opt/run')
    expect(script('python3', '--check-hash-based-pycs', '/opt/run')).not.toBeNull()
    expect(script('perl', '-Ilib/there', '/opt/run')).toBe('/opt/run')
    expect(script('perl', '-Mre', '/opt/run')).toBe('/opt/run')
    expect(script('php', '-rx', '/opt/run')).toBe('/opt/run')
    expect(script('java', '-ea', '/opt/run')).toBe('/opt/run')
    expect(script('node', '--inspect-e', '/opt/run')).toBe('/opt/run')
    expect(script('lua', '--e', '/opt/run')).toBe('/opt/run')
  })
})

describe('a script after a mark', () => {
  it('may look like an option behind --, a module or a jar may not be missing', () => {
    expect(script('node', '--', '-x.js')).toBe('-x.js')
    expect(script('python3', '-m', '-odd')).toBe('-odd')
    expect(script('java', '-jar', '-odd.jar')).toBe('-odd.jar')
    for (const [program, mark] of [
      ['node', '--'],
      ['python3', '-m'],
      ['java', '-jar'],
    ] as const) {
      expect(script(program, mark)).toBeNull()
    }
  })

  it('is none where the word is empty: nobody can be called that', () => {
    expect(script('bash', '')).toBeNull()
    expect(script('bash', '', '/opt/run')).toBeNull()
  })
})

describe('programs that are no interpreter though they sound like one', () => {
  it.each([
    'rbash2',
    'bashful',
    'xbash',
    'ipython3',
    'python3-config',
    'phpunit',
    'xphp',
    'perlbug',
    'superl',
    'nodemon',
    'xnode',
    'javac',
    'xjava',
    'luac',
    'xlua',
  ])('%s', (program) => {
    expect(isInterpreter(makeRow({ pid: 7, exe: `/usr/bin/${program}` }))).toBe(false)
    expect(script(program, '/opt/run')).toBeNull()
  })

  it.each(['python3.11', 'php8.2', 'perl5.36.0', 'ruby3.1', 'lua5.4', 'mksh', 'nodejs', 'mono'])(
    'unlike %s',
    (program) => {
      expect(script(program, '/opt/run')).toBe('/opt/run')
    },
  )

  it('is known by the name where the executable cannot be read', () => {
    const row = makeRow({ pid: 7, executable: hidden, name: 'python3', args: ['x', '/opt/run'] })
    expect(scriptOf(row)).toBe('/opt/run')
  })
})

describe('the name of a process', () => {
  it('is not that of a script that comes through a descriptor', () => {
    const named = (path: string): string =>
      readableName(makeRow({ pid: 7, exe: '/usr/bin/bash', args: ['bash', path] }))
    expect(named('/dev/fd/3')).toBe('bash')
    expect(named('/proc/self/fd/3')).toBe('bash')
    expect(named('/opt/dev/run')).toBe('run')
    expect(named('/opt/proc/x/run.sh')).toBe('run.sh')
  })

  it('is the kernel’s where it is short, though the file’s name begins with it', () => {
    expect(readableName(makeRow({ pid: 7, exe: '/usr/bin/nginx-debug', name: 'nginx' }))).toBe(
      'nginx',
    )
    const cut = makeRow({ pid: 7, exe: '/usr/bin/fifteen-letters-and-more' })
    expect(cut.name).toHaveLength(15)
    expect(readableName(cut)).toBe('fifteen-letters-and-more')
  })
})

describe('a practice daemon', () => {
  const exe = '/opt/quiesce-practice'
  const practice = (wish: object) => makeRow({ pid: 7, exe, args: [exe, 'slow'], ...wish })

  it('is described by its vice', () => {
    expect(describePractice(practice({}))).toBe(vices.slow)
    expect(isPractice(practice({}))).toBe(true)
  })

  it.each<[string, object, string]>([
    ['without a vice', { args: [exe, '--dir', '/x'] }, 'quiesce-practice'],
    ['with hidden arguments', { args: hidden }, 'quiesce-practice'],
    ['as a worker, whose name is another', { name: 'practice-worker' }, 'practice-worker'],
  ])('is called as it is %s', (_, wish, name) => {
    expect(describePractice(practice(wish))).toBeNull()
    expect(readableName(practice(wish))).toBe(name)
  })

  it('is not another program with such an argument', () => {
    const row = makeRow({ pid: 7, exe: '/opt/quiesce-other', args: ['x', 'slow'] })
    expect(describePractice(row)).toBeNull()
    expect(isPractice(row)).toBe(false)
  })
})

describe('whether a process runs an executable', () => {
  const path = '/opt/run'
  const wanted = (file: ExecutableWanted['file'] = null): ExecutableWanted => ({ path, file })
  const moved = makeRow({
    pid: 7,
    executable: { path: '/moved', device: 8, inode: 42, deleted: true },
  })

  it('is told by device and inode both, or by the path', () => {
    expect(runsExecutable(moved, wanted({ device: 8, inode: 42 }))).toBe(true)
    expect(runsExecutable(moved, wanted({ device: 8, inode: 43 }))).toBe(false)
    expect(runsExecutable(moved, wanted({ device: 9, inode: 42 }))).toBe(false)
    expect(runsExecutable(moved, wanted())).toBe(false)
    expect(runsExecutable(makeRow({ pid: 7, exe: path }), wanted())).toBe(true)
  })

  it('is not known where the executable is not, unless the script says it', () => {
    const row = makeRow({ pid: 7, executable: hidden, name: 'bash', args: ['bash', path] })
    expect(runsExecutable({ ...row, args: hidden }, wanted())).toBeNull()
    expect(runsExecutable(row, wanted())).toBe(true)
    expect(runsExecutable(row, { path: '/opt/other', file: null })).toBeNull()
  })

  it('is no for the interpreter’s file when another script is meant', () => {
    const row = makeRow({ pid: 7, exe: '/usr/bin/bash', args: ['bash', '/opt/other'] })
    expect(runsExecutable(row, wanted({ device: 8, inode: inodeOf(path) }))).toBe(false)
  })

  it('is asked of a user by name or number, and an unreadable user is nobody’s', () => {
    const row = makeRow({ pid: 7, uid: 33, user: 'www-data' })
    expect(['www-data', '33', '0', 'root'].map((user) => runsAs(row, user))).toEqual([
      true,
      true,
      false,
      false,
    ])
    const unread = { ...row, uid: hidden, user: hidden }
    expect(['www-data', '33', 'undefined', hidden.unknown].some((u) => runsAs(unread, u))).toBe(
      false,
    )
    expect(runsAs({ ...row, user: hidden }, '33')).toBe(true)
    expect(runsAs({ ...row, uid: hidden }, 'www-data')).toBe(true)
  })
})
