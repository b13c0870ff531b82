import { describe, expect, it } from 'vitest'
import type { Order, OrderEntryState, OrderPhase } from '../../../shared/order.ts'
import {
  entryStateWord,
  isDown,
  orderPhaseWord,
  orderSentence,
  waveWord,
} from '../../../shared/wording/order-words.ts'
import { makeOrder } from '../../fakes/scene-orders.ts'
import { scenes } from '../../fakes/scenes.ts'

const at = { mono: 1, wall: 1 }
const { order } = makeOrder(scenes.known(0), 'stopping')
const down: OrderEntryState = { kind: 'ended', runId: 'r', outcome: 'stopped' }
const hung: OrderEntryState = { kind: 'ended', runId: 'r', outcome: 'hung' }
const orderOf = (phase: OrderPhase, states: readonly OrderEntryState[]): Order => ({
  ...order,
  phase,
  states,
})
const ended = (how: 'done' | 'left' | 'interrupted'): OrderPhase => ({ kind: 'ended', how, at })
const asking: OrderPhase = {
  kind: 'asking',
  remaining: ['a', 'b'],
  blocked: [],
  next: null,
  since: at,
}

describe('the sentence over an order', () => {
  it.each<[string, OrderPhase, readonly OrderEntryState[]]>([
    ['Stopping 2 services', { kind: 'stopping' }, [down, hung]],
    ['The stop of 1 service is paused', { kind: 'paused' }, [down]],
    ['2 services have not stopped', asking, [down, hung]],
    ['1 service has not stopped', { ...asking, remaining: ['a'] }, [down, hung]],
    ['2 services are down', ended('done'), [down, down]],
    ['1 service is down', ended('done'), [down]],
    ['1 of 2 services is down', ended('done'), [down, hung]],
    ['The stop of 2 services was left; 1 is down', ended('left'), [down, hung]],
    ['The stop of 2 services was interrupted; 0 are down', ended('interrupted'), [hung, hung]],
  ])('%s', (sentence, phase, states) => {
    expect(orderSentence(orderOf(phase, states))).toBe(sentence)
  })
})

describe('one service of it', () => {
  it.each<[OrderEntryState, string, boolean]>([
    [{ kind: 'waiting', for: ['a'] }, 'Waits', false],
    [{ kind: 'stopping', runId: 'r' }, 'Stopping', false],
    [{ kind: 'asking', runId: 'r' }, 'Has not stopped', false],
    [down, 'Stopped', true],
    [{ kind: 'ended', runId: 'r', outcome: 'killed' }, 'Killed', true],
    [{ kind: 'ended', runId: 'r', outcome: 'already-stopped' }, 'Already stopped', true],
    [{ kind: 'ended', runId: 'r', outcome: 'came-back' }, 'Came back', false],
    [{ kind: 'ended', runId: 'r', outcome: 'survived' }, 'Survived SIGKILL', false],
    [{ kind: 'refused', error: { code: 'busy', message: '', next: '' } }, 'Refused', false],
    [{ kind: 'left' }, 'Left running', false],
  ])('%j is %s', (state, word, isItDown) => {
    expect(entryStateWord(state)).toBe(word)
    expect(isDown(state)).toBe(isItDown)
  })
})

it.each<[OrderPhase, string]>([
  [{ kind: 'stopping' }, 'Stopping'],
  [{ kind: 'paused' }, 'Paused'],
  [asking, 'Asks you'],
  [ended('done'), 'Over'],
  [ended('left'), 'Left'],
  [ended('interrupted'), 'Interrupted'],
])('calls the phase %j %s', (phase, word) => {
  expect(orderPhaseWord(phase)).toBe(word)
})

it('gives the first wave no condition', () => {
  expect([0, 1, 2].map(waveWord)).toEqual(['First', 'Then', 'Then'])
})
