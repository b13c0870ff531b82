import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createConfigurationStore,
  type ConfigurationStore,
} from '../../../electron/engine/configuration/configuration.ts'
import {
  createSettings,
  type SettingsPorts,
  type SettingsStore,
} from '../../../electron/engine/settings/settings.ts'
import { pushSettings } from '../../../electron/engine/settings/push-settings.ts'
import type { PushedEvent } from '../../../shared/contract.ts'
import { fail, ok } from '../../../shared/errors.ts'
import { fillSettings, type SettingChange } from '../../../shared/settings.ts'
import { FakeClock } from '../../fakes/world.ts'

let home: string
let file: string
let store: ConfigurationStore
let said: string[]
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'quiesce-settings-'))
  for (const name of ['own', 'machine']) mkdirSync(join(home, name), { mode: 0o700 })
  file = join(home, 'own', 'services.yaml')
  said = []
  store = await createConfigurationStore({
    folders: { config: join(home, 'own'), systemConfig: join(home, 'machine') },
    uid: process.getuid?.() ?? 0,
    clock: new FakeClock(),
  })
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const open = (more: Partial<SettingsPorts> = {}): SettingsStore =>
  createSettings({
    store,
    file,
    host: 'web1.example.org',
    uid: process.getuid?.() ?? 0,
    by: 'ops',
    record: (_target, body) => {
      said.push('sentence' in body ? body.sentence : body.kind)
      return Promise.resolve(ok(null))
    },
    ...more,
  })
const write = async (own: string, machine = ''): Promise<void> => {
  writeFileSync(file, own)
  writeFileSync(join(home, 'machine', 'a.yaml'), machine)
  await store.reload()
}
const content = (): string => readFileSync(file, 'utf8')
const set = (path: string, value: SettingChange['value']): SettingChange => ({
  path: path.split('.'),
  value,
})

describe('settings in force', () => {
  it('are the defaults where nobody wrote any', () => {
    expect(open().view()).toEqual({
      settings: fillSettings(),
      own: {},
      file,
      written: [],
      fixed: [],
      problems: [],
    })
  })

  it('are those of the own file, setting by setting, else those of the machine', async () => {
    await write(
      'settings:\n  window: { keys: false }\n  favourites: [web]\n',
      'settings:\n  window:\n    keys: true\n    appearance: dark\n  schedule: stop/9/ask\n',
    )
    const { settings, own, written } = open().view()
    expect(settings.window).toEqual({
      appearance: 'dark',
      contrast: 'system',
      keys: false,
      force: 'hold',
    })
    expect(settings.schedule).toBe('stop/9/ask')
    expect(own).toEqual({ window: { keys: false }, favourites: ['web'] })
    expect(written).toEqual([
      { key: 'window.appearance', place: `${join(home, 'machine', 'a.yaml')}:4:17` },
      { key: 'window.keys', place: `${file}:2:19` },
      { key: 'schedule', place: `${join(home, 'machine', 'a.yaml')}:5:13` },
      { key: 'favourites', place: `${file}:3:15` },
    ])
  })

  it('keep what was last good of a file that is broken, and say why', async () => {
    await write('settings: { tray: { close: quit } }\n')
    const settings = open()
    await write('settings: { tray: { close: hide } }\n')
    expect(settings.view()).toMatchObject({ settings: { tray: { close: 'quit' } } })
    expect(settings.view().problems).toEqual([
      `${file}:1:28: settings.tray.close: expected tray or quit. Correct the file. Until then the last good one stays in force.`,
    ])
  })

  it('are the same object until something is read anew', async () => {
    const settings = open()
    const first = settings.current()
    expect(settings.current()).toBe(first)
    await store.reload()
    expect(settings.current()).not.toBe(first)
  })
})

describe('changes of settings', () => {
  it('make the file, are in force at once, and recorded before and after', async () => {
    const settings = open()
    const changed = await settings.change([set('notify.hung', false), set('login.start', true)])
    expect(changed).toMatchObject({
      ok: true,
      value: { settings: { notify: { hung: false }, login: { start: true, hidden: true } } },
    })
    expect(content()).toMatch(
      /^# .*\n# .*\n\nsettings:\n {2}notify:\n {4}hung: false\n {2}login:\n {4}start: true\n$/,
    )
    expect(said).toEqual([
      `ops sets notify.hung to false and login.start to true in ${file}.`,
      `${file} sets notify.hung to false and login.start to true now, changed by ops.`,
    ])
  })

  it('keep every comment and the order, and take empty parents out', async () => {
    const before = [
      '# mine',
      'settings: # all of them',
      '  # at night',
      '  notify:   # tell',
      '    hung: false # no',
      '  window: {keys: false} # typed',
      'services:',
      '  web: {port: 80} # http',
      '',
    ]
    await write(before.join('\n'))
    await open().change([set('notify.hung', null), set('window.keys', true)])
    expect(content()).toBe(
      [
        '# mine',
        'settings: # all of them',
        '  # at night',
        '  # tell',
        '    # no',
        '  window: {keys: true} # typed',
        'services:',
        '  web: {port: 80} # http',
        '',
      ].join('\n'),
    )
  })

  it('that take the last one out leave no word of settings', async () => {
    await write('settings:\n  notify:\n    hung: false\nservices:\n  web: { port: 80 }\n')
    await open().change([set('notify.hung', null)])
    expect(content()).toBe('services:\n  web: { port: 80 }\n')
  })

  it('that change nothing do not touch the file', async () => {
    await write('settings: {window: {keys: false}}')
    expect(await open().change([set('window.keys', false)])).toMatchObject({ ok: true })
    expect(content()).toBe('settings: {window: {keys: false}}')
  })

  it.each<[string, SettingChange[], string, string]>([
    ['another value', [set('tray.close', 'hide')], 'tray.close', 'expected tray or quit'],
    ['a name that is none', [set('tray.klose', 'quit')], 'tray.klose', '"klose" is not known'],
    ['a slip in what shall go', [set('tray.klose', null)], 'tray.klose', '"klose" is not known'],
    ['a part that is none', [set('trey', null)], 'trey', '"trey" is not known'],
    ['no time of day', [set('notify.quiet', { from: '25:00', to: '7' })], 'notify.quiet.from', ''],
    ['half of a whole', [set('notify.quiet.from', '22:00')], 'notify.quiet.to', 'expected text'],
    ['a bad schedule', [set('schedule', 'stop/x')], 'schedule', 'settings.schedule'],
    ['a path too deep', [set('window.keys.a', true)], 'window.keys', 'true or false'],
    ['a whole of another kind', [set('window', [])], 'window', 'names with a colon'],
    ['no targets', [set('favourites', [''])], 'favourites.0', 'text that is not empty'],
    [
      'too many favourites',
      [
        set(
          'favourites',
          Array.from({ length: 101 }, (_, n) => `s${n}`),
        ),
      ],
      'favourites',
      'at most 100 of them',
    ],
  ])('are refused at the first bad one: %s', async (_name, changes, place, words) => {
    const settings = open()
    const refused = await settings.change([set('window.keys', false), ...changes])
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-input', place } })
    if (!refused.ok) expect(refused.error.message).toContain(words)
    // All or nothing: the good one before it was not written either, and nothing is in the record.
    expect(settings.view().settings.window.keys).toBe(true)
    expect(said).toEqual([])
  })

  it('are not made where the record cannot be written', async () => {
    await write('# mine\n')
    const error = { code: 'journal-unwritable', message: 'full', next: 'x' } as const
    const settings = open({ record: () => Promise.resolve(fail(error)) })
    expect(await settings.change([set('window.keys', false)])).toEqual({ ok: false, error })
    expect(content()).toBe('# mine\n')
  })

  it('give way to what an editor saves meanwhile', async () => {
    await write('# mine\n')
    const settings = open({
      beforeRename: () => {
        writeFileSync(file, '# theirs\nsettings: {window: {appearance: dark}}\n')
        return Promise.resolve()
      },
    })
    const refused = await settings.change([set('window.keys', false)])
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-now', place: file } })
    expect(content()).toContain('theirs')
    // What was saved there is in force all the same.
    expect(settings.view().settings.window.appearance).toBe('dark')
  })

  it('are refused where the file is broken, with its place', async () => {
    await write('settings:\n  tray: 1\n')
    expect(await open().change([set('window.keys', false)])).toMatchObject({
      ok: false,
      error: { code: 'bad-configuration', place: `${file}:2:9` },
    })
  })

  it('are refused where an anchor would change what somebody else uses', async () => {
    const text =
      'groups: {a: &list [web], b: [x]}\nsettings: {favourites: &f [a], limits: {never: *f}}\n'
    await write(text)
    const refused = await open().change([set('favourites', ['b'])])
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-configuration' } })
    if (!refused.ok) expect(refused.error.next).toContain('by hand')
    expect(content()).toBe(text)
  })
})

describe('whoever listens', () => {
  it('hears of each change, however it came, and of none that changes nothing', async () => {
    const pushed: PushedEvent[] = []
    let looks = 0
    let fails = false
    const settings = open()
    const stop = pushSettings({
      world: { configuration: store, settings },
      shown: () =>
        fails
          ? Promise.reject(new Error('the table cannot be read'))
          : Promise.resolve({ ...settings.view(), problems: ['a stray limit'] }),
      pushes: { push: (event) => pushed.push(event) },
      feed: { lookSoon: () => (looks += 1) },
      watches: false,
    })
    await settings.change([set('window.keys', false)])
    await expect
      .poll(() => pushed)
      .toMatchObject([
        {
          name: 'settings',
          payload: { settings: { window: { keys: false } }, problems: ['a stray limit'] },
        },
      ])
    await store.reload()
    expect(pushed).toHaveLength(1)
    fails = true
    await write('settings: {window: {appearance: dark}}\n')
    await expect.poll(() => pushed.length).toBe(2)
    expect(pushed[1]).toMatchObject({
      payload: { problems: [expect.stringContaining('cannot be read')] },
    })
    expect(pushed[1]).toMatchObject({ payload: { settings: { window: { keys: true } } } })
    expect(looks).toBeGreaterThan(2)
    stop()
    await write('')
    expect(pushed).toHaveLength(2)
  })
})
