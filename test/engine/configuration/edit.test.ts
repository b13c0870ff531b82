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
