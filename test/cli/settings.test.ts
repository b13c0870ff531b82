import { describe, expect, it } from 'vitest'
import { parseSettingKey, parseSettingValue } from '../../electron/cli/setting-keys.ts'
import { fail, ok } from '../../shared/errors.ts'
import { settingsResult } from '../../shared/json-settings.ts'
import { fillSettings, type SettingsView } from '../../shared/settings.ts'
import { FakeEngine, refusal } from './fake-engine.ts'
import { finishCli, jsonLines, transcript } from './start-cli.ts'

const own = '/home/ops/.config/quiesce/services.yaml'
const machine = '/etc/quiesce/services.d/a.yaml'
const view: SettingsView = {
  settings: fillSettings(
    { window: { appearance: 'dark' }, favourites: ['web', 'user:x.service'] },
    { never: ['db'], force: 'person' },
  ),
  own: {
    window: { appearance: 'dark' },
    limits: { hosts: { 'web1.example.org': { force: 'never' } } },
  },
  file: own,
  written: [
    { key: 'window.appearance', place: `${own}:3:17` },
    { key: 'limits.never', place: `${machine}:3:12` },
    { key: 'limits.force', place: `${machine}:4:12` },
    { key: 'limits.hosts.web1.example.org.force', place: `${own}:7:16` },
  ],
  fixed: ['limits.never', 'limits.force'],
  problems: [],
}

function engineWith(more: Partial<SettingsView> = {}): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['settings.get'] = () => ok({ ...view, ...more })
  engine.answers['settings.change'] = () => ok({ ...view, ...more })
  return engine
}
const changes = (engine: FakeEngine): unknown[] =>
  engine.asked.flatMap(({ name, input }) => (name === 'settings.change' ? [input] : []))

describe('quiesce settings', () => {
  it('shows all of them, with who says so', async () => {
    const { status, terminal } = await finishCli(['settings'], { engine: engineWith() })
    expect(status).toBe(0)
    await expect(transcript(terminal)).toMatchFileSnapshot('golden/settings.txt')
  })

  it('is one line for scripts', async () => {
    const { terminal } = await finishCli(['settings', '--json'], { engine: engineWith() })
    const [line, ...more] = jsonLines(terminal)
    expect(more).toEqual([])
    expect(settingsResult.parse(line).settings).toContainEqual({
      key: 'limits.force',
      value: 'person',
      place: `${machine}:4:12`,
      fixed: true,
    })
  })

  it.each([
    ['window.appearance', 'dark'],
    ['window.keys', 'true'],
    ['favourites', '["web","user:x.service"]'],
    ['schedule', '-'],
    ['notify.quiet', '-'],
    ['limits.hosts.web1.example.org.force', 'never'],
    ['limits.hosts.other.force', '-'],
  ])('shows one: %s is %s', async (key, shown) => {
    const { status, out } = await finishCli(['settings', key], { engine: engineWith() })
    expect([status, out]).toEqual([0, [shown]])
  })

  it.each([
    [['notify.hung', 'false'], ['notify', 'hung'], false],
    [['schedule', 'stop/60/ask'], ['schedule'], 'stop/60/ask'],
    [['favourites', '[web, db]'], ['favourites'], ['web', 'db']],
    [
      ['notify.quiet', '{from: "22:00", to: "07:00"}'],
      ['notify', 'quiet'],
      { from: '22:00', to: '07:00' },
    ],
    [['limits.hosts.a.b.force', 'never'], ['limits', 'hosts', 'a.b', 'force'], 'never'],
    [['window.appearance', '--unset'], ['window', 'appearance'], null],
  ])('changes one: %j', async (args, path, value) => {
    const engine = engineWith()
    const { status, out } = await finishCli(['settings', ...args], { engine })
    expect(status).toBe(0)
    expect(changes(engine)).toEqual([{ changes: [{ path, value }] }])
    expect(out[0]).toMatch(value === null ? /is as by default now, in / : /is set, in /)
  })

  it('tells a changed one to scripts as it is then', async () => {
    const args = ['settings', 'window.appearance', 'dark', '--json']
    const { terminal } = await finishCli(args, { engine: engineWith() })
    expect(settingsResult.parse(jsonLines(terminal)[0]).settings).toEqual([
      { key: 'window.appearance', value: 'dark', place: `${own}:3:17`, fixed: false },
    ])
  })

  it.each([
    [['window.apearance', 'dark'], 'There is no setting "window.apearance".', 'window.appearance'],
    [['colour'], 'There is no setting "colour".', 'they begin with window'],
    [['--unset'], '--unset needs a setting.', 'SETTING --unset'],
    [['schedule', 'x', '--unset'], 'set and unset at once', 'not both'],
    [['favourites', '[a'], '"[a" is no value.', 'services.yaml'],
    [['favourites', '~'], '"~" is no value.', '--unset'],
    [['favourites', '*a'], '"*a" is no value.', '--unset'],
  ])('refuses %j', async (args, message, next) => {
    const engine = engineWith()
    const { status, errors } = await finishCli(['settings', ...args], { engine })
    expect(status).toBe(64)
    expect(errors.join('\n')).toContain(message)
    expect(errors.join('\n')).toContain(next)
    expect(changes(engine)).toEqual([])
  })

  it('exits as the engine’s refusal says, and tells of files that are broken', async () => {
    const engine = engineWith({ problems: [`${own}:1:1: it is no map. Correct the file.`] })
    engine.answers['settings.change'] = () => fail(refusal('protected', 'It cannot be loosened.'))
    const set = await finishCli(['settings', 'limits.force', 'allowed'], { engine })
    expect([set.status, set.errors[0]]).toEqual([14, 'quiesce: It cannot be loosened.'])
    const { errors } = await finishCli(['settings'], { engine })
    expect(errors).toEqual([`${own}:1:1: it is no map. Correct the file.`])
  })
})

describe('a setting as a person types it', () => {
  it('has a host’s name with dots', () => {
    const path = ['limits', 'hosts', 'web1.example.org', 'never']
    expect(parseSettingKey('limits.hosts.web1.example.org.never')).toEqual({
      ok: true,
      value: path,
    })
    expect(parseSettingKey('limits.hosts.web1').ok).toBe(false)
  })
  it.each([
    ['true', true],
    ['22:00', '22:00'],
    ['0', 0],
    ['"true"', 'true'],
    ['stop/30/ask', 'stop/30/ask'],
    ['[]', []],
  ])('has a value as in the file: %s', (text, value) => {
    expect(parseSettingValue(text)).toEqual({ ok: true, value })
  })
})
