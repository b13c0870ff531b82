import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogQuery } from '../../../../electron/engine/os/systemd/ports.ts'
import {
  createUnitLog,
  type ClosableUnitLog,
} from '../../../../electron/engine/os/systemd/unit-log.ts'
import { isHere } from '../../../live/proc.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { cursorOf, FakeJournalctl, linesOf } from './fake-journalctl.ts'

const query: LogQuery = {
  unit: 'a.service',
  manager: 'system',
  after: null,
  since: null,
  level: 7,
  limit: 50,
  waitMs: 0,
}
const hint =
  'Hint: You are currently not seeing messages from other users and the system.\n' +
  "      Users in groups 'adm', 'systemd-journal' can see all messages.\n"

let journalctl: FakeJournalctl
let clock: ManualClock
let log: ClosableUnitLog
beforeEach(() => {
  journalctl = new FakeJournalctl()
  clock = createManualClock()
  log = createUnitLog({ program: journalctl.program, clock })
})
afterEach(async () => {
  await log.close()
  journalctl.remove()
})

async function textsOf(some: Partial<LogQuery>): Promise<string[]> {
  const answer = await log.read({ ...query, ...some })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value.map(({ text }) => text)
}
const codeOf = async (some: Partial<LogQuery> = {}): Promise<string> => {
  const answer = await log.read({ ...query, ...some })
  return answer.ok ? `${answer.value.length} lines` : answer.error.code
}
/** Waits until so many timers are armed: 1 with a program under way, 2 with a line of it. */
const armed = (count: number): Promise<void> =>
  expect.poll(() => clock.armed(), { interval: 2 }).toBe(count)
const pidOf = (name: string): number => Number(journalctl.read(`${name}.pid`))

describe('the log of a unit', () => {
  it('comes oldest first, though the newest lines are asked for', async () => {
    journalctl.answer('past', { lines: linesOf('new', 'older', 'oldest') })
    expect(await textsOf({})).toEqual(['oldest', 'older', 'new'])
  })

  it('goes on after a cursor in its own order, at most so many lines', async () => {
    journalctl.answer('past', { lines: linesOf('1', '2', '3'), stays: true })
    expect(await textsOf({ after: cursorOf(0), limit: 2 })).toEqual(['1', '2'])
  })

  it('passes by what is no entry', async () => {
    journalctl.answer('past', { lines: `-- Boot 1 --\n${linesOf('a')}-- No entries --\n` })
    expect(await textsOf({})).toEqual(['a'])
  })

  it('is asked for without the environment of the person', async () => {
    await textsOf({})
    const names = journalctl.read('environment').match(/^\w+(?==)/gm) ?? []
    // A shell adds these by itself.
    const own = names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))
    expect(own.sort()).toEqual(['LC_ALL', 'PATH'])
    expect(journalctl.read('environment')).toContain('LC_ALL=C\n')
  })

  it('stops at a bound where one program has said too much', async () => {
    const long = linesOf('x'.repeat(600_000))
    journalctl.answer('past', { lines: long.repeat(40), stays: true })
    expect((await textsOf({ limit: 1000 })).length).toBeLessThan(30)
  })

  it('leaves out a line that is longer than any that journalctl prints', async () => {
    journalctl.answer('past', { lines: linesOf('x'.repeat(2_000_000)) + linesOf('a') })
    expect((await textsOf({})).map(({ length }) => length)).toEqual([1])
  })
})

describe('the log of a unit, waited for', () => {
  it('is what is there already, without waiting', async () => {
    journalctl.answer('past', { lines: linesOf('a') })
    expect(await textsOf({ waitMs: 30_000 })).toEqual(['a'])
    expect(journalctl.asked).toEqual(['past'])
  })

  it('comes with the first line and what follows it in the same burst', async () => {
    journalctl.answer('follow', { lines: linesOf('a', 'b'), stays: true })
    const reading = textsOf({ waitMs: 30_000 })
    await armed(2)
    clock.advance(20)
    expect(await reading).toEqual(['a', 'b'])
    expect(journalctl.asked).toEqual(['past', 'follow'])
    await log.close()
    expect(isHere(pidOf('follow'))).toBe(false)
    expect(clock.armed()).toBe(0)
  })

  it('comes at once where the burst has as many lines as were asked for', async () => {
    journalctl.answer('follow', { lines: linesOf('a', 'b'), stays: true })
    expect(await textsOf({ waitMs: 30_000, limit: 2 })).toEqual(['a', 'b'])
  })

  it('needs one program only after a cursor', async () => {
    journalctl.answer('follow', { lines: linesOf('b'), stays: true })
    expect(await textsOf({ waitMs: 30_000, limit: 1, after: cursorOf(1) })).toEqual(['b'])
    expect(journalctl.asked).toEqual(['follow'])
  })

  it('is empty when the wait is over, and nothing of it goes on', async () => {
    const reading = textsOf({ waitMs: 30_000, after: cursorOf(1) })
    await armed(1)
    await expect.poll(() => journalctl.asked).toEqual(['follow'])
    clock.advance(29_999)
    expect(clock.armed()).toBe(1)
    clock.advance(1)
    expect(await reading).toEqual([])
    await log.close()
    expect(isHere(pidOf('follow'))).toBe(false)
  })

  it('is empty when the caller gives up, before or while it waits', async () => {
    const giveUp = new AbortController()
    const reading = log.read({ ...query, waitMs: 30_000, after: cursorOf(1) }, giveUp.signal)
    await armed(1)
    giveUp.abort()
    expect(await reading).toEqual({ ok: true, value: [] })
    const late = log.read({ ...query, waitMs: 30_000 }, giveUp.signal)
    expect(await late).toEqual({ ok: true, value: [] })
    expect(clock.armed()).toBe(0)
  })

  it('ends with Quiesce, and is refused then', async () => {
    const reading = log.read({ ...query, waitMs: 30_000, after: cursorOf(1) })
    await armed(1)
    await expect.poll(() => journalctl.asked).toEqual(['follow'])
    await log.close()
    expect(await reading).toEqual({ ok: true, value: [] })
    expect(isHere(pidOf('follow'))).toBe(false)
    expect(await codeOf()).toBe('not-now')
  })
})

describe('a log that cannot be read', () => {
  it('is not available without journalctl', async () => {
    const without = createUnitLog({ program: '/nowhere/journalctl', clock })
    const answer = await without.read(query)
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'not-available', cause: expect.stringContaining('ENOENT') as string },
    })
    await without.close()
  })

  it('is not available without a journal', async () => {
    journalctl.answer('past', {
      lines: '-- No entries --\n',
      notes: 'No journal files were found.\n',
    })
    expect(await codeOf()).toBe('not-available')
  })

  it.each([
    ['nothing may be seen', 'No journal files were opened due to insufficient permissions.\n', 1],
    ['only a part may be seen, and nothing is in it', hint, 0],
  ])('is forbidden where %s', async (_what, notes, status) => {
    journalctl.answer('past', { notes, status })
    const answer = await log.read(query)
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'no-permission',
        next: expect.stringContaining('systemd-journal or adm') as string,
        cause: notes.trim(),
      },
    })
  })

  it('is not forbidden where lines may be seen, or for units of the user', async () => {
    journalctl.answer('past', { notes: hint })
    expect(await codeOf({ manager: 'user' })).toBe('0 lines')
    journalctl.answer('past', { lines: linesOf('a'), notes: hint })
    expect(await codeOf()).toBe('1 lines')
  })

  it('carries the words of journalctl where that fails', async () => {
    const notes = 'Failed to open files: Input/output error\n'
    journalctl.answer('past', { notes, status: 1 })
    expect(await log.read({ ...query, after: 'xyz' })).toMatchObject({
      ok: false,
      error: { code: 'backend-failed', cause: notes.trim() },
    })
  })

  it.each(['Failed to seek to cursor: Invalid argument', 'Failed to parse timestamp: @1e300'])(
    'has no place that is none: %s',
    async (notes) => {
      journalctl.answer('past', { notes, status: 1 })
      expect(await log.read({ ...query, after: 'xyz' })).toMatchObject({
        ok: false,
        error: { code: 'bad-input', cause: notes },
      })
    },
  )

  it('is given up after a quarter of a minute', async () => {
    journalctl.answer('past', { stays: true })
    const reading = codeOf()
    await armed(1)
    clock.advance(15_000)
    expect(await reading).toBe('backend-failed')
  })

  it.each([
    ['a name of a unit', { unit: 'a.service/../b' }],
    ['a name, as a pattern', { unit: '*.service' }],
    ['a cursor', { after: 'a\0b' }],
    ['a cursor, as it is empty', { after: '' }],
  ])('is refused for what is not %s', async (_what, some) => {
    expect(await codeOf(some)).toBe('bad-input')
    expect(() => journalctl.asked).toThrow('ENOENT')
  })
})
