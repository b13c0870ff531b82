import { describe, expect, it } from 'vitest'
import {
  afterAStop,
  connections,
  costLine,
  isFree,
  startsAtOnce,
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

describe('the line beside the button', () => {
  it.each<[string, UnitImpact | null, string | null]>([
    ['what is no unit', null, null],
    ['a stop that touches nobody', freeImpact, null],
    [
      'all at once',
      kamailioImpact,
      'It costs: 1 more unit stops with it; 214\u00a0clients cut off; kamailio-watch.timer starts it again.',
    ],
    [
      'several units',
      {
        ...freeImpact,
        stopsToo: [...kamailioImpact.stopsToo, ...kamailioImpact.stopsToo],
      },
      'It costs: 2 more units stop with it.',
    ],
    [
      'unknown clients',
      { ...freeImpact, clientsUnknown: 'denied' },
      'It costs: clients are not known.',
    ],
    [
      'one’s own session',
      { ...freeImpact, ownSession: 'x' },
      'It costs: your own session hangs on it.',
    ],
  ])('tells of %s', (_name, impact, line) => {
    expect(costLine(planWith(impact))?.replaceAll('\u00a0', ' ') ?? null).toBe(
      line?.replaceAll('\u00a0', ' ') ?? null,
    )
  })
})

describe('a stop that starts without a question', () => {
  const free = { ...planWith(freeImpact), warnings: [], suspects: [], refusal: null }
  it('is one of a unit that nobody depends on', () => {
    expect(startsAtOnce(free)).toBe(true)
  })
  it.each<[string, Partial<Plan>]>([
    ['of what is no unit: who is connected is not known', { unit: null }],
    ['with others that stop too', { unit: planWith(kamailioImpact).unit }],
    ['with a warning that stops', { warnings: [{ severity: 'stop', sentence: 'Wait.' }] }],
    ['that the unit refuses', { unit: planWith({ ...freeImpact, refusesManualStop: true }).unit }],
    [
      'that is refused',
      {
        refusal: { code: 'managed-by-unit', message: 'It belongs to a unit.', next: 'Stop that.' },
      },
    ],
  ])('is none %s', (_name, more) => {
    expect(startsAtOnce({ ...free, ...more })).toBe(false)
  })
})
