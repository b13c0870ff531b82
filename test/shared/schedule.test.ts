import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultScheduleText,
  isForce,
  parseSchedule,
  printSchedule,
  unaskedForceSteps,
  type Schedule,
  type ScheduleItem,
} from '../../shared/schedule.ts'
import { signalNumbers, type SignalName } from '../../shared/signals.ts'

const parse = (text: string): Schedule => {
  const result = parseSchedule(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const refusal = (text: string): { place: string; message: string; next: string } => {
  const result = parseSchedule(text)
  if (result.ok) throw new Error(`"${text}" was taken`)
  const { place = '', message, next, code } = result.error
  expect(code).toBe('bad-schedule')
  return { place, message, next }
}

describe('reading a schedule', () => {
  it('reads the default', () => {
    expect(parse(defaultScheduleText)).toEqual([
      { kind: 'stop' },
      { kind: 'wait', seconds: 30 },
      { kind: 'ask' },
      { kind: 'signal', signal: 'KILL', scope: 'all' },
      { kind: 'wait', seconds: 5 },
    ])
  })
  it.each([
    ['TERM/5', 'TERM', 'main'],
    ['SIGTERM/5', 'TERM', 'main'],
    ['-15/5', 'TERM', 'main'],
    ['TERM@all/5', 'TERM', 'all'],
    ['INT@group/5', 'INT', 'group'],
    ['KILL/5', 'KILL', 'all'],
    ['-9/5', 'KILL', 'all'],
    ['KILL@main/5', 'KILL', 'main'],
    ['SIGUSR1@main/5', 'USR1', 'main'],
  ])('reads %s as SIG%s to %s', (text, signal, scope) => {
    expect(parse(text)[0]).toEqual({ kind: 'signal', signal, scope })
  })
  it('takes a bare number for seconds, never for a signal', () => {
    expect(parse('stop/9')[1]).toEqual({ kind: 'wait', seconds: 9 })
  })
  it('takes parts of a second', () => {
    expect(parse('stop/2.5')[1]).toEqual({ kind: 'wait', seconds: 2.5 })
  })
  it('takes a wait without a deadline at the end', () => {
    expect(parse('stop/wait')[1]).toEqual({ kind: 'wait-on' })
  })
})

describe('refusing a schedule, with the column of the step', () => {
  it.each([
    ['', 'column 1', /empty/],
    ['/stop/5', 'column 1', /empty/],
    ['stop//5', 'column 6', /empty/],
    ['stop/5/', 'column 8', /empty/],
    ['stop/5/KILL', 'column 8', /ends without looking/],
    ['stop', 'column 1', /ends without looking/],
    ['30/stop/5', 'column 1', /starts by waiting/],
    ['ask', 'column 1', /starts by waiting/],
    ['wait', 'column 1', /starts by waiting/],
    ['stop/forever', 'column 6', /forever/],
    ['stop/wait/KILL/5', 'column 6', /nothing can follow/],
    ['stop/9/5', 'column 8', /wait follows a wait/],
    ['stop/FROB/5', 'column 6', /no step/],
    ['term/5', 'column 1', /no step/],
    ['-99/5', 'column 1', /no step/],
    ['-0/5', 'column 1', /no step/],
    ['TERM@everybody/5', 'column 1', /no scope/],
    ['TERM@all@main/5', 'column 1', /no scope/],
    ['stop/-5', 'column 6', /ends without looking/],
    ['stop/1e3', 'column 6', /no step/],
    ['stop/ 5', 'column 6', /no step/],
    ['stop/5s', 'column 6', /no step/],
    ['stop/99999999', 'column 6', /longer than a week/],
    ['stop/5\nKILL/5', 'column 6', /no step/],
  ])('%j at %s', (text, place, words) => {
    const refused = refusal(text)
    expect(refused.place).toBe(place)
    expect(refused.message).toMatch(words)
    expect(refused.next).not.toBe('')
  })
  it('says how to write what "forever" was meant for', () => {
    expect(refusal('stop/forever').next).toContain('`wait`')
  })
})

const signalName = fc.constantFrom(...(Object.keys(signalNumbers) as SignalName[]))
const call = fc.oneof(
  fc.constant<ScheduleItem>({ kind: 'stop' }),
  fc.record({
    kind: fc.constant('signal' as const),
    signal: signalName,
    scope: fc.constantFrom('main' as const, 'all' as const, 'group' as const),
  }),
)
const wait = fc.oneof(
  fc
    .integer({ min: 0, max: 604_800_000 })
    .map((ms): ScheduleItem => ({ kind: 'wait', seconds: ms / 1000 })),
  fc.constant<ScheduleItem>({ kind: 'ask' }),
)
const anySchedule = fc
  .tuple(
    fc.array(fc.tuple(call, fc.option(wait))),
    call,
    fc.oneof(wait, fc.constant<ScheduleItem>({ kind: 'wait-on' })),
  )
  .map(([blocks, last, end]): Schedule => [
    ...blocks.flatMap(([c, w]) => (w ? [c, w] : [c])),
    last,
    end,
  ])

describe('printing a schedule', () => {
  it('gives a text that reads as the same schedule', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        expect(parse(printSchedule(schedule))).toEqual(schedule)
      }),
    )
  })
  it('never throws on any text, and refuses with a place inside it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9/@.-]{0,30}$/)), (text) => {
        const result = parseSchedule(text)
        if (result.ok) return
        const column = Number(/^column (\d+)$/.exec(result.error.place ?? '')?.[1])
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual(text.length + 1)
      }),
    )
  })
  it.each([
    ['SIGTERM/5', 'TERM/5'],
    ['-9/5', 'KILL/5'],
    ['KILL@all/5', 'KILL/5'],
    ['TERM@main/2.50', 'TERM/2.5'],
  ])('writes %s as %s', (text, printed) => {
    expect(printSchedule(parse(text))).toBe(printed)
  })
})

describe('force in a schedule', () => {
  it('is SIGKILL, whatever its scope', () => {
    expect(parse('KILL@main/1/TERM/1').map(isForce)).toEqual([true, false, false, false])
  })
  it.each([
    ['stop/30/ask/KILL/5', []],
    ['stop/30/KILL/5', [2]],
    ['KILL/5', [0]],
    ['KILL/5/ask/KILL/5', [0]],
    ['stop/30', []],
  ])('%s has KILL steps that nothing asks about: %j', (text, steps) => {
    expect(unaskedForceSteps(parse(text))).toEqual(steps)
  })
})

describe('the edges of a schedule', () => {
  it('a wait may last a week, to the second', () => {
    expect(parse('stop/604800')[1]).toEqual({ kind: 'wait', seconds: 604_800 })
    expect(refusal('stop/604801').message).toBe(
      'The schedule "stop/604801" is refused at column 6: "604801" is longer than a week.',
    )
    expect(refusal('stop/604801').next).toContain('`wait`')
  })
  it('a wait may be none, and is exact to the millisecond', () => {
    expect(parse('stop/0')[1]).toEqual({ kind: 'wait', seconds: 0 })
    expect(parse('stop/0.0014')[1]).toEqual({ kind: 'wait', seconds: 0.001 })
    expect(parse('stop/0.0016')[1]).toEqual({ kind: 'wait', seconds: 0.002 })
  })
  it.each(['.5', '5.', '1_000', '٣', '+5', 'Infinity', 'NaN'])(
    '%s is no number of seconds',
    (text) => {
      expect(refusal(`stop/${text}`).message).toContain(`"${text}" is no step`)
    },
  )
  it.each(['toString/5', 'SIGconstructor/5', '__proto__/5', 'SIG/5', '-/5', '-1.5/5', '-٩/5'])(
    '%s is no signal',
    (text) => {
      expect(refusal(text).place).toBe('column 1')
    },
  )
  it.each([
    ['stop/ask/5', 'stop', 'ask', 'wait'],
    ['stop/5/ask', 'stop', 'wait', 'ask'],
    ['stop/ask/wait', 'stop', 'ask', 'wait-on'],
    ['stop/5/wait', 'stop', 'wait', 'wait-on'],
    ['stop/ask/ask', 'stop', 'ask', 'ask'],
  ])('%s is taken', (text, ...kinds) => {
    expect(parse(text).map((item) => item.kind)).toEqual(kinds)
  })
  it('every refusal tells what to write instead', () => {
    const texts = [
      '',
      '5',
      'stop',
      'stop/5/5',
      'stop/wait/5',
      'x',
      'x@y',
      'TERM@x/5',
      'stop/forever',
    ]
    for (const text of texts) {
      expect(refusal(text).next).toMatch(/^[A-Z][^!]*\.$/)
      expect(refusal(text).message).toMatch(/^The schedule "[^"]*" is refused at column \d+: .*\.$/)
    }
  })
  it('a schedule of a thousand steps is read and printed', () => {
    const long = Array.from({ length: 500 }, () => 'INT/1').join('/')
    expect(parse(long)).toHaveLength(1000)
    expect(printSchedule(parse(long))).toBe(long)
  })
})
