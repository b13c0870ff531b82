import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitSchedule } from '../../../../electron/engine/decide/limits/limit-schedule.ts'
import type { ForceLimit } from '../../../../electron/engine/decide/limits/limits.ts'
import {
  isForce,
  parseSchedule,
  printSchedule,
  unaskedForceSteps,
  type Schedule,
} from '../../../../shared/schedule.ts'

function parse(text: string): Schedule {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function limited(text: string, limit: ForceLimit): string | null {
  const left = limitSchedule(parse(text), limit)
  return left === null ? null : printSchedule(left)
}

describe('a schedule where force is limited', () => {
  it.each<[string, ForceLimit, string | null]>([
    ['stop/30/ask/KILL/5', 'allowed', 'stop/30/ask/KILL/5'],
    ['stop/30/KILL/5', 'allowed', 'stop/30/KILL/5'],
    ['stop/30/ask/KILL/5', 'never', 'stop/30/ask'],
    ['stop/30/KILL/5', 'never', 'stop/30/ask'],
    ['stop/30/ask', 'never', 'stop/30/ask'],
    ['stop/wait', 'never', 'stop/wait'],
    ['TERM/5/KILL@main/5/stop/5', 'never', 'TERM/5/ask'],
    ['stop/30/ask/TERM@all/5/ask/KILL/5', 'never', 'stop/30/ask/TERM@all/5/ask'],
    ['KILL/5', 'never', null],
    ['KILL@group/5', 'never', null],
    ['stop/30/ask/KILL/5', 'person', 'stop/30/ask/KILL/5'],
    ['stop/30/KILL/5', 'person', 'stop/30/ask/KILL/5'],
    ['TERM/5/KILL@main/5/KILL/5', 'person', 'TERM/5/ask/KILL@main/5/KILL/5'],
    ['KILL/5', 'person', null],
    ['stop/wait', 'person', 'stop/wait'],
  ])('%s with force %s is %s', (text, limit, left) => {
    expect(limited(text, limit)).toBe(left)
  })
})

const step = fc.constantFrom('stop', 'TERM', 'KILL', 'INT@all', 'KILL@main', 'QUIT')
const pause = fc.constantFrom('1', '30', 'ask')
/** Schedules that are right: each step is followed by a wait or a question. */
const schedules = fc
  .array(fc.tuple(step, pause), { minLength: 1, maxLength: 5 })
  .map((pairs) => pairs.flat().join('/'))

describe('any schedule', () => {
  it('has no force left where none is given, and is still one that can be read', () => {
    fc.assert(
      fc.property(schedules, (text) => {
        const left = limitSchedule(parse(text), 'never')
        if (left === null) return parse(text)[0]?.kind === 'signal'
        return !left.some(isForce) && parseSchedule(printSchedule(left)).ok
      }),
    )
  })
  it('asks before its first force where that needs a person, and keeps every step', () => {
    fc.assert(
      fc.property(schedules, (text) => {
        const before = parse(text)
        const left = limitSchedule(before, 'person')
        if (left === null) return isForce(before[0] ?? { kind: 'ask' })
        const added = left.length - before.length
        const isRead = parseSchedule(printSchedule(left)).ok
        return unaskedForceSteps(left).length === 0 && (added === 0 || added === 1) && isRead
      }),
    )
  })
  it('keeps the numbers of the steps before its first force', () => {
    fc.assert(
      fc.property(schedules, fc.constantFrom<ForceLimit>('never', 'person'), (text, limit) => {
        const before = parse(text)
        const first = before.findIndex(isForce)
        const left = limitSchedule(before, limit)
        const until = first === -1 ? before.length : first
        expect(left?.slice(0, until) ?? []).toEqual(left === null ? [] : before.slice(0, until))
      }),
    )
  })
})
