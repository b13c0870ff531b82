import { describe, expect, it } from 'vitest'
import { findAsked } from '../../../../electron/engine/decide/diagnosing/asked.ts'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import type { SentSignal } from '../../../../shared/run.ts'
import { identity, makeRun, ms } from '../../../fakes/run.ts'
import { makeUnit, unitSettings, unitState } from '../../../fakes/unit.ts'

const plain = { unit: null } as unknown as Observed
const sent = (more: Partial<SentSignal>): SentSignal => ({
  ...{ call: 1, step: 0, what: 'TERM', identity: identity(100), at: ms(1), outcome: 'sent' },
  ...more,
})
const unitIn = (subState: string, killSignal = 15): Observed =>
  ({
    unit: { state: unitState({ subState }), settings: unitSettings({ killSignal }) },
  }) as unknown as Observed

describe('the signal that was sent last to stop it', () => {
  it.each<[string, readonly SentSignal[], object | null]>([
    ['is that of the run', [sent({ what: 'TERM', at: ms(3) })], { signal: 'TERM', at: ms(3) }],
    [
      'is the newest of several',
      [sent({}), sent({ what: 'QUIT', at: ms(9) })],
      { signal: 'QUIT', at: ms(9) },
    ],
    [
      'counts where it may have been sent',
      [sent({ outcome: 'maybe' })],
      { signal: 'TERM', at: ms(1) },
    ],
    [
      'counts where the kernel refused it: then that is the matter',
      [sent({ outcome: 'no-permission' })],
      { signal: 'TERM', at: ms(1) },
    ],
    ['is not one that reached nobody', [sent({ outcome: 'gone' })], null],
    ['is not one that was not sent', [sent({ outcome: 'failed' })], null],
    ['is not a SIGCONT', [sent({ what: 'CONT' })], null],
    ['is SIGTERM behind a stop command', [sent({ what: 'stop-command' })], { signal: 'TERM' }],
    ['is nothing before the first', [], null],
  ])('%s', (_, all, expected) => {
    const asked = findAsked(makeRun('stop/30/ask', { sent: all }), plain, ms(50))
    if (expected === null) expect(asked).toBeNull()
    else expect(asked).toMatchObject(expected)
  })

  it('left when it was known what came of it, not when it was written down', () => {
    const all = [sent({ at: ms(3), answered: ms(2003) })]
    const run = makeRun('stop/30/ask', { sent: all })
    expect(findAsked(run, plain, ms(2100))).toEqual({ signal: 'TERM', at: ms(2003) })
  })

  it.each([
    ['leaves just now while its call is open', 1, 2100],
    ['left when it was written down where a crash took its answer', 7, 3],
  ])('%s', (_, call, at) => {
    const phase = { kind: 'stopping', step: 0, call, deadline: null } as const
    const all = [sent({ outcome: 'maybe', at: ms(3) })]
    const run = makeRun('stop/30/ask', { sent: all, phase })
    expect(findAsked(run, plain, ms(2100))).toEqual({ signal: 'TERM', at: ms(at) })
  })

  it('is a stop command from its begin, for as long as that runs', () => {
    const phase = { kind: 'stopping', step: 0, call: 1, deadline: null } as const
    const all = [sent({ what: 'stop-command', identity: null, outcome: 'maybe', at: ms(3) })]
    const run = makeRun('stop/30/ask', { sent: all, phase })
    expect(findAsked(run, plain, ms(2100))).toMatchObject({ at: ms(3) })
  })

  it('is the unit’s own where its manager stops it', () => {
    const unit = makeUnit({}, { settings: unitSettings({ killSignal: 2 }) })
    const run = makeRun('stop/30/ask', { unit, sent: [sent({ what: 'stop-unit' })] })
    expect(findAsked(run, plain, ms(50))).toEqual({ signal: 'INT', at: ms(1) })
  })
})

describe('a stop that somebody else asked for', () => {
  it.each(['stop-sigterm', 'final-sigterm'])('is seen by the state of the unit: %s', (subState) => {
    expect(findAsked(null, unitIn(subState, 3), ms(50))).toEqual({ signal: 'QUIT', at: ms(0) })
  })

  it.each(['running', 'stop', 'stop-post', 'dead'])('is none in %s', (subState) => {
    expect(findAsked(null, unitIn(subState), ms(50))).toBeNull()
  })

  it('is none of what is no unit', () => {
    expect(findAsked(null, plain, ms(50))).toBeNull()
  })
})
