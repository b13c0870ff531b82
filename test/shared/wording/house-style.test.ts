/** Every word that a door can show: none missing, and all in one voice. */
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../shared/errors.ts'
import { jsonService, planResult, runLine, runResult } from '../../../shared/json-output.ts'
import type { MemberReason } from '../../../shared/process.ts'
import { askSentence } from '../../../shared/wording/phases.ts'
import { outcomeWord } from '../../../shared/wording/outcomes.ts'
import {
  adviceWord,
  backendWord,
  forceCosts,
  hereWord,
  isEscapee,
  memberReasons,
  reasonWords,
  scopeWords,
  sentWord,
  signalOutcomeWord,
  stateWord,
  viceWords,
} from '../../../shared/wording/views.ts'
import { signalNumbers, type SignalName } from '../../../shared/signals.ts'
import { viceNames } from '../../../shared/practice.ts'
import { identity, makeMember, ms } from '../../fakes/run.ts'

const tables: [string, Record<string, string>, RegExp][] = [
  ['states', stateWord, /^[A-Z][a-z]/],
  ['outcomes', outcomeWord, /^[A-Z][a-z]/],
  ['back ends', backendWord, /^[a-z]/],
  ['scopes', scopeWords, /^to [a-z]/],
  ['dispositions', hereWord, /^[a-z]+$/],
  ['what becomes of a signal', signalOutcomeWord, /^[a-z]/],
  ['advice', adviceWord, /^[a-z]/],
  ['questions', askSentence, /^[a-z]/],
]

describe.each(tables)('the words for %s', (_what, table, start) => {
  it.each(Object.entries(table))('%s: %s', (_kind, words) => {
    expect(words).toMatch(start)
    expect(words).toBe(words.trim())
    expect(words).not.toMatch(/\.$|!|\b(sorry|oops|please|unfortunately)\b/i)
  })
  it('differ from each other', () => {
    // Whoever stops it, it is stopping: the one state that two ways lead to.
    const kinds = Object.keys(table).filter((kind) => kind !== 'deactivating')
    expect(new Set(Object.values(table)).size).toBe(kinds.length)
  })
})

it('a unit that somebody else stops is stopping, too', () => {
  expect(stateWord.deactivating).toBe(stateWord.stopping)
})

describe('scripts and people hear of the same', () => {
  const of = (values: readonly string[]): string[] => [...values].sort()
  it.each<[string, readonly string[], object]>([
    ['states', jsonService.shape.state.options, stateWord],
    ['outcomes', runResult.shape.outcome.options, outcomeWord],
    ['advice', runResult.shape.advice.unwrap().shape.level.options, adviceWord],
    [
      'error codes',
      jsonService.shape.refusal.unwrap().shape.code.options,
      Object.fromEntries(errorCodes.map((code) => [code, ''])),
    ],
  ])('%s', (_what, described, words) => {
    expect(of(described)).toEqual(of(Object.keys(words)))
  })
  it('what becomes of a signal', () => {
    const signalLine = runLine.options.find((option) => option.shape.type.value === 'signal')
    const outcome = signalLine?.shape as { outcome: { options: string[] } } | undefined
    expect(of(outcome?.outcome.options ?? [])).toEqual(of(Object.keys(signalOutcomeWord)))
  })
  it('conditions of a step', () => {
    const described = planResult.shape.steps.element.shape.condition.options
    expect(described).toEqual(['always', 'if-some-are-left', 'only-if-you-say-so'])
  })
})

describe('the ladder of advice', () => {
  it('goes from nothing to a reboot, mildest first', () => {
    expect(Object.keys(adviceWord)).toEqual([
      'none',
      'clean-up',
      'try-restart',
      'reboot-recommended',
      'reboot-required',
    ])
  })
})

describe('what force costs', () => {
  it('is told in whole sentences, each another', () => {
    expect(forceCosts).toHaveLength(new Set(forceCosts).size)
    for (const sentence of forceCosts) expect(sentence).toMatch(/^[A-Z][^!]*[a-z]\.$/)
  })
  it.each([/not written yet is lost/, /cut off/, /stay behind/])('names %s', (words) => {
    expect(forceCosts.filter((sentence) => words.test(sentence))).toHaveLength(1)
  })
})

describe('the practice daemons', () => {
  it.each(viceNames)('%s has a name in one word and a lesson in whole sentences', (vice) => {
    expect(viceWords[vice].name).toMatch(/^[A-Z][a-z]+$/)
    expect(viceWords[vice].lesson).toMatch(/^[A-Z][^!]*[a-z]\.$/)
  })
})

describe('what was sent', () => {
  const sent = { call: 1, step: 0, identity: null, at: ms(0), outcome: 'sent' } as const
  it('is called by the full name of each signal', () => {
    for (const what of Object.keys(signalNumbers) as SignalName[]) {
      expect(sentWord({ ...sent, what })).toBe(`SIG${what}`)
    }
  })
  it('is the same word whoever got it and whatever came of it', () => {
    const other = { ...sent, identity: identity(7), outcome: 'failed', what: 'TERM' } as const
    expect(sentWord(other)).toBe('SIGTERM')
  })
})

describe('reasons to belong', () => {
  const reasons: MemberReason[] = [
    { kind: 'picked', how: 'port 1\x1b[2J' },
    { kind: 'pid-file', path: '/run/a\r.pid' },
    { kind: 'child', of: 1 },
    { kind: 'session', leader: 2 },
    { kind: 'process-group', leader: 3 },
    { kind: 'left-tree', from: 4 },
    { kind: 'unit', unit: 'a.service', below: '/b\x1b' },
    { kind: 'left-cgroup', to: '/user.slice\n' },
  ]
  it('stay on one line, without a full stop', () => {
    for (const reason of reasons) expect(reasonWords(reason)).toMatch(/^[ -~]*[^.]$/)
  })
  it('are told in the order in which they were found', () => {
    expect(memberReasons(makeMember(1, { reasons }))).toBe(reasons.map(reasonWords).join(', '))
    expect(memberReasons(makeMember(1, { reasons: [] }))).toBe('')
  })
  it('make an escapee only of one that was seen leaving', () => {
    const escapees = reasons.filter((reason) => isEscapee(makeMember(1, { reasons: [reason] })))
    expect(escapees.map(({ kind }) => kind)).toEqual(['left-tree', 'left-cgroup'])
    expect(isEscapee(makeMember(1, { reasons: [] }))).toBe(false)
  })
  it('that nobody has words for are a bug that says so', () => {
    expect(() => reasonWords({ kind: 'rumour' } as never)).toThrow('unhandled: {"kind":"rumour"}')
  })
})
