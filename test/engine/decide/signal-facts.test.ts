import { describe, expect, it } from 'vitest'
import { dispositionOf } from '../../../electron/engine/decide/disposition.ts'
import { listSignalFacts } from '../../../electron/engine/decide/signal-facts.ts'
import type { SignalMasks } from '../../../shared/process.ts'

const masks = (more: Partial<SignalMasks> = {}): SignalMasks => ({
  caught: [],
  ignored: [],
  blocked: [],
  pending: [],
  ...more,
})

describe('what a process does with a signal', () => {
  it.each([
    ['nothing special', masks(), 'TERM', 'default'],
    ['a handler', masks({ caught: [15] }), 'TERM', 'caught'],
    ['ignored', masks({ ignored: [15] }), 'TERM', 'ignored'],
    ['blocked', masks({ blocked: [15] }), 'TERM', 'blocked'],
    ['blocked, with a handler behind', masks({ blocked: [15], caught: [15] }), 'TERM', 'blocked'],
    [
      'ignored and blocked: lost either way',
      masks({ blocked: [15], ignored: [15] }),
      'TERM',
      'ignored',
    ],
    ['another signal', masks({ caught: [1] }), 'TERM', 'default'],
    ['KILL, whatever the masks claim', masks({ ignored: [9], blocked: [9] }), 'KILL', 'default'],
    ['STOP, whatever the masks claim', masks({ caught: [19] }), 'STOP', 'default'],
  ] as const)('%s', (_, of, signal, here) => {
    expect(dispositionOf(of, signal)).toBe(here)
  })
})

describe('the list of signals', () => {
  const facts = listSignalFacts(masks({ caught: [1], ignored: [10] }))
  it.each([
    ['SIGTERM', 15, 'default', 'ends it'],
    ['SIGQUIT', 3, 'default', 'ends it with a core dump'],
    ['SIGHUP', 1, 'caught', 'ends it'],
    ['SIGUSR1', 10, 'ignored', 'ends it'],
    ['SIGWINCH', 28, 'default', 'does nothing'],
    ['SIGSTOP', 19, 'default', 'stops it until SIGCONT'],
    ['SIGCONT', 18, 'default', 'lets it go on if it was stopped'],
    ['SIGKILL', 9, 'default', 'ends it'],
  ])('says of %s', (signal, number, here, effect) => {
    expect(facts).toContainEqual({ signal, number, here, effect, meaning: null })
  })

  it('begins with the graceful one, ends with SIGKILL, and names each once', () => {
    expect(facts[0]?.signal).toBe('SIGTERM')
    expect(facts.at(-1)?.signal).toBe('SIGKILL')
    expect(new Set(facts.map((f) => f.signal)).size).toBe(facts.length)
  })
})
