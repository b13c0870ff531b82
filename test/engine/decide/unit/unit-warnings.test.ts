import { describe, expect, it } from 'vitest'
import {
  unitWarnings,
  type UnitWarningFacts,
} from '../../../../electron/engine/decide/unit/unit-warnings.ts'
import type { UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { makeImpact, richImpact } from '../../../fakes/unit-samples.ts'
import { makeUnit, unitSettings } from '../../../fakes/unit.ts'
import { commands, stopping } from './stopping.ts'

const facts = (
  state: Partial<UnitState> = {},
  settings: Partial<UnitSettings> = {},
  more: Partial<UnitWarningFacts> = {},
): UnitWarningFacts => ({
  unit: makeUnit(state, { settings: unitSettings(settings) }),
  impact: makeImpact(),
  facts: { needsReload: false },
  ...more,
})
const sentences = (given: UnitWarningFacts) => unitWarnings(given).map((w) => w.sentence)

it('an ordinary unit has none', () => {
  expect(unitWarnings(facts())).toEqual([])
})

describe('to stop at', () => {
  it('the own session', () => {
    const impact = makeImpact({ ownSession: 'Your own session hangs on dbus.service.' })
    expect(unitWarnings(facts({}, {}, { impact }))).toEqual([
      {
        severity: 'stop',
        sentence: 'Your own session hangs on it, and may end with it.',
        evidence: 'Your own session hangs on dbus.service.',
      },
    ])
  })

  it('a stop that is SIGKILL from the start', () => {
    expect(unitWarnings(facts({}, { killSignal: 9 }))).toEqual([
      {
        severity: 'stop',
        sentence: 'The stop itself is SIGKILL: nobody is asked to end.',
        evidence: 'KillSignal=SIGKILL',
      },
    ])
  })

  it('a schedule that signals what systemd restarts', () => {
    const given = facts({}, {}, { impact: richImpact, signalsFirst: true })
    expect(unitWarnings(given)[0]).toEqual({
      severity: 'stop',
      sentence: 'The schedule signals it instead of stopping it: systemd starts it again.',
      evidence: 'Restart=always starts it again after 100 ms',
    })
  })

  it('not a schedule that stops it: Restart= does not fire then', () => {
    const given = facts({}, {}, { impact: richImpact })
    expect(unitWarnings(given).every((w) => w.severity === 'note')).toBe(true)
  })

  it('not a schedule that signals what nobody restarts', () => {
    expect(unitWarnings(facts({}, {}, { signalsFirst: true }))).toEqual([])
  })

  it('comes before what is only to know', () => {
    const impact = { ...richImpact, ownSession: 'Your SSH connection comes in there.' }
    const given = facts({ frozen: true }, { killSignal: 9 }, { impact, signalsFirst: true })
    const severities = unitWarnings(given).map((w) => w.severity)
    expect(severities).toEqual(['stop', 'stop', 'stop', 'note', 'note'])
  })
})

describe('what starts it again', () => {
  it('is named, and what could be stopped with it', () => {
    expect(unitWarnings(facts({}, {}, { impact: richImpact }))).toEqual([
      {
        severity: 'note',
        sentence: 'It may start again after the stop. iguana.socket can be stopped with it.',
        evidence:
          'iguana.socket starts it at the next connection; a call to org.example.Iguana on the bus starts it',
      },
    ])
  })

  it('may be nothing that one could stop', () => {
    const bringsBack = richImpact.bringsBack.filter((b) => b.kind === 'bus-name')
    expect(sentences(facts({}, {}, { impact: makeImpact({ bringsBack }) }))).toEqual([
      'It may start again after the stop.',
    ])
  })
})

describe('to know', () => {
  it.each<readonly [string, UnitWarningFacts, string]>([
    [
      'it is frozen',
      facts({ frozen: true }),
      'It is frozen: a stop thaws it first, and it goes on working until it hears the signal.',
    ],
    [
      'a stop lets go of it',
      facts({}, { killMode: 'none' }),
      'systemd signals nobody: a stop lets go of it and leaves everything running.',
    ],
    [
      'only its commands ask it',
      facts({}, { killMode: 'none', execStop: commands(1) }),
      'systemd signals nobody: only its ExecStop= commands ask it to end.',
    ],
    [
      'systemd gives up',
      facts({}, { sendSigkill: false }),
      'systemd never forces it: when its patience ends it gives up and leaves the rest running.',
    ],
    [
      'it is being stopped already',
      facts({}, {}, { unit: stopping('stop-sigterm') }),
      'It is being stopped already, and the clock of that stop runs.',
    ],
    [
      'its commands are left out while it starts',
      facts({ activeState: 'activating', subState: 'start' }, { execStop: commands(1) }),
      'It is not up yet: systemd leaves ExecStop= out and signals it at once.',
    ],
    [
      'and while it reloads',
      facts({ activeState: 'reloading', subState: 'reload' }, { execStop: commands(1) }),
      'It reloads: systemd leaves ExecStop= out and signals it at once.',
    ],
    [
      'its file was changed',
      facts({}, {}, { facts: { needsReload: true } }),
      'Its file was changed since systemd read it: the stop follows the old one.',
    ],
    [
      'nothing of it runs',
      facts({ subState: 'exited' }, { remainAfterExit: true }),
      'Nothing of it runs: the stop only changes what systemd says of it.',
    ],
    [
      'nothing of it runs, but its commands will',
      facts({ subState: 'exited' }, { execStop: commands(1) }),
      'Nothing of it runs: the stop runs its ExecStop= commands.',
    ],
    [
      'a job is broken off',
      facts({ activeState: 'activating', subState: 'start' }, { type: 'oneshot' }),
      'It is a job that runs to its end: a stop breaks it off half-way.',
    ],
  ])('%s', (_, given, sentence) => {
    const warnings = unitWarnings(given)
    expect(warnings.map((w) => w.sentence)).toEqual([sentence])
    expect(warnings[0]?.severity).toBe('note')
    expect(warnings[0]?.evidence).not.toBe('')
  })

  it('KillMode=none already says that nobody forces', () => {
    expect(sentences(facts({}, { killMode: 'none', sendSigkill: false }))).toHaveLength(1)
  })

  it('a unit at rest needs no word on commands that would be left out', () => {
    const down = { activeState: 'inactive' as const, subState: 'dead' }
    expect(sentences(facts(down, { execStop: commands(1) }))).toEqual([])
  })

  it('a oneshot that has run is no job that breaks off', () => {
    expect(sentences(facts({ subState: 'exited' }, { type: 'oneshot' }))).toHaveLength(1)
  })
})
