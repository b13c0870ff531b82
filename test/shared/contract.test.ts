import { describe, expect, it } from 'vitest'
import { parseRequest } from '../../shared/contract.ts'
import { requestInputs } from '../../shared/request-inputs.ts'

const refused = (name: unknown, input: unknown): string => {
  const result = parseRequest(name, input)
  if (result.ok) throw new Error('it was taken')
  expect(result.error.code).toBe('bad-input')
  return result.error.place ?? ''
}

describe('a request from outside', () => {
  it.each([
    ['host.info', {}],
    ['services.list', { all: true }],
    ['plan.make', { target: 'iguana', schedule: 'stop/5' }],
    ['run.stop', { target: 'pid:7', person: true }],
    [
      'run.decide',
      { run: '20261120-031204-ab12', turn: 3, decision: { kind: 'extend', ms: 30_000 } },
    ],
    ['run.kill', { target: 'pid:7', scope: 'all', confirmed: true, person: true }],
    ['service.signal', { target: 'pid:7', signal: 'HUP', scope: 'main' }],
    ['journal.read', {}],
    ['practice.start', { vice: 'obeys' }],
  ])('%s with what it needs is taken', (name, input) => {
    expect(parseRequest(name, input)).toEqual({ ok: true, value: { name, input } })
  })
  it.each([
    ['an unknown request', 'run.frobnicate', {}, 'request'],
    ['a name of the prototype', 'constructor', {}, 'request'],
    ['a name that is no text', 7, {}, 'request'],
    ['no input', 'run.stop', undefined, 'run.stop'],
    ['an unknown field', 'host.info', { extra: 1 }, 'host.info'],
    ['a missing target', 'run.stop', { person: true }, 'run.stop.target'],
    ['an empty target', 'plan.make', { target: '' }, 'plan.make.target'],
    ['a target without end', 'plan.make', { target: 'x'.repeat(5000) }, 'plan.make.target'],
    [
      'a force nobody confirmed',
      'run.kill',
      { target: 'x', scope: 'all', confirmed: false, person: true },
      'run.kill.confirmed',
    ],
    [
      'an unknown decision',
      'run.decide',
      { run: 'a', turn: 1, decision: { kind: 'nuke' } },
      'run.decide.decision.kind',
    ],
    [
      'a negative extension',
      'run.decide',
      { run: 'a', turn: 1, decision: { kind: 'extend', ms: -1 } },
      'run.decide.decision.ms',
    ],
    ['a run id with a path', 'run.get', { run: '../../etc' }, 'run.get.run'],
    [
      'an unknown signal',
      'service.signal',
      { target: 'x', signal: 'NUKE', scope: 'main' },
      'service.signal.signal',
    ],
    [
      'a huge pid',
      'run.stop',
      { target: 'x', person: true, suspects: [{ boot: 'b', pid: 1e12, startTicks: 1 }] },
      'run.stop.suspects.0.pid',
    ],
  ])('%s is refused, with the place', (_name, name, input, place) => {
    expect(refused(name, input)).toBe(place)
  })
  it('is never taken with a field more than it names', () => {
    for (const name of Object.keys(requestInputs)) {
      expect(parseRequest(name, { __surplus: true }).ok).toBe(false)
    }
  })
})
