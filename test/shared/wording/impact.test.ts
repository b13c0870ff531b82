import { describe, expect, it } from 'vitest'
import type { UnitImpact } from '../../../shared/unit.ts'
import {
  bringsBackClauses,
  impactClauses,
  stoppableTriggers,
} from '../../../shared/wording/impact.ts'
import { makeImpact, richImpact } from '../../fakes/unit-samples.ts'

describe('what a stop of a unit touches', () => {
  it('is told whole, each as a clause', () => {
    expect(impactClauses(richImpact)).toEqual([
      'iguana-exporter.service stops too (it has BindsTo=iguana.service)',
      'iguana.socket starts it at the next connection',
      'a call to org.example.Iguana on the bus starts it',
      'Restart=always starts it again after 100 ms',
      '14 connections to port 4569: 10.0.0.1 (9) and 5 more',
    ])
    for (const clause of impactClauses(richImpact)) expect(clause).not.toMatch(/\.$/)
  })
  it('is nothing where nobody hangs on it', () => {
    expect(impactClauses(makeImpact())).toEqual([])
  })
  it.each<[string, Partial<UnitImpact>, string]>([
    [
      'the session of the person, before all else',
      { ...richImpact, ownSession: 'Your own session hangs on dbus.service.' },
      'Your own session hangs on dbus.service',
    ],
    [
      'a unit that nobody may stop',
      { refusesManualStop: true },
      'systemd refuses to stop it by name (RefuseManualStop=yes)',
    ],
    [
      'connections that cannot be read: unknown clients count as some',
      { clientsUnknown: 'permission denied\n' },
      'connections are not known (permission denied\\n): expect some',
    ],
    [
      'one connection',
      { clients: [{ port: 80, count: 1, peers: [{ address: '::1', count: 1 }] }] },
      '1 connection to port 80: ::1 (1)',
    ],
    [
      'connections of nobody in particular',
      { clients: [{ port: 80, count: 3, peers: [] }] },
      '3 connections to port 80',
    ],
  ])('names %s', (_what, more, clause) => {
    expect(impactClauses(makeImpact(more))[0]).toBe(clause)
  })
})

describe('who brings it back', () => {
  it('after a stop is others, after a signal its own Restart= too', () => {
    expect(bringsBackClauses(richImpact, 'after-a-stop')).toHaveLength(2)
    expect(bringsBackClauses(richImpact, 'after-a-signal')).toEqual([
      'Restart=always starts it again after 100 ms',
    ])
  })
  it('can be stopped with it where it is a unit', () => {
    expect(stoppableTriggers(richImpact)).toEqual(['iguana.socket'])
  })
})
