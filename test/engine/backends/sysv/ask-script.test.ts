import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../shared/errors.ts'
import { createAskScript } from '../../../../electron/engine/backends/sysv/ask-script.ts'
import type { CommandResult, CommandRunner } from '../../../../electron/engine/os/ports.ts'
import { makeInitFacts } from '../../../fakes/init.ts'
import { FakeClock } from '../../../fakes/world.ts'

let clock: FakeClock
let asked: (readonly string[])[]
let result: CommandResult
const commands: CommandRunner = {
  run: (argv) => {
    asked.push(argv)
    return Promise.resolve(ok(result))
  },
}
beforeEach(() => {
  clock = new FakeClock()
  asked = []
  result = { status: 3, signal: null, timedOut: false, output: ' stopped\n' }
})
const detailOf = (more: Parameters<typeof makeInitFacts>[0] = {}) =>
  ({
    members: [],
    init: {
      ...makeInitFacts(more),
      status: { number: 3, words: 'not running', evidence: [] },
      says: { kind: 'not-asked', why: 'Not yet.' },
      disagreement: null,
    },
  }) as never

describe('asking a script', () => {
  it('runs its status and takes its word', async () => {
    const { init } = await createAskScript(commands, clock).hear(detailOf())
    expect(asked).toEqual([['/etc/init.d/iguana', 'status']])
    expect(init?.says).toEqual({
      kind: 'answered',
      status: 3,
      output: 'stopped',
      words: '3, not running',
    })
  })
  it.each([
    ['that has no status', { actions: ['start', 'stop'] }],
    [
      'that must not be run',
      { refusal: { code: 'untrusted-script', message: 'M.', next: 'N.' } as const },
    ],
  ])('is not done with one %s', async (_, more) => {
    const { init } = await createAskScript(commands, clock).hear(detailOf(more))
    expect(asked).toEqual([])
    expect(init?.says.kind).toBe('not-asked')
  })
  it('is done once for looks that follow each other closely', async () => {
    const ask = createAskScript(commands, clock)
    await Promise.all([ask.hear(detailOf()), ask.hear(detailOf())])
    await clock.advance(2999)
    await ask.hear(detailOf())
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    await ask.hear(detailOf())
    expect(asked).toHaveLength(2)
  })
  it('is not repeated soon beside one that hung and still runs', async () => {
    result = { status: null, signal: null, timedOut: true, output: '' }
    const ask = createAskScript(commands, clock)
    expect((await ask.hear(detailOf())).init?.says).toEqual({ kind: 'hung', afterMs: 10_000 })
    await clock.advance(59_999)
    await ask.hear(detailOf())
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    await ask.hear(detailOf())
    expect(asked).toHaveLength(2)
  })
})
