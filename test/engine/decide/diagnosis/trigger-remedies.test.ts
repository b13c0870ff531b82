/** What brings a service back: a trigger is stopped by a button, a unit of its own is not. */
import { describe, expect, it } from 'vitest'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { fakeNow } from '../../../fakes/rows.ts'
import { makeFacts, makeProcess, makeUnitFacts } from './build-facts.ts'
import { offered } from './offered.ts'

describe('a trigger that brings it back', () => {
  const back = (stoppable: boolean, more: object = {}): DiagnosisFacts => {
    const facts = makeFacts({
      processes: [makeProcess({ row: { startedAt: fakeNow.wall - 1000 } })],
      unit: makeUnitFacts(),
    })
    const trigger = {
      kind: 'timer',
      by: 'iguana-watch.timer',
      when: 'after-a-stop',
      sentence: 'iguana-watch.timer starts it when its time comes',
      stoppable,
      ...more,
    } as const
    const impact = { bringsBack: [trigger], clients: [] }
    return { ...facts, plan: { unit: { impact } } as unknown as DiagnosisFacts['plan'] }
  }

  it('can be stopped where its manager allows that', () => {
    const [only] = offered(back(true), 'stop-trigger')
    expect(only?.action).toEqual({ kind: 'stop-trigger', unit: 'iguana-watch.timer' })
    expect(only?.remedy.id).toBe('stop-trigger:iguana-watch.timer')
  })

  it.each(['web.service', 'multi-user.target', 'apps.slice'])(
    'is no trigger but a unit of its own, and not stopped by one button: %s',
    (by) => {
      const facts = back(true, { kind: 'upheld', by, sentence: `${by} starts it again at once` })
      expect(offered(facts, 'stop-trigger')).toEqual([])
      expect(offered(facts, 'by-hand')[0]?.remedy.label).toBe(`Stop ${by} as a service of its own`)
    },
  )

  it.each(['x.timer', 'x.path', 'x.socket', 'x.automount'])('can be a %s', (by) => {
    expect(offered(back(true, { by }), 'stop-trigger')).toHaveLength(1)
  })

  it('is named, and left to the person, where it refuses', () => {
    expect(offered(back(false), 'stop-trigger')).toEqual([])
    expect(offered(back(false), 'by-hand')[0]?.remedy.says).toContain('iguana-watch.timer')
  })
})
