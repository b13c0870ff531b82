/** What a person read is what they decide: an id names all that its remedy acts on. */
import { describe, expect, it } from 'vitest'
import { actId } from '../../../../electron/engine/decide/diagnosis/act-id.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { Remedy } from '../../../../shared/diagnosis.ts'
import { parseRequest } from '../../../../shared/contract.ts'
import { fakeNow } from '../../../fakes/rows.ts'
import { postgresql } from '../../../../electron/engine/profiles/postgresql.ts'
import { makeChild, makeFacts, makeProcess, makeUnitFacts } from './build-facts.ts'
import { offered } from './offered.ts'

const idOf = (facts: DiagnosisFacts, kind: Remedy['kind']): string => {
  const [only, ...more] = offered(facts, kind)
  if (only === undefined || more.length > 0) throw new Error(`not one ${kind}`)
  return only.remedy.id
}
const stopped = (...pids: readonly number[]): DiagnosisFacts =>
  makeFacts({
    processes: [
      makeProcess({ row: { state: pids.includes(100) ? 'T' : 'S' } }),
      ...[101, 102].map((pid) =>
        makeChild(pid, { row: { state: pids.includes(pid) ? 'T' : 'S' } }),
      ),
    ],
  })
const frozen = (cgroup: string): DiagnosisFacts =>
  makeFacts({
    processes: [makeProcess(), makeChild(101, { frozen: true, row: { cgroup } })],
    unit: makeUnitFacts({ activeState: 'active' }),
  })

/** A unit that this timer started again since. */
function broughtBack(by: string): DiagnosisFacts {
  const row = { startedAt: fakeNow.wall - 1000 }
  const facts = makeFacts({ processes: [makeProcess({ row })], unit: makeUnitFacts() })
  const bringsBack = [{ kind: 'timer', by, when: 'after-a-stop', sentence: 'x', stoppable: true }]
  const plan = { unit: { impact: { bringsBack, clients: [] } } }
  return { ...facts, plan: plan as unknown as DiagnosisFacts['plan'] }
}

describe('an id that was read in an older diagnosis', () => {
  it('continues nobody who was stopped since', () => {
    expect(idOf(stopped(100), 'continue')).not.toBe(idOf(stopped(100, 101), 'continue'))
    expect(idOf(stopped(101), 'continue')).not.toBe(idOf(stopped(102), 'continue'))
  })

  it('means the same while the same ones are stopped, in whatever order they come', () => {
    const facts = stopped(100, 101)
    const turned = { ...facts, processes: facts.processes.toReversed() }
    expect(idOf(turned, 'continue')).toBe(idOf(facts, 'continue'))
  })

  it('does not continue another process that has the pid by now', () => {
    const later = makeFacts({ processes: [makeProcess({ row: { state: 'T', startTicks: 999 } })] })
    expect(idOf(later, 'continue')).not.toBe(idOf(stopped(100), 'continue'))
  })

  it('thaws no other cgroup', () => {
    const own = '/system.slice/iguana.service'
    expect(idOf(frozen(own), 'thaw')).toBe(`thaw:${own}`)
    expect(idOf(frozen(`${own}/a`), 'thaw')).toBe(`thaw:${own}/a`)
  })

  it.each([
    ['thaw', frozen(`/system.slice/iguana.service/${'kubepods-burstable-pod'.repeat(40)}`)],
    ['by-hand', frozen(`/kubepods.slice/${'kubepods-burstable-pod'.repeat(40)}`)],
    ['stop-trigger', broughtBack(`${'x'.repeat(249)}.timer`)],
  ] as const)(
    'fits into a decision, however long the name of what it acts on: %s',
    (kind, facts) => {
      const ids = offered(facts, kind).map(({ remedy }) => remedy.id)
      expect(ids).not.toEqual([])
      for (const remedy of ids) {
        const decision = { run: 'run-1', turn: 1, decision: { kind: 'remedy', remedy } }
        expect([remedy, parseRequest('run.decide', decision).ok]).toEqual([remedy, true])
      }
    },
  )

  it('stops no other trigger, though both have very long names', () => {
    const [one, other] = ['a', 'b'].map((last) => broughtBack(`${'x'.repeat(248)}${last}.timer`))
    if (!one || !other) throw new Error('two are needed')
    expect(idOf(one, 'stop-trigger')).not.toBe(idOf(other, 'stop-trigger'))
  })

  it('waits as long as it said', () => {
    expect(idOf(makeFacts(), 'wait')).toBe('wait:60000')
  })

  it('names the signal that goes', () => {
    const profile = { profile: postgresql, by: 'program', how: 'x', own: false } as const
    const facts = makeFacts({
      processes: [makeProcess({ masks: { caught: [2, 15] } })],
      observed: { profile },
    })
    expect(offered(facts, 'faster-signal').map(({ remedy }) => remedy.id)).toEqual([
      expect.stringMatching(/^faster-signal:INT 100@/),
    ])
  })
})

describe('the id of what acts on very many', () => {
  const many = Array.from({ length: 500 }, (_, at) => `${4000 + at}@${at}`)

  it('still fits into a decision, and changes with each of them', () => {
    const whole = actId('continue', many)
    expect(whole.length).toBeLessThanOrEqual(200)
    const ids = many.map((one) =>
      actId('continue', [...many.filter((id) => id !== one), `${one}1`]),
    )
    expect(new Set([whole, ...ids]).size).toBe(501)
  })

  it('does not depend on their order', () => {
    expect(actId('continue', many.toReversed())).toBe(actId('continue', many))
  })
})
