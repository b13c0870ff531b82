import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createConfigurationStore,
  type ConfigurationStore,
} from '../../../electron/engine/configuration/configuration.ts'
import { createSettings, type SettingsStore } from '../../../electron/engine/settings/settings.ts'
import { ok } from '../../../shared/errors.ts'
import type { SettingChange } from '../../../shared/settings.ts'
import { FakeClock } from '../../fakes/world.ts'

let home: string
let file: string
let store: ConfigurationStore
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'quiesce-settings-'))
  for (const name of ['own', 'machine']) mkdirSync(join(home, name), { mode: 0o700 })
  file = join(home, 'own', 'services.yaml')
  store = await createConfigurationStore({
    folders: { config: join(home, 'own'), systemConfig: join(home, 'machine') },
    uid: process.getuid?.() ?? 0,
    clock: new FakeClock(),
  })
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const open = (): SettingsStore =>
  createSettings({
    store,
    file,
    host: 'web1.example.org',
    uid: process.getuid?.() ?? 0,
    by: 'ops',
    record: () => Promise.resolve(ok(null)),
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

describe('limits of the machine', () => {
  const machine = 'settings:\n  limits:\n    never: [db]\n    force: person\n'
  it('are in force beside one’s own, and named as fixed', async () => {
    await write('settings:\n  limits: { never: [web], force: allowed }\n', machine)
    const { settings, fixed, own } = open().view()
    expect(settings.limits).toEqual({ never: ['db', 'web'], force: 'person' })
    expect(fixed).toEqual(['limits.never', 'limits.force'])
    expect(own.limits).toEqual({ never: ['web'], force: 'allowed' })
  })

  it.each<[string, SettingChange, string]>([
    ['an entry that goes', set('limits.never', ['web']), 'limits.never'],
    ['looser force', set('limits.force', 'allowed'), 'limits.force'],
    ['all at once', set('limits', { force: 'allowed' }), 'limits.force'],
  ])('cannot be loosened: %s', async (_name, change, place) => {
    await write('# mine\n', machine)
    const refused = await open().change([change])
    expect(refused).toMatchObject({ ok: false, error: { code: 'protected', place } })
    if (!refused.ok) expect(refused.error.message).toContain('a.yaml:')
    expect(content()).toBe('# mine\n')
  })

  it.each<[string, SettingChange]>([
    ['more that is never stopped', set('limits.never', ['db', 'web'])],
    ['no force at all', set('limits.force', 'never')],
    ['the same', set('limits.force', 'person')],
    ['one’s own for other machines', set('limits.hosts.other.force', 'allowed')],
    ['one’s own taken back', set('limits.never', null)],
  ])('can be made stricter: %s', async (_name, change) => {
    await write('# mine\n', machine)
    const settings = open()
    expect(await settings.change([change])).toMatchObject({ ok: true })
    expect(settings.current().limits.never.map(({ target }) => target)).toContain('db')
    expect(settings.current().limits.force.value).not.toBe('allowed')
  })
})
