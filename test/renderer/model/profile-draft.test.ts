import { describe, expect, it } from 'vitest'
import {
  draftFor,
  draftOfProfile,
  isWhole,
  newSignal,
  readProfile,
} from '../../../renderer/model/profile-draft.ts'
import { catalogue } from '../../../electron/engine/profiles/catalogue.ts'
import { ownProfileSchema, type OwnProfile } from '../../../shared/profile.ts'
import { makeProfile, makeSignal } from '../../fakes/profiles.ts'

const withoutId = (profile: object): OwnProfile =>
  ownProfileSchema.parse(
    Object.fromEntries(Object.entries(profile).filter(([key]) => key !== 'id')),
  )
const known = makeProfile('nginx')
const own = { signals: [makeSignal({ price: 'uploads are cut' })] }

describe('the form of a profile', () => {
  it.each(catalogue.map((profile) => [profile.id, profile] as const))(
    'reads %s back as it was, with what it does not show',
    (id, profile) => {
      const fields = withoutId(profile)
      expect(readProfile(draftOfProfile(id, fields, null), fields, null)).toEqual({
        profile: fields,
        errors: {},
      })
    },
  )
  it('writes of a known one only what is different', () => {
    expect(readProfile(draftOfProfile('nginx', own, known), own, known)).toEqual({
      profile: own,
      errors: {},
    })
  })
  it('begins with what the catalogue knows of the stop, and writes it once it is the own one', () => {
    const draft = draftFor('nginx', known)
    expect(draft).toMatchObject({ stops: false, forced: false, usual: known.stop.usual })
    const { profile } = readProfile({ ...draft, stops: true, schedule: 'stop/9/ask' }, {}, known)
    expect(profile).toEqual({ stop: { ...known.stop, schedule: 'stop/9/ask' } })
  })
  it('asks of a new one for all that no profile can be without', () => {
    const { profile, errors } = readProfile(draftFor('', null), {}, null)
    expect(profile).toBeNull()
    expect(errors).toMatchObject({
      id: 'Expected small letters, digits and -.',
      title: 'This is needed.',
      signals: 'This is needed.',
      'stop.usual.text': 'This is needed.',
      'force.costs.text': 'This is needed.',
    })
  })
  it('is whole with those', () => {
    const fact = { text: 'a second', basis: 'unknown' }
    const draft = {
      ...draftFor('iguana', null),
      title: 'Iguana',
      programs: 'iguana_service\n\n iguana \n',
      signals: [{ ...newSignal, action: 'Stop', does: 'leaves' }],
      usual: fact,
      longest: fact,
      waitsFor: fact,
      command: fact,
      costs: fact,
      survivors: fact,
      recovery: fact,
    }
    const { profile, errors } = readProfile(draft, {}, null)
    expect(errors).toEqual({})
    expect(profile?.recognise?.programs).toEqual(['iguana_service', 'iguana'])
    expect(profile?.signals?.[0]).not.toHaveProperty('price')
    expect(isWhole(profile ?? {})).toBe(true)
  })
  it('says at a signal what is wrong with it', () => {
    const draft = { ...draftOfProfile('nginx', own, known), signals: [newSignal] }
    expect(readProfile(draft, own, known).errors).toMatchObject({
      'signals.0.action': 'This is needed.',
      'signals.0.does': 'This is needed.',
    })
  })
  it('says what a fact has to name as its source', () => {
    const usual = { text: 'a second', basis: 'somewhere' }
    const draft = { ...draftOfProfile('nginx', own, known), stops: true, usual }
    expect(readProfile(draft, own, known).errors).toEqual({
      'stop.usual.basis': 'Expected tried: ON WHAT, documented: WHERE, or unknown.',
    })
  })
  it('keeps what masks have to show, though it has no field for it', () => {
    const before = { signals: [makeSignal({ expects: 'any' })] }
    const read = readProfile(draftOfProfile('nginx', before, known), before, known)
    expect(read.profile?.signals?.[0]?.expects).toBe('any')
  })
})
