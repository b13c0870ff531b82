import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createConfigurationStore,
  type ConfigurationStore,
} from '../../../electron/engine/configuration/configuration.ts'
import { addService, type AddPorts } from '../../../electron/engine/suggest/add.ts'
import { fail, ok } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { FakeClock } from '../../fakes/world.ts'

let home: string
let store: ConfigurationStore
let said: JournalBody[]
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'quiesce-add-'))
  said = []
  const folders = { config: join(home, 'q'), systemConfig: join(home, 'none') }
  store = await createConfigurationStore({
    folders,
    uid: process.getuid?.() ?? 0,
    clock: new FakeClock(),
  })
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const ports = (more: Partial<AddPorts> = {}): AddPorts => ({
  store,
  file: join(home, 'q', 'services.yaml'),
  uid: process.getuid?.() ?? 0,
  by: 'ops',
  profiles: () => ['nginx'],
  record: (_target, body) => {
    said.push(body)
    return Promise.resolve(ok(null))
  },
  ...more,
})
const dns = { name: 'dns', configuration: { port: 53, profile: 'nginx' } }

describe('a service that is added', () => {
  it('is in force at once, and the record says who added it, before and after', async () => {
    expect(await addService(ports(), dns)).toMatchObject({ ok: true, value: { name: 'dns' } })
    expect(store.current().configuration.services).toEqual({ dns: dns.configuration })
    expect(said).toMatchObject([
      {
        kind: 'notice',
        sentence: expect.stringMatching(/^ops adds the service dns to /) as string,
      },
      {
        kind: 'notice',
        sentence: expect.stringMatching(/services\.yaml:5:3 now, added by ops\.$/) as string,
      },
    ])
  })
  it('and once more is refused with the place of the first', async () => {
    await addService(ports(), dns)
    const place = `${ports().file}:5:3`
    expect(await addService(ports(), dns)).toMatchObject({
      ok: false,
      error: { code: 'bad-input', place },
    })
    expect(said).toHaveLength(2)
  })
  it('by many at once all stand there, or are refused', async () => {
    const answers = []
    for (const name of ['a', 'b', 'c']) answers.push(await addService(ports(), { ...dns, name }))
    expect(answers.every(({ ok: isOk }) => isOk)).toBe(true)
    expect(Object.keys(store.current().configuration.services ?? {})).toEqual(['a', 'b', 'c'])
  })
  it.each([
    ['a name that is none', { ...dns, name: 'a b' }, 'name'],
    [
      'a profile that nobody knows',
      { name: 'dns', configuration: { port: 53, profile: 'ngnix' } },
      'configuration.profile',
    ],
    [
      'a setting of the wrong kind',
      { name: 'dns', configuration: { port: 'x' } },
      'configuration.port',
    ],
  ])('with %s is refused, and nothing is written or recorded', async (_name, wanted, place) => {
    expect(await addService(ports(), wanted)).toMatchObject({
      ok: false,
      error: { code: 'bad-input', place },
    })
    expect(said).toEqual([])
    expect(() => readFileSync(ports().file)).toThrow('ENOENT')
  })
  it('is not written where that cannot be recorded', async () => {
    const error = { code: 'journal-unwritable', message: 'no', next: 'x' } as const
    expect(await addService(ports({ record: () => Promise.resolve(fail(error)) }), dns)).toEqual({
      ok: false,
      error,
    })
    expect(() => readFileSync(ports().file)).toThrow('ENOENT')
  })
})
