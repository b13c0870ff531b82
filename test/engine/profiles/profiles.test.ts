import { describe, expect, it } from 'vitest'
import { createProfileIndex, mergeProfiles } from '../../../electron/engine/profiles/profiles.ts'
import type { OwnProfile } from '../../../shared/profile.ts'
import { makeProfile, makeSignal, ownFields } from '../../fakes/profiles.ts'

const term = makeSignal({ signal: 'TERM', role: 'fast', action: 'Stop soon' })
const quit = makeSignal({ signal: 'QUIT' })
const nginx = makeProfile('nginx', { signals: [term, quit], recognise: { programs: ['nginx'] } })
const redis = makeProfile('redis')
const catalogue = [nginx, redis]
const whole = ownFields(makeProfile('iguana'))

describe('a person’s own profiles', () => {
  it('are none: then the catalogue holds as it is', () => {
    for (const own of [undefined, null, {}]) {
      expect(mergeProfiles(catalogue, own)).toEqual([
        { profile: nginx, own: false },
        { profile: redis, own: false },
      ])
    }
  })
  it('change the fields that they have, and no other one', () => {
    const [first, second] = mergeProfiles(catalogue, { nginx: { title: 'Ours' } })
    expect(first).toEqual({ profile: { ...nginx, title: 'Ours' }, own: true })
    expect(second).toEqual({ profile: redis, own: false })
  })
  it('change one signal in its place, and add a new one behind', () => {
    const mine = makeSignal({ signal: 'TERM', role: 'graceful', action: 'Ours' })
    const hup = makeSignal({ signal: 'HUP', role: 'reload', action: 'Reload' })
    const [first] = mergeProfiles(catalogue, { nginx: { signals: [hup, mine] } })
    expect(first?.profile.signals).toEqual([mine, quit, hup])
  })
  it('may be new, and stand behind the catalogue', () => {
    const all = mergeProfiles(catalogue, { iguana: whole })
    expect(all.map(({ profile, own }) => [profile.id, own])).toEqual([
      ['nginx', false],
      ['redis', false],
      ['iguana', true],
    ])
  })
  it('that are new and not whole are left out', () => {
    expect(mergeProfiles(catalogue, { iguana: { title: 'x' } })).toHaveLength(2)
  })
})

describe('the index of what holds now', () => {
  it('is made once for as long as the configuration is the same', () => {
    let own: Record<string, OwnProfile> = {}
    const index = createProfileIndex(catalogue, () => own)
    const first = index()
    expect(index()).toBe(first)
    own = { iguana: whole }
    expect(index()).not.toBe(first)
    expect(index().byId.get('iguana')?.own).toBe(true)
  })
})
