/** Requests that choose a word from a closed list. */
import { describe, expect, it } from 'vitest'
import { viceNames } from '../../shared/practice.ts'
import { signalNumbers } from '../../shared/signals.ts'
import { taken } from './full-requests.ts'

describe('a word from a closed list', () => {
  it('is every signal by its name, and no number or prefix', () => {
    for (const signal of Object.keys(signalNumbers)) {
      expect([signal, taken('service.signal', { signal })]).toEqual([signal, true])
    }
    for (const signal of ['SIGTERM', 'term', '15', 15, 'RTMIN', 'toString']) {
      expect([signal, taken('service.signal', { signal })]).toEqual([signal, false])
    }
  })
  it('is every vice, and no other', () => {
    expect(viceNames.map((vice) => taken('practice.start', { vice }))).not.toContain(false)
    expect(taken('practice.start', { vice: 'constructor' })).toBe(false)
  })
  it.each(['main', 'all', 'group'])('is the scope %s, of a force and of a signal', (scope) => {
    expect(taken('run.kill', { scope })).toBe(true)
    expect(taken('service.signal', { scope })).toBe(true)
    expect(taken('run.decide', { decision: { kind: 'force', scope } })).toBe(true)
  })
  it('is the scope control of a signal, and of no force', () => {
    expect(taken('service.signal', { scope: 'control' })).toBe(true)
    expect(taken('run.kill', { scope: 'control' })).toBe(false)
  })
  it.each([
    ['reset-failed', true],
    ['freeze', true],
    ['thaw', true],
    ['stop', false],
    ['toString', false],
  ])('is the control %s of a unit: %s', (action, isTaken) => {
    expect(taken('unit.control', { action })).toBe(isTaken)
  })
  it.each<[object, boolean]>([
    [{ kind: 'hold' }, true],
    [{ kind: 'hold', reload: true }, true],
    [{ kind: 'extend', ms: 5, reload: false }, true],
    [{ kind: 'hold', reload: 'yes' }, false],
    [{ kind: 'leave', reload: true }, false],
    [{ kind: 'release' }, true],
    [{ kind: 'go-on' }, true],
    [{ kind: 'leave' }, true],
    [{ kind: 'force' }, false],
    [{ kind: 'force', scope: 'everybody' }, false],
    [{ kind: 'force', scope: 'all', ms: 5 }, false],
    [{ kind: 'hold', ms: 5 }, false],
    [{ kind: 'extend' }, false],
    [{ kind: 'extend', ms: 5, scope: 'all' }, false],
    [{ kind: 'release', scope: 'all' }, false],
    [{ kind: 'go-on', turn: 1 }, false],
    [{ kind: 'leave', by: 'root' }, false],
    [{}, false],
  ])('is the decision %j: %s', (decision, isTaken) => {
    expect(taken('run.decide', { decision })).toBe(isTaken)
  })
  it.each([false, 'true', 1, null])(
    'is never %j for the word that confirms a force',
    (confirmed) => {
      expect(taken('run.kill', { confirmed })).toBe(false)
    },
  )
})
