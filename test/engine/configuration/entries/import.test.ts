import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  exportConfiguration,
  importConfiguration,
} from '../../../../electron/engine/configuration/entries/import.ts'
import { writtenConfiguration } from '../../../../electron/engine/configuration/entries/written.ts'
import { useEntryHome } from './entry-home.ts'

const home = useEntryHome()

const own = [
  '# mine',
  'services:',
  '  web: # the site',
  '    port: 80 # http',
  '  db: { port: 5432 }',
  'settings:',
  '  window: { keys: false } # typed',
  '',
].join('\n')
const theirs = [
  '# theirs',
  'services:',
  '    # the site, encrypted',
  '    web:',
  '        port: 443 # https',
  '    # names',
  '    dns:',
  '        port: 53 # both kinds',
  '        # tcp as well',
  'groups:',
  '    all: [web, dns] # in all',
  'settings:',
  '    window: { keys: false, appearance: dark }',
  '    # at night',
  '    notify: { hung: false }',
  '',
].join('\n')

const take = (text: string, mode: 'merge' | 'replace', confirmed = true, more = {}) =>
  importConfiguration(home().ports(more), { text, mode, confirmed })

describe('an import', () => {
  it('is looked at first: what it would add, change and take out', async () => {
    await home().write(own)
    const difference = {
      added: ['services.dns', 'groups.all', 'settings.window.appearance', 'settings.notify.hung'],
      changed: ['services.web'],
      problems: [],
      done: false,
    }
    expect(await take(theirs, 'merge', false)).toEqual({
      ok: true,
      value: { ...difference, removed: [] },
    })
    expect(await take(theirs, 'replace', false)).toEqual({
      ok: true,
      value: { ...difference, removed: ['services.db'] },
    })
    expect([home().content(), home().said]).toEqual([own, []])
  })

  it('that is merged keeps what is not in the text, and the comments of both', async () => {
    await home().write(own)
    expect(await take(theirs, 'merge')).toMatchObject({ ok: true, value: { done: true } })
    expect(home().content()).toBe(
      [
        '# mine',
        'services:',
        '  web: # the site',
        '    port: 443 # http',
        '  db: { port: 5432 }',
        '  # names',
        '  dns:',
        '      port: 53 # both kinds',
        '      # tcp as well',
        'settings:',
        '  window: { keys: false, appearance: dark } # typed',
        '  # at night',
        '  notify: { hung: false }',
        '',
        'groups:',
        '    all: [web, dns] # in all',
        '',
      ].join('\n'),
    )
    expect(home().said).toHaveLength(2)
    expect(home().store.current().services.has('dns')).toBe(true)
  })

  it('that replaces keeps the file before beside it, with its mode, and says so', async () => {
    await home().write(own)
    const first = await take(theirs, 'replace')
    expect(first).toMatchObject({ value: { done: true, backup: `${home().file}.~1~` } })
    expect([home().content(), readFileSync(`${home().file}.~1~`, 'utf8')]).toEqual([theirs, own])
    expect(statSync(`${home().file}.~1~`).mode).toBe(statSync(home().file).mode)
    expect(home().said.at(-1)).toContain('.~1~')
    const second = await take(own, 'replace')
    expect(second).toMatchObject({ value: { backup: `${home().file}.~2~` } })
    expect(home().content()).toBe(own)
  })

  it('that replaces nothing keeps nothing', async () => {
    const taken = await take(theirs, 'replace')
    expect(taken).toMatchObject({ ok: true, value: { done: true } })
    if (taken.ok) expect(taken.value).not.toHaveProperty('backup')
    expect(home().content()).toBe(theirs)
  })

  it('mends a file that is broken where it replaces it, and is refused where it is merged', async () => {
    await home().write('services: 1\n')
    expect(await take(theirs, 'merge')).toMatchObject({
      ok: false,
      error: { code: 'bad-configuration', place: `${home().file}:1:11` },
    })
    expect(await take(theirs, 'replace')).toMatchObject({ ok: true, value: { done: true } })
    expect(readFileSync(`${home().file}.~1~`, 'utf8')).toBe('services: 1\n')
  })

  it.each([
    [
      'another file altogether',
      'hello',
      ['1:1: the file: expected names with a colon, each on its own line.'],
    ],
    ['a bad value', 'services:\n  a: { port: x }\n', ['2:14: services.a.port: expected a number.']],
    [
      'a bad setting',
      'settings:\n  tray: { close: up }\n',
      ['2:18: settings.tray.close: expected tray or quit.'],
    ],
    [
      'a profile that is not there',
      'services:\n  a: { port: 1, profile: nginks }\n',
      ['2:26: services.a.profile: there is no profile "nginks"; expected the id of one, or none.'],
    ],
  ])(
    'of %s has its problems told with line and column, and does nothing',
    async (_name, text, problems) => {
      await home().write(own)
      for (const confirmed of [false, true]) {
        expect(await take(text, 'replace', confirmed)).toMatchObject({
          ok: true,
          value: { done: false, problems },
        })
      }
      expect(home().content()).toBe(own)
    },
  )

  it('takes no service out that is being stopped', async () => {
    await home().write(own)
    const busy = { code: 'busy', message: 'x', next: 'y' } as const
    const refuseBusy = (name: string) => Promise.resolve(name === 'db' ? busy : null)
    expect(await take(theirs, 'replace', true, { refuseBusy })).toMatchObject({ ok: false })
    expect(home().content()).toBe(own)
    expect(await take(theirs, 'merge', true, { refuseBusy })).toMatchObject({ ok: true })
  })

  it('gives way to what an editor saves meanwhile', async () => {
    await home().write(own)
    const beforeRename = () => {
      writeFileSync(home().file, '# saved\n')
      return Promise.resolve()
    }
    for (const mode of ['merge', 'replace'] as const) {
      expect(await take(theirs, mode, true, { beforeRename })).toMatchObject({
        ok: false,
        error: { code: 'not-now' },
      })
      expect(home().content()).toBe('# saved\n')
      await home().write(own)
    }
  })
})

describe('an export', () => {
  it('is the file as it is, under the name of its machine', async () => {
    await home().write(own)
    expect(await exportConfiguration(home().ports(), 'web1.example.org')).toEqual({
      ok: true,
      value: { fileName: 'quiesce-web1.example.org.yaml', text: own },
    })
  })
  it('of nothing is what a new file begins with', async () => {
    const exported = await exportConfiguration(home().ports(), 'a b/c')
    expect(exported).toMatchObject({ ok: true, value: { fileName: 'quiesce-a-b-c.yaml' } })
    if (exported.ok) expect(exported.value.text).toMatch(/^# .*\n# .*\n$/)
  })
})

describe('what is configured', () => {
  it('is given with its place, and whether it can be changed from here', async () => {
    await home().write(
      own,
      'services:\n  web: { port: 1 }\n  ntp: { port: 123 }\ngroups:\n  all: [ntp]\n',
    )
    expect(writtenConfiguration(home().store.current(), home().file)).toMatchObject({
      file: { path: home().file, there: true },
      services: [
        { name: 'web', own: true, place: `${home().file}:3:3`, value: { port: 80 } },
        { name: 'ntp', own: false, place: `${home().machine}:3:3` },
        { name: 'db', own: true },
      ],
      groups: [{ name: 'all', own: false, value: ['ntp'] }],
      profiles: [],
      problems: [],
    })
  })
})
