import { describe, expect, it } from 'vitest'
import { listRunChanges } from '../../electron/cli/run-changes.ts'
import { runText } from '../../electron/cli/report-run.ts'
import type { RunView } from '../../shared/contract.ts'
import { runLine, type RunLine } from '../../shared/json-output.ts'
import type { Run } from '../../shared/run.ts'
import { identity, makeMember, makeRun, ms, Play } from '../fakes/run.ts'

const viewOf = (run: Run): RunView => ({
  run,
  plan: null,
  owner: { here: true, pid: 1, user: 'ops', door: 'cli' },
  advice: null,
  canStart: false,
  usual: null,
})

/** What is new after a change, checked against its schema. */
function news(before: Run | null, after: Run): RunLine[] {
  const lines = listRunChanges(before && viewOf(before), viewOf(after), ms(99).wall)
  return lines.map((line) => runLine.parse(line))
}
const types = (lines: readonly RunLine[]): string[] => lines.map((line) => line.type)

describe('the first look', () => {
  it('tells how the run began and where it stands', () => {
    const run = new Play(makeRun('stop/30/ask')).begin().settle().run
    expect(types(news(null, run))).toEqual(['began', 'signal', 'phase'])
  })

  it('that comes late tells who has left already', () => {
    const run = new Play(makeRun('stop/30/ask')).begin().settle().gone(101, 102).run
    const gone = news(null, run).filter((line) => line.type === 'member-gone')
    expect(gone.map((line) => [line.process.pid, line.left])).toEqual([
      [101, 2],
      [102, 1],
    ])
  })
})

describe('the next look', () => {
  const play = () => new Play(makeRun('stop/30/ask')).begin().settle()

  it('without a change tells nothing', () => {
    const { run } = play()
    expect(news(run, run)).toEqual([])
  })

  it('tells a signal when its result is there, not its intent', () => {
    const begun = new Play(makeRun('stop/30/ask')).begin()
    const before = begun.run
    expect(news(null, before).filter((line) => line.type === 'signal')).toEqual([])
    const after = begun.settle('no-permission').run
    expect(news(before, after)).toContainEqual(
      expect.objectContaining({ type: 'signal', what: 'TERM', outcome: 'no-permission' }),
    )
  })

  it('tells at the end what may have been sent', () => {
    const begun = new Play(makeRun('stop/30/ask')).begin()
    const before = begun.run
    const after = begun.after(1, { kind: 'interrupted', why: 'SIGTERM' }).run
    expect(news(before, after)).toContainEqual(
      expect.objectContaining({ type: 'signal', outcome: 'maybe' }),
    )
    expect(news(after, after)).toEqual([])
  })

  it('tells who appeared', () => {
    const playing = play()
    const before = playing.run
    const member = makeMember(103, { name: 'late' })
    const after = playing.after(1, { kind: 'member-appeared', member }).run
    expect(news(before, after)).toContainEqual({
      type: 'member-appeared',
      run: 'run-1',
      at: ms(99).wall,
      process: { ...identity(103), name: 'late' },
    })
  })

  it('tells a new deadline, though the step is the same', () => {
    const playing = play()
    const before = playing.run
    const after = playing.extend(30_000).run
    expect(news(before, after)).toEqual([
      expect.objectContaining({ type: 'phase', phase: 'waiting', until: ms(60_000).wall }),
    ])
  })

  it('tells a notice once', () => {
    const before = play().run
    const after = { ...before, notices: ['The helper died.'] }
    expect(types(news(before, after))).toEqual(['notice'])
    expect(news(after, after)).toEqual([])
  })

  it('does not count those who are kept', () => {
    const members = [makeMember(100, { main: true }), makeMember(101, { kept: 'a session' })]
    const playing = new Play(makeRun('stop/30/ask', {}, members)).begin().settle()
    const before = playing.run
    const after = playing.gone(100).run
    const [gone] = news(before, after).filter((line) => line.type === 'member-gone')
    expect(gone?.left).toBe(0)
  })
})

describe('as text', () => {
  const signal = (
    pid: number,
    more: Partial<Extract<RunLine, { type: 'signal' }>> = {},
  ): RunLine => ({
    type: 'signal',
    run: 'run-1',
    at: ms(0).wall,
    step: 0,
    what: 'TERM',
    process: { ...identity(pid), name: 'w' },
    outcome: 'sent',
    ...more,
  })
  const sentences = (lines: readonly RunLine[]): string[] =>
    runText(lines).map((line) => line.slice('00:00:00  '.length))

  it('signals of one kind are one sentence', () => {
    expect(sentences([signal(1), signal(2), signal(3, { outcome: 'gone' })])).toEqual([
      'SIGTERM sent to w (1), w (2)',
      'SIGTERM not needed: w (3) had left',
    ])
  })

  it.each([
    [{ outcome: 'no-permission' }, 'SIGTERM refused by the kernel for w (1): no permission'],
    [{ outcome: 'failed' }, 'SIGTERM failed for w (1)'],
    [{ outcome: 'maybe' }, 'SIGTERM may have been sent to w (1)'],
    [{ what: 'stop-command', process: null }, 'stop command ended'],
    [{ what: 'stop-command', process: null, outcome: 'failed' }, 'stop command: failed'],
  ] as const)('%j', (more, sentence) => {
    expect(sentences([signal(1, more)])).toEqual([sentence])
  })

  it('names of unknown origin stay on their line', () => {
    const process = { ...identity(1), name: 'a\n\x1b[2Jb' }
    expect(sentences([signal(1, { process })])).toEqual(['SIGTERM sent to a\\n\\x1b[2Jb (1)'])
  })
})
