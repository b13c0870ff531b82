import { describe, expect, it } from 'vitest'
import {
  afterAStop,
  connections,
  isFree,
  warningsOf,
  weighPlan,
} from '../../../renderer/model/plan-weight.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { BringsBack, UnitImpact } from '../../../shared/unit.ts'
import { scenePlan } from '../../fakes/scene-plan.ts'
import { scenes } from '../../fakes/scenes.ts'
import { freeImpact, kamailioImpact } from '../../fakes/scene-units.ts'

const planWith = (impact: UnitImpact | null): Plan => {
  const plan = scenePlan(scenes.units(0), 'kamailio.service')
  if (!plan.ok || plan.value.unit === null) throw new Error('no plan of a unit')
  return {
    ...plan.value,
    unit: impact === null ? null : { unit: plan.value.unit.unit, impact },
  }
}
const [timer, restart] = kamailioImpact.bringsBack as [BringsBack, BringsBack]

describe('the weight of a stop', () => {
  it.each<[string, UnitImpact | null, string]>([
    ['light for what is no unit', null, 'light'],
    ['light where nothing hangs on it', freeImpact, 'light'],
    [
      'light where only a signal would bring it back',
      { ...freeImpact, bringsBack: [restart] },
      'light',
    ],
    [
      'light where it waits on ports and nobody came',
      { ...freeImpact, clients: [{ port: 80, count: 0, peers: [] }] },
      'light',
    ],
    ['heavy where others stop too', { ...freeImpact, stopsToo: kamailioImpact.stopsToo }, 'heavy'],
    ['heavy where a timer brings it back', { ...freeImpact, bringsBack: [timer] }, 'heavy'],
    ['heavy with clients', { ...freeImpact, clients: kamailioImpact.clients }, 'heavy'],
    ['heavy where clients are not known', { ...freeImpact, clientsUnknown: 'denied' }, 'heavy'],
    ['the gravest for one’s own session', { ...kamailioImpact, ownSession: 'x' }, 'own-session'],
  ])('is %s', (_name, impact, weight) => {
    expect(weighPlan(planWith(impact))).toBe(weight)
  })
})

describe('the warnings beside the impact', () => {
  const plan = planWith(kamailioImpact)
  const back = {
    severity: 'note',
    sentence: 'It may start again.',
    evidence: timer.sentence,
  } as const
  const other = { severity: 'note', sentence: 'It is frozen.' } as const
  it('leave out what the impact lists', () => {
    expect(warningsOf({ ...plan, warnings: [back, other] })).toEqual([other])
  })
  it('keep what stops a person, whatever the impact lists', () => {
    const stop = { ...back, severity: 'stop' } as const
    expect(warningsOf({ ...plan, warnings: [stop] })).toEqual([stop])
  })
  it('are all of them for what is no unit', () => {
    expect(warningsOf({ ...plan, unit: null, warnings: [back, other] })).toEqual([back, other])
  })
})

describe('what it is made of', () => {
  it('counts connections over all ports', () => {
    expect(connections(kamailioImpact)).toBe(214)
  })
  it('tells what a stop brings back from what a signal does', () => {
    expect(afterAStop(kamailioImpact)).toEqual([timer])
  })
  it.each<[string, Partial<UnitImpact>, boolean]>([
    ['nothing', {}, true],
    ['its own Restart=', { bringsBack: [restart] }, false],
    ['a refused stop', { refusesManualStop: true }, false],
    ['unknown clients', { clientsUnknown: 'denied' }, false],
    ['a session', { ownSession: 'x' }, false],
  ])('is free with %s: %s', (_name, more, free) => {
    expect(isFree({ ...freeImpact, ...more })).toBe(free)
  })
})
