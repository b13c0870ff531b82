import { describe, expect, it } from 'vitest'
import { placeOf, settingState, shortPlace } from '../../../renderer/model/setting-state.ts'
import { settingFields } from '../../../renderer/model/setting-fields.ts'
import { fillSettings, type SettingsView, type WrittenSettings } from '../../../shared/settings.ts'

const file = '/home/ops/.config/quiesce/services.yaml'
const site = '/etc/quiesce/services.d/10-site.yaml'

const view = (own: WrittenSettings, more: Partial<SettingsView> = {}): SettingsView => ({
  settings: fillSettings(own),
  file,
  own,
  written: [],
  fixed: [],
  problems: [],
  ...more,
})

describe('a setting', () => {
  it('that nobody wrote is the default', () => {
    expect(settingState(view({}), 'window.force')).toEqual({
      value: 'hold',
      source: { kind: 'default' },
    })
  })
  it('of the own file says at which line', () => {
    const written = [{ key: 'window.force', place: `${file}:4:5` }]
    expect(settingState(view({ window: { force: 'type' } }, { written }), 'window.force')).toEqual({
      value: 'type',
      source: { kind: 'own', place: `${file}:4:5` },
    })
  })
  it('that a file of the machine holds cannot be changed here', () => {
    const written = [{ key: 'schedule', place: `${site}:2:3` }]
    const fixed = ['schedule']
    const settings = { ...fillSettings(), schedule: 'stop/9/ask' }
    expect(settingState(view({}, { written, fixed, settings }), 'schedule')).toEqual({
      value: 'stop/9/ask',
      source: { kind: 'machine', place: `${site}:2:3` },
    })
  })
  it('is held with the whole that a file of the machine holds', () => {
    const fixed = ['notify']
    expect(settingState(view({}, { fixed }), 'notify.hung').source).toEqual({
      kind: 'machine',
      place: null,
    })
  })
  it('has the place of what is inside it', () => {
    const written = [{ key: 'notify.quiet.from', place: `${file}:7:7` }]
    expect(placeOf(view({}, { written }), 'notify.quiet')).toBe(`${file}:7:7`)
  })
})

describe('a limit', () => {
  const written = [
    { key: 'limits.force', place: `${site}:9:5` },
    { key: 'limits.force', place: `${file}:3:5` },
  ]
  const settings = fillSettings({}, { never: ['sshd.service'], force: 'never' })

  it('shows what the own file says, not what several files add up to', () => {
    const own = { limits: { force: 'person' as const } }
    expect(settingState(view(own, { settings, written }), 'limits.force')).toEqual({
      value: 'person',
      source: { kind: 'both', place: `${site}:9:5`, own: true },
    })
  })
  it('says that the machine limits it, too, where the own file says nothing', () => {
    const found = settingState(view({}, { settings, fixed: ['limits.never'] }), 'limits.never')
    expect(found).toEqual({ value: [], source: { kind: 'both', place: null, own: false } })
  })
  it('of the own file alone has its place', () => {
    const own = { limits: { never: ['a'] } }
    const at = [{ key: 'limits.never', place: `${file}:3:5` }]
    expect(settingState(view(own, { written: at }), 'limits.never')).toEqual({
      value: ['a'],
      source: { kind: 'own', place: `${file}:3:5` },
    })
  })
  it('that nobody wrote allows all', () => {
    expect(settingState(view({}), 'limits.force')).toEqual({
      value: 'allowed',
      source: { kind: 'default' },
    })
  })
})

describe('the fields of the settings', () => {
  const fields = Object.values(settingFields).flat()

  it.each(fields.map((field) => [field.key, field] as const))(
    '%s leads to a setting that there is',
    (key) => {
      expect(settingState(view({}), key).value).not.toBeUndefined()
    },
  )
  it('leave no setting out', () => {
    const { window, tray, login, notify, ...others } = fillSettings()
    const parts = { window, tray, login, notify, limits: others.limits }
    const leaves = Object.entries(parts).flatMap(([part, values]) =>
      Object.keys(values).map((key) => `${part}.${key}`),
    )
    expect(fields.map(({ key }) => key).sort()).toEqual(
      [...leaves, 'favourites', 'schedule'].sort(),
    )
  })
  it.each(fields.map(({ key, says }) => [key, says]))('%s is told in one sentence', (_, says) => {
    expect(says).toMatch(/^[A-Z][^]*\.$/)
    expect(says.length).toBeLessThan(100)
  })
  it('offer each choice that the default is one of', () => {
    for (const { key, control } of fields) {
      if (control.kind !== 'choice') continue
      const words = control.options.map(([value]) => value)
      expect(words).toContain(settingState(view({}), key).value)
    }
  })
})

describe('a place', () => {
  it.each([
    ['/home/ops/.config/quiesce/services.yaml:12:3', 'services.yaml:12'],
    ['/etc/quiesce/services.d/a b.yaml:7', 'a b.yaml:7'],
    ['services.yaml', 'services.yaml'],
    ['', ''],
  ])('%s is shortened to %s', (place, short) => {
    expect(shortPlace(place)).toBe(short)
  })
})
