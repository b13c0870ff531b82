import { describe, expect, it } from 'vitest'
import type { SignalOutcome } from '../../shared/run.ts'
import { continuedSentence, signalSentence } from '../../shared/wording/remedy-words.ts'
import { proposalSentence, usualSentence } from '../../shared/wording/stop-times-words.ts'

const to = (pid: number, outcome: SignalOutcome = 'sent') => ({
  ...{ identity: { pid }, name: `d${pid}`, outcome },
})

describe('what a signal came to', () => {
  it.each<[SignalOutcome, string]>([
    ['sent', 'SIGINT was sent to d1 (1).'],
    ['maybe', 'SIGINT may have been sent to d1 (1).'],
    ['gone', 'SIGINT came too late for d1 (1).'],
    ['no-permission', 'SIGINT was refused by the kernel for d1 (1).'],
    ['failed', 'SIGINT could not be sent to d1 (1).'],
  ])('%s: %s', (outcome, sentence) => {
    expect(signalSentence('INT', [to(1, outcome)])).toBe(sentence)
  })

  it('is one sentence for each outcome of several', () => {
    expect(signalSentence('INT', [to(1), to(2), to(3, 'gone')])).toBe(
      'SIGINT was sent to d1 (1), d2 (2). SIGINT came too late for d3 (3).',
    )
  })
})

describe('what SIGCONT came to', () => {
  it('tells who goes on, who is stopped all the same, and who got none', () => {
    const results = [
      { ...to(1), goesOn: true },
      { ...to(2), goesOn: false },
      { ...to(3, 'gone'), goesOn: false },
    ]
    expect(continuedSentence(results)).toBe(
      'SIGCONT was sent to d1 (1): continued. SIGCONT was sent to d2 (2): still stopped. SIGCONT came too late for d3 (3).',
    )
  })

  it('is nothing of nobody', () => {
    expect(continuedSentence([])).toBe('')
  })
})

describe('how long stops take', () => {
  const times = { count: 1, usualMs: 3000, longestMs: 41_000, unusualMs: 6000, proposedMs: 90_000 }
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

  it('is what is usual, the longest, and of how many', () => {
    expect(plain(usualSentence(times))).toBe(
      'Its stops usually take 3 s, the longest 41 s (1 clean stop).',
    )
  })

  it('is a wait that covers them', () => {
    expect(plain(proposalSentence(times))).toMatch(
      /^A wait of .+ would have covered every clean stop\.$/,
    )
  })
})
