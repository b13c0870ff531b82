import { describe, expect, it } from 'vitest'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { addToText, checkNewService } from '../../../electron/engine/configuration/edit.ts'
import { parseConfiguration } from '../../../electron/engine/configuration/yaml.ts'

const path = '/home/ops/.config/quiesce/services.yaml'
const iguana: ServiceConfiguration = {
  title: 'Iguana',
  exe: '/opt/iguana',
  start: ['/opt/iguana', '-d'],
}

function add(text: string, configuration = iguana, name = 'iguana'): string {
  const added = addToText(path, text, { name, configuration })
  if (!added.ok) throw new Error(added.error.map(({ message }) => message).join('\n'))
  return added.value
}

/** All lines of the old text, in their order, among those of the new one. */
function keepsLines(before: string, after: string): boolean {
  const old = before.split('\n')
  if (old.at(-1) === '') old.pop()
  let at = 0
  for (const line of after.split('\n')) if (line === old[at]) at += 1
  return at === old.length
}

const added = [
  '  iguana:',
  '    title: Iguana',
  '    exe: /opt/iguana',
  '    start: [/opt/iguana, -d]',
]
const block = [...added, ''].join('\n')

describe('where a service is put in', () => {
  it.each([
    ['an empty file', '', `services:\n${block}`],
    ['a file of comments', '# mine\n', `# mine\n\nservices:\n${block}`],
    ['services without any', 'services:\n', `services:\n${block}`],
    ['services with a comment alone', 'services: # mine\n', `services: # mine\n${block}`],
    [
      'comments that stand for services',
      'services:\n  # none yet\n\ngroups:\n  all: [web]\n',
      `services:\n  # none yet\n${block}\ngroups:\n  all: [web]\n`,
    ],
    [
      'a last line that is not ended',
      'services:\n  web:\n    port: 80',
      `services:\n  web:\n    port: 80\n${block}`,
    ],
    [
      'a comment behind the last value',
      'services:\n  web:\n    port: 80 # http\n',
      `services:\n  web:\n    port: 80 # http\n${block}`,
    ],
    [
      'comments that belong to the last service',
      'services:\n  web:\n    port: 80\n    # schedule: stop/5\n  # old:\n  #   port: 1\n# the end\n',
      `services:\n  web:\n    port: 80\n    # schedule: stop/5\n  # old:\n  #   port: 1\n${block}# the end\n`,
    ],
    [
      'services that are kept apart by empty lines',
      'services:\n  web:\n    port: 80\n\n  # two\n  dns:\n    port: 53\n',
      `services:\n  web:\n    port: 80\n\n  # two\n  dns:\n    port: 53\n\n${block}`,
    ],
    [
      'another key behind it',
      'services:\n  web:\n    port: 80\ngroups:\n  all: [web]\n',
      `services:\n  web:\n    port: 80\n${block}groups:\n  all: [web]\n`,
    ],
    [
      'a file of groups alone',
      'groups:\n  all: [web]\n',
      `groups:\n  all: [web]\n\nservices:\n${block}`,
    ],
    [
      'an end of the document',
      'services:\n  web:\n    port: 80\n...\n',
      `services:\n  web:\n    port: 80\n${block}...\n`,
    ],
    ['an end of a document without services', '# a\n...\n', `# a\n\nservices:\n${block}...\n`],
    [
      'a service within braces',
      'services:\n  web: {port: 80}\n',
      `services:\n  web: {port: 80}\n${block}`,
    ],
    [
      'braces',
      'services: {}\n',
      'services: {iguana: {title: Iguana, exe: /opt/iguana, start: [/opt/iguana, -d]}}\n',
    ],
    [
      'braces with a service',
      'services: { web: { port: 80 } } # all\n',
      'services: { web: { port: 80 }, iguana: {title: Iguana, exe: /opt/iguana, start: [/opt/iguana, -d]} } # all\n',
    ],
    [
      'a whole file within braces',
      '{services: {web: {port: 80}}}\n',
      '{services: {web: {port: 80}, iguana: {title: Iguana, exe: /opt/iguana, start: [/opt/iguana, -d]}}}\n',
    ],
    ['a null that is written', 'services: ~\n', `services: \n${block}`],
  ])('%s', (_name, before, after) => {
    expect(add(before)).toBe(after)
  })

  it('with the indentation of the file', () => {
    const before = 'services:\n    web:\n          port: 80\n'
    expect(add(before, { port: 53 }, 'dns')).toBe(`${before}    dns:\n          port: 53\n`)
  })

  it('with the line ends of the file', () => {
    const before = 'services:\r\n  web:\r\n    port: 80\r\n'
    expect(add(before, { port: 53 }, 'dns')).toBe(`${before}  dns:\r\n    port: 53\r\n`)
  })

  it('in a file whose first column is not the first', () => {
    const before = '  services:\n    web:\n      port: 80\n'
    expect(add(before, { port: 53 }, 'dns')).toBe(`${before}    dns:\n      port: 53\n`)
  })

  it('behind a last value that is a text of several lines', () => {
    const before = 'services:\n  web:\n    port: 80\n    title: |+\n      one\n\n'
    const after = add(before, { port: 53 }, 'dns')
    expect(after).toBe(`${before}  dns:\n    port: 53\n`)
  })
})

describe('what is written', () => {
  it.each<[string, ServiceConfiguration]>([
    ['texts that look like something else', { title: 'yes', exe: '/x', user: '1000' }],
    [
      'texts with every sign',
      { title: 'a: b # c "d" \'e\' {f} [g] &h *i !j |k >l %m @n `o', exe: '/x' },
    ],
    ['texts of several lines', { title: 'one\n\n  two\n', exe: '/x' }],
    ['blanks at the ends', { title: '  x  ', exe: '/x y/z ' }],
    ['no ASCII', { title: 'Größe 🦎 \u202e', exe: '/ö' }],
    [
      'arguments that YAML would read',
      {
        exe: '/x',
        start: ['/x', '-', '~', 'null', '0x10', '*', '&a', '#b', 'a: b', ''].slice(0, 9),
      },
    ],
    [
      'a long command',
      { exe: '/x', start: ['/x', ...Array.from({ length: 40 }, (_, n) => `--option-${n}`)] },
    ],
    ['what has parts', { exe: '/x', restart: { on: 'failure', delay: 5, limit: 3, within: 600 } }],
  ])('is read as it was meant: %s', (_name, configuration) => {
    for (const before of ['', 'services: {}\n', 'services:\n   web:\n     port: 1\n']) {
      const file = parseConfiguration(path, add(before, configuration))
      if (!file.ok) throw new Error(file.error[0]?.message)
      expect(file.value.services.at(-1)).toMatchObject({ name: 'iguana', configuration })
    }
  })
})

describe('a text that nothing is added to', () => {
  const refused = (text: string) => {
    const result = addToText(path, text, { name: 'iguana', configuration: iguana })
    return result.ok ? [] : result.error
  }
  it('has the name already: the place of the other is told', () => {
    expect(refused('services:\n  web:\n    port: 1\n  iguana:\n    port: 2\n')).toMatchObject([
      { code: 'bad-input', place: `${path}:4:3` },
    ])
  })
  it('is broken: each place is told', () => {
    expect(refused('services:\n  web:\n    port: 1\n    prot: 1\n')).toMatchObject([
      { code: 'bad-configuration', place: `${path}:4:5` },
    ])
    expect(refused('services:\n  web:\n    port: x\n    exe: y\n')).toHaveLength(2)
  })
  it('has its services behind an alias', () => {
    const [error] = refused('groups: &a {}\nservices: *a\n')
    expect(error).toMatchObject({ code: 'bad-configuration', place: `${path}:2:11` })
    expect(error?.next).toContain('by hand')
  })
})

describe('a new service', () => {
  it.each([
    ['a b', { exe: '/x' }, 'name'],
    ['x', {}, 'configuration'],
    ['x', { exe: 'relative' }, 'configuration.exe'],
    ['x', { exe: '/x', start: ['y'] }, 'configuration.start'],
    ['x', { unit: 'x.service', exe: '/x' }, 'configuration.exe'],
  ])('called %j of %j is refused at %s', (name, configuration, place) => {
    expect(checkNewService(name, configuration)).toMatchObject({
      ok: false,
      error: { code: 'bad-input', place },
    })
  })
  it('that is right is given as the schema reads it', () => {
    const checked = checkNewService('x', { exe: '/x', restart: { on: 'always' } })
    expect(checked).toMatchObject({ ok: true, value: { restart: { delay: 5, limit: 3 } } })
  })
})

/** A generator of numbers that gives the same ones each time (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A file as a person may have written it: odd indentation, comments anywhere, empty lines, quotes. */
function writeFile(seed: number): string {
  const below = numbers(seed)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const root = one(['', '', '', ' ', '  '])
  const child = root + one(['  ', '    ', ' ', '      '])
  const setting = child + one(['  ', '    ', ' '])
  const lines: string[] = []
  const noise = (indent: string): void => {
    for (let more = below(3); more > 0; more -= 1) {
      lines.push(
        one([
          '',
          '   ',
          `${indent}# a note: {x}`,
          `${indent}#services:`,
          '# far left',
          `${setting}   # far right`,
        ]),
      )
    }
  }
  const service = (name: string): void => {
    const settings = [
      () => [`${setting}port:   ${1 + below(9000)}`],
      () => [`${setting}"title": 'It''s "one"'   # why`],
      () => [`${setting}start: [ /bin/x,`, `${setting}  "-y" ]`],
      () => [`${setting}start:`, `${setting}- /bin/x`, `${setting}- -y # the last`],
      () => [`${setting}schedule: stop/30/ask`],
      () => [`${setting}title: >-`, `${setting}  folded`, '', `${setting}  text`],
      () => [`${setting}needs: []`],
    ]
    const chosen = settings.filter(() => below(3) === 0)
    const keys = new Set<string>()
    lines.push(`${child}${one([name, `"${name}"`, `'${name}'`])}:${one(['', ' ', '  # its name'])}`)
    lines.push(`${setting}exe: ${one(['/bin/x', '"/bin/x"', "'/b x'   # where"])}`)
    for (const make of chosen) {
      noise(setting)
      const [first = '', ...more] = make()
      const key = first.trim().replace(/["']/g, '').split(':')[0] ?? ''
      if (!keys.has(key)) lines.push(first, ...more)
      keys.add(key)
    }
  }
  const sections = [
    () => {
      lines.push(`${root}services:${one(['', ' # all'])}`)
      for (let n = below(5); n > 0; n -= 1) {
        noise(child)
        if (below(6) === 0) lines.push(`${child}s${n}: { exe: /bin/x, port: 1 }`)
        else service(`s${n}`)
      }
    },
    () =>
      lines.push(`${root}groups:`, `${child}all: [ s1, s2 ]`, `${child}"none":`, `${child}- s3`),
  ]
  if (below(2) === 0) sections.reverse()
  noise(root)
  for (const section of below(8) === 0 ? sections.slice(0, 1) : sections) {
    section()
    noise(one([root, child]))
  }
  const text = lines.join('\n') + one(['', '\n', '\n\n\n'])
  return below(4) === 0 ? text.replaceAll('\n', '\r\n') : text
}

describe('many files that people could have written', () => {
  const seeds = Array.from({ length: 48 }, (_, seed) => seed)
  const texts = seeds.map(writeFile).filter((text) => parseConfiguration(path, text).ok)

  it('are mostly good ones, and all kinds of them', () => {
    expect(texts.length).toBeGreaterThan(30)
    for (const kind of [/\r\n/, /^ +services/m, /^services/m, />-/, /\[ \/bin/, /#/]) {
      expect(texts.filter((text) => kind.test(text)).length).toBeGreaterThan(2)
    }
  })

  it('keep every line, in its order, and every value', () => {
    for (const text of texts) {
      const after = add(text)
      expect(keepsLines(text.replaceAll('\r', ''), after.replaceAll('\r', '')), text).toBe(true)
      expect(after.includes('\r\n') || !text.includes('\r\n')).toBe(true)
    }
  })

  it('take one after the other, each at its own place', () => {
    for (const text of texts.slice(0, 12)) {
      const twice = add(add(text), { port: 53 }, 'dns')
      expect(keepsLines(text.replaceAll('\r', ''), twice.replaceAll('\r', '')), text).toBe(true)
      const file = parseConfiguration(path, twice)
      const names = file.ok ? file.value.services.map(({ name }) => name) : []
      expect(names.slice(-2)).toEqual(['iguana', 'dns'])
    }
  })
})
