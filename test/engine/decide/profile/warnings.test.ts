import { describe, expect, it } from 'vitest'
import {
  profileWarnings,
  waitsForBlocked,
  type ProfileWarningsOf,
} from '../../../../electron/engine/decide/profile/warnings.ts'
import { scheduleOfProfile } from '../../../../electron/engine/decide/profile/schedule.ts'
import { toPlannedProfile } from '../../../../electron/engine/decide/profile/planned.ts'
import { chooseSchedule } from '../../../../electron/engine/decide/plan.ts'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import type { SignalMasks } from '../../../../shared/process.ts'
import type { Profile, ProfileMatch, ProfileSignal } from '../../../../shared/profile.ts'
import { parseSchedule, printSchedule, type Schedule } from '../../../../shared/schedule.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { makeMember } from '../../../fakes/run.ts'
import { makeProfile, makeSignal } from '../../../fakes/profiles.ts'

const nobody: SignalMasks = { caught: [], ignored: [], blocked: [], pending: [] }
const all: SignalMasks = { ...nobody, caught: [1, 3, 15] }
const matchOf = (more: Partial<Profile> = {}, own = false): ProfileMatch => ({
  profile: makeProfile('iguana', more),
  ...{ by: 'unit', how: 'its unit is iguana.service', own },
})
const schedule = (text: string): Schedule => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const basis = 'tried: iguana 1.0, Debian 12'

interface Wish {
  readonly text?: string
  readonly signal?: Partial<ProfileSignal>
  readonly profile?: ProfileMatch | null
  readonly masks?: SignalMasks | null
  readonly unit?: RunUnit | null
}

function warn({ text = 'stop/30/ask/TERM/5', signal = {}, masks = nobody, ...wish }: Wish = {}) {
  const profile =
    wish.profile === undefined ? matchOf({ signals: [makeSignal(signal)] }) : wish.profile
  const main = makeMember(100, { main: true })
  const observed = {
    ...{ profile, members: [main, makeMember(101, { parentPid: 100 })], main: main.identity },
    stopMethod: { kind: 'signal', signal: 'QUIT', scope: 'main' },
  } as unknown as Observed
  const of: ProfileWarningsOf = {
    ...{ observed, schedule: schedule(text), unit: wish.unit ?? null },
    masks: new Map(masks === null ? [] : [[100, masks]]),
  }
  return profileWarnings(of)
}
const unit = (killSignal: number, execStop: readonly unknown[] = []): RunUnit =>
  ({ settings: { killSignal, execStop }, state: { activeState: 'active' } }) as unknown as RunUnit

describe('a plan that sends a known daemon what this build does not catch', () => {
  const sentence = 'This build does not catch SIGQUIT: it would end it with a core dump instead.'

  it('stops to say so, where it is the stop itself', () => {
    expect(warn()).toEqual([
      {
        severity: 'stop',
        sentence,
        evidence: `expected of The iguana server: lets running requests finish, then leaves (${basis})`,
      },
    ])
  })
  it('notes it, where it is another step', () => {
    expect(warn({ text: 'QUIT/5/ask' })).toMatchObject([{ severity: 'note', sentence }])
  })
  it('says it once of several steps', () => {
    expect(warn({ text: 'stop/5/QUIT/5/ask' })).toHaveLength(1)
  })
  it.each<[string, Wish]>([
    ['it is caught', { masks: all }],
    ['nobody knows', { masks: null }],
    ['nobody knows the daemon', { profile: null }],
    ['the profile says nothing of that signal', { signal: { signal: 'HUP' } }],
    ['the masks tell nothing', { signal: { expects: 'any' } }],
  ])('says nothing where %s', (_, wish) => {
    expect(warn(wish)).toEqual([])
  })

  describe('of a unit', () => {
    it('stops to say so of its KillSignal=', () => {
      expect(warn({ unit: unit(3) })).toMatchObject([{ severity: 'stop', sentence }])
    })
    it.each([
      ['it has another KillSignal=', unit(15)],
      ['a command stops it', unit(3, [{}])],
      ['its KillSignal= is no signal with a name', unit(60)],
    ])('says nothing where %s', (_, of) => {
      expect(warn({ unit: of })).toEqual([])
    })
  })
})

describe('a plan whose signal is known for more than its end', () => {
  it.each<[string, Wish, object]>([
    [
      'stops to tell that the stop kills it',
      { signal: { role: 'deadly', does: 'kills the main process alone', price: 'workers stay' } },
      {
        severity: 'stop',
        sentence: 'SIGQUIT to The iguana server: kills the main process alone; workers stay.',
        evidence: basis,
      },
    ],
    [
      'notes that a step kills it',
      { text: 'QUIT/5/ask', signal: { role: 'deadly', does: 'kills it' } },
      { severity: 'note', sentence: 'SIGQUIT to The iguana server: kills it.', evidence: basis },
    ],
    [
      'notes that it does nothing',
      { signal: { role: 'ignored', does: 'does nothing' }, masks: { ...nobody, ignored: [3] } },
      { severity: 'note', sentence: 'SIGQUIT to The iguana server: does nothing.' },
    ],
    [
      'notes its price',
      { signal: { price: 'every open connection is cut' }, masks: all },
      { severity: 'note', sentence: 'The price of SIGQUIT: every open connection is cut.' },
    ],
  ])('%s', (_, wish, warning) => {
    expect(warn(wish)).toMatchObject([warning])
  })
})

describe('a plan that may force', () => {
  const { force } = makeProfile('x')
  const withDanger = (danger: Profile['force']['danger']): ProfileMatch =>
    matchOf({ force: { ...force, danger }, signals: [makeSignal({ signal: 'HUP' })] })

  it.each(['high', 'critical'] as const)('notes what a %s danger costs', (danger) => {
    expect(warn({ text: 'stop/5/ask/KILL/5', profile: withDanger(danger) })).toEqual([
      {
        severity: 'note',
        sentence: 'Force is dear for The iguana server: Running requests.',
        evidence: 'who survives it: All its workers; the next start: Nothing',
      },
    ])
  })
  it.each(['low', 'medium', 'unknown'] as const)('says nothing of a %s one', (danger) => {
    expect(warn({ text: 'stop/5/ask/KILL/5', profile: withDanger(danger) })).toEqual([])
  })
  it('says nothing where no step forces', () => {
    expect(warn({ profile: withDanger('critical') })).toEqual([])
  })
})

describe('a signal that a daemon waits for while it has it blocked', () => {
  it.each([
    ['blocked', true],
    ['any', true],
    ['caught', false],
    [undefined, false],
  ] as const)('is expected %s: %s', (expects, waits) => {
    const match = matchOf({ signals: [makeSignal(expects === undefined ? {} : { expects })] })
    expect(waitsForBlocked(match, 'QUIT')).toBe(waits)
    expect(waitsForBlocked(match, 'HUP')).toBe(false)
    expect(waitsForBlocked(null, 'QUIT')).toBe(false)
  })
})

describe('the schedule of a profile', () => {
  const { stop } = makeProfile('x')
  const recommends = (text: string, own = false): ProfileMatch =>
    matchOf({ stop: { ...stop, schedule: text } }, own)

  it.each<[string, ProfileMatch | null, string | null]>([
    ['is what it recommends', recommends('stop/90/ask/KILL/5'), 'stop/90/ask/KILL/5'],
    ['is none where it recommends none', matchOf(), null],
    ['is none of an unknown daemon', null, null],
    ['never forces unasked', recommends('stop/9/KILL/5'), null],
    ['forces unasked where a person wrote it', recommends('stop/9/KILL/5', true), 'stop/9/KILL/5'],
  ])('%s', (_, match, text) => {
    expect(scheduleOfProfile(match)).toBe(text)
  })

  it.each([
    ['a person’s own', 'TERM/5', 'stop/60/ask', 'TERM/5', 'person'],
    ['the configured one', undefined, 'stop/60/ask', 'stop/60/ask', 'configuration'],
    ['the profile’s', undefined, undefined, 'stop/90/ask/KILL/5', 'profile'],
  ] as const)('counts after others: %s', (_, typed, configured, text, source) => {
    const chosen = chooseSchedule(typed, {
      configuration: configured === undefined ? null : { exe: '/x', schedule: configured },
      profile: recommends('stop/90/ask/KILL/5'),
    })
    if (!chosen.ok) throw new Error(chosen.error.message)
    expect([printSchedule(chosen.value.schedule), chosen.value.source]).toEqual([text, source])
  })
})

it('a plan tells of the daemon what a person decides by', () => {
  const match = matchOf()
  const { stop, force } = match.profile
  expect(toPlannedProfile(match)).toEqual({
    ...{ id: 'iguana', title: 'The iguana server', how: 'its unit is iguana.service' },
    ...{ waitsFor: stop.waitsFor, usual: stop.usual, longest: stop.longest },
    ...{ command: stop.command, force },
  })
})
