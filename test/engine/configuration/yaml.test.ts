import { describe, expect, it } from 'vitest'
import {
  parseConfiguration,
  type ConfigurationFile,
} from '../../../electron/engine/configuration/yaml.ts'
import type { QuiesceError } from '../../../shared/errors.ts'

const errorsOf = (text: string): QuiesceError[] => {
  const parsed = parseConfiguration('f.yaml', text)
  return parsed.ok ? [] : parsed.error
}

function parsed(text: string): ConfigurationFile {
  const result = parseConfiguration('f.yaml', text)
  if (!result.ok) throw new Error(result.error[0]?.message)
  return result.value
}

/** A file with one service, `a`, written in flow style on line 2, and one error in it. */
const service = (settings: string): string => `services:\n  a: {${settings}}\n`

describe('a good file', () => {
  it.each([
    ['that is empty', ''],
    ['of comments only', '# nothing yet\n'],
    ['that only begins', 'services:\n'],
    ['without services', 'services: {}\n'],
    ['with an empty document', '---\n...\n'],
    ['with a byte order mark', '\ufeffservices:\n'],
    ['with Windows line ends', 'services:\r\n'],
  ])('may be one %s', (_, text) => {
    expect(parsed(text).services).toEqual([])
  })

  it('gives each service with the place of its name', () => {
    const text = [
      'services:',
      '  # the interface engine',
      '  iguana:',
      '    title: Iguana',
      '    exe: /opt/iguana/iguana_service',
      '    pidfile: /var/run/iguana.pid',
      '    start: [/etc/init.d/iguana, start]',
      '    schedule: stop/60/ask/KILL/5',
      '  web: {port: 8080, signal: QUIT}',
      '',
    ].join('\n')
    expect(parsed(text).services).toEqual([
      {
        name: 'iguana',
        place: 'f.yaml:3:3',
        configuration: {
          title: 'Iguana',
          exe: '/opt/iguana/iguana_service',
          pidfile: '/var/run/iguana.pid',
          start: ['/etc/init.d/iguana', 'start'],
          schedule: 'stop/60/ask/KILL/5',
        },
      },
      { name: 'web', place: 'f.yaml:9:3', configuration: { port: 8080, signal: 'QUIT' } },
    ])
  })

  it('takes names that JavaScript or YAML give a meaning of their own', () => {
    const text = 'services:\n  constructor: {exe: /x}\n  on: {exe: /x}\n  8080: {exe: /x}\n'
    // JavaScript puts names that are whole numbers first.
    const names = parsed(text).services.map((s) => s.name)
    expect(names.sort()).toEqual(['8080', 'constructor', 'on'])
  })

  it('follows an alias to what it stands for', () => {
    const text = 'services:\n  a: &a {exe: /x}\n  b: *a\n'
    expect(parsed(text).services.map((s) => s.configuration)).toEqual([
      { exe: '/x' },
      { exe: '/x' },
    ])
  })

  it('keeps comments in the document through which it is edited', () => {
    const { document } = parsed('# mine\nservices:\n  a: # by Ada\n    exe: /x # old\n')
    document.setIn(['services', 'a', 'exe'], '/y')
    const edited = String(document)
    expect(edited).toContain('# mine')
    expect(edited).toContain('# by Ada')
    expect(edited).toContain('/y')
  })
})

describe('an error in what a file says', () => {
  it.each<[string, string, string, string]>([
    ['a path that is relative', service('exe: x'), '2:12', 'expected an absolute path'],
    ['a path with a null byte', service('exe: "/x\\0y"'), '2:12', 'expected an absolute path'],
    ['a number for text', service('exe: /x, title: 7'), '2:23', 'a.title: expected text'],
    ['text for a number', service('port: http'), '2:13', 'a.port: expected a number'],
    ['a fraction for a port', service('port: 1.5'), '2:13', 'expected a whole number'],
    ['a port that is too small', service('port: 0'), '2:13', 'expected at least 1'],
    ['a port that is too large', service('port: 65536'), '2:13', 'expected at most 65535'],
    ['shell text for a command', service('exe: /x, stop: /bin/x -s'), '2:22', 'expected a list'],
    ['an empty command', service('exe: /x, stop: []'), '2:22', 'a command as a list'],
    ['a command by bare name', service('exe: /x, start: [sh]'), '2:23', 'an absolute path'],
    ['an empty argument', service('exe: /x, stop: [/x, ""]'), '2:27', 'stop.1: expected text that'],
    ['KILL as the graceful signal', service('exe: /x, signal: KILL'), '2:24', 'other than KILL'],
    ['a signal that is none', service('exe: /x, signal: NICE'), '2:24', 'a signal'],
    ['stop and signal at once', service('exe: /x, stop: [/x], signal: TERM'), '2:3', 'not both'],
    [
      'nothing to find it by',
      service('title: x'),
      '2:3',
      'one of exe, pidfile, port, unit or init',
    ],
    ['a unit that is no service', service('unit: a.socket'), '2:13', 'NAME.service'],
    ['a stop beside a unit', service('unit: a.service, stop: [/x]'), '2:30', 'no stop beside unit'],
    ['no settings at all', 'services:\n  a:\n', '2:5', 'names with a colon'],
    ['settings as a list', 'services:\n  a: [exe]\n', '2:6', 'names with a colon'],
    ['services as a list', 'services:\n  - a\n', '2:3', 'services: expected names'],
    ['a list for a file', '- a\n', '1:1', 'the file: expected names'],
    ['text for a file', 'hello\n', '1:1', 'the file: expected names'],
    ['a name with a space', 'services:\n  "a b": {exe: /x}\n', '2:3', 'is no name for a service'],
    ['a name that reads as a target', 'services:\n  pid:7: {exe: /x}\n', '2:3', 'is no name'],
    ['a merge key', 'services:\n  a: {exe: /x}\n  <<: {b: {exe: /x}}\n', '3:3', 'is no name'],
    ['a name that records skip', 'services:\n  __proto__: {exe: /x}\n', '2:3', 'is no name'],
    ['an error behind an alias', 'services:\n  b: &b {exe: x}\n  a: *b\n', '2:15', 'absolute'],
  ])('%s is found where it stands', (_, text, place, words) => {
    const [first] = errorsOf(text)
    expect(first).toMatchObject({ code: 'bad-configuration', place: `f.yaml:${place}` })
    expect(first?.message).toContain(words)
    expect(first?.message.startsWith(`f.yaml:${place}: `)).toBe(true)
    expect(first?.next).not.toBe('')
  })

  it.each<[string, string, string, string[]]>([
    ['service: {}\n', '1:1', 'service', ['services']],
    ['services:\n  a:\n    exe: /x\n    pid-file: /y\n', '4:5', 'pid-file', ['pidfile']],
    ['services:\n  a:\n    exe: /x\n    titel: y\n', '4:5', 'titel', ['title']],
    ['services:\n  a:\n    exe: /x\n    sched: y\n', '4:5', 'sched', ['schedule']],
    ['services:\n  a:\n    exe: /x\n    zzz: y\n', '4:5', 'zzz', []],
    ['services:\n  a:\n    exe: /x\n    __proto__: y\n', '4:5', '__proto__', []],
  ])('an unknown name in %j stands at %s, with the nearest spelling', (text, place, name, near) => {
    const [first] = errorsOf(text)
    expect(first?.place).toBe(`f.yaml:${place}`)
    expect(first?.message).toContain(`"${name}" is not known`)
    expect(first?.candidates ?? []).toEqual(near)
  })

  it('a bad schedule names the column of its wrong step', () => {
    const [first] = errorsOf(service('exe: /x, schedule: stop/30/forever'))
    expect(first?.place).toBe('f.yaml:2:26')
    expect(first?.message).toContain('refused at column 9')
    expect(first?.message).not.toContain('expected The')
  })

  it('all are given, in the order of the lines', () => {
    const text =
      'services:\n  a:\n    exe: x\n    port: 0\n  b:\n    wrong: 1\n    exe: y\nmore: 1\n'
    expect(errorsOf(text).map((error) => error.place)).toEqual([
      'f.yaml:3:10',
      'f.yaml:4:11',
      'f.yaml:6:5',
      'f.yaml:7:10',
      'f.yaml:8:1',
    ])
  })

  it('no more than twenty are given', () => {
    const text = Array.from({ length: 100 }, (_, n) => `key${n}: 1\n`).join('')
    expect(errorsOf(text)).toHaveLength(20)
  })
})

describe('an error in the YAML', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...Array.from('bcdefgh', (name, n) => {
      const before = 'abcdefg'.charAt(n)
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`
    }),
  ].join('\n')

  it.each<[string, string, string, string]>([
    ['a tab for indentation', 'services:\n\ta: {exe: /x}\n', '2:1', 'a tab; expected spaces'],
    ['a name twice', 'services:\n  a: {exe: /x}\n  a: {exe: /y}\n', '3:3', 'a second time'],
    ['a list that does not end', 'services:\n  a: {exe: [/x\n', '3:1', 'must'],
    ['a quote that does not end', 'services:\n  a: {exe: "/x}\n', '3:1', 'quote'],
    ['a second document', 'services:\n---\nservices:\n', '2:1', 'a second document'],
    ['a tag of a program', 'services: !!js/function x\n', '1:11', 'tag'],
    ['an alias to nothing', service('exe: /x, title: *b'), '2:23', '*b refers to nothing'],
    ['an alias bomb', bomb, '2:8', 'unfold without measure'],
    ['a thousand lists in each other', '['.repeat(100_000), '1:1', 'nested too deeply'],
  ])('%s is found where it stands', (_, text, place, words) => {
    const [first] = errorsOf(text)
    expect(first).toMatchObject({ code: 'bad-configuration', place: `f.yaml:${place}` })
    expect(first?.message).toContain(words)
  })
})
