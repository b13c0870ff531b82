import { describe, expect, it } from 'vitest'
import type { InitScriptDetail, LsbStatus } from '../../../../shared/init-script.ts'
import { hearScript, whyNotAsked } from '../../../../electron/engine/decide/sysv/init-detail.ts'
import { lsbWords, wordsOfStatus } from '../../../../shared/wording/init-words.ts'
import { makeInitFacts } from '../../../fakes/init.ts'

const detail = (number: LsbStatus): InitScriptDetail => ({
  ...makeInitFacts(),
  status: { number, words: lsbWords[number], evidence: [] },
  says: { kind: 'not-asked', why: '' },
  disagreement: null,
})
const said = (status: number | null) =>
  ({ kind: 'answered', status, output: '', words: wordsOfStatus(status) }) as const

describe('what the script says beside what is so', () => {
  it.each<[LsbStatus, number | null, string | null]>([
    [0, 0, null],
    [3, 3, null],
    [1, 1, null],
    [0, 3, 'The script says 3 (not running), but 2 processes of it live.'],
    [0, 1, 'The script says 1 (dead, and a pid file is left), but 2 processes of it live.'],
    [3, 0, 'The script says 0 (running), but no process of it lives.'],
    [1, 0, 'The script says 0 (running), but no process of it lives.'],
    [1, 3, 'The script says 3 (not running), but it is 1 (dead, and a pid file is left).'],
    [2, 3, 'The script says 3 (not running), but it is 2 (dead, and a lock file is left).'],
    // Who does not know, or says nothing of LSB's, says nothing that is wrong.
    [0, 4, null],
    [0, 127, null],
    [0, null, null],
    [4, 0, null],
  ])('%d and %s', (number, status, words) => {
    expect(hearScript(detail(number), said(status), 2).disagreement).toBe(words)
  })
  it('counts one process as one', () => {
    expect(hearScript(detail(0), said(3), 1).disagreement).toMatch(/but 1 process of it lives\.$/)
  })
  it('is not asked of one that hung', () => {
    const says = { kind: 'hung', afterMs: 10_000 } as const
    expect(hearScript(detail(0), says, 1)).toMatchObject({ says, disagreement: null })
  })
})

describe('the exit status of status', () => {
  it.each([
    [0, '0, running'],
    [1, '1, dead, and a pid file is left'],
    [3, '3, not running'],
    [4, '4, unknown'],
    [5, '5, no LSB status'],
    [150, '150, no LSB status'],
    [null, 'it was ended by a signal'],
  ])('%s is %s', (status, words) => {
    expect(wordsOfStatus(status)).toBe(words)
  })
})

describe('a script whose status is not asked', () => {
  const refusal = {
    code: 'untrusted-script',
    message: 'Others could write it.',
    next: 'N.',
  } as const
  it.each([
    ['has none', makeInitFacts({ actions: ['start', 'stop'] }), 'The script knows no status.'],
    ['must not be run', makeInitFacts({ refusal }), 'Others could write it.'],
    ['is not there', null, 'It has no init script.'],
  ])('%s', (_, init, why) => {
    expect(whyNotAsked({ init })).toBe(why)
  })
  it('is asked otherwise', () => {
    expect(whyNotAsked({ init: makeInitFacts() })).toBeNull()
  })
})
