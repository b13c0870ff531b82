import { describe, expect, it } from 'vitest'
import {
  findOpenRuns,
  maybeSentCalls,
  type JournalWriterIdentity,
} from '../../../electron/engine/decide/open-runs.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { intentBody, notice, outcomeBody, record, resultBody, startWall } from '../journal/fakes.ts'

const nobody = (): boolean => false
const everybody = (): boolean => true

const began = (state: unknown): JournalBody => ({
  kind: 'run-began',
  title: 'Web server',
  schedule: 'stop/30/ask/KILL/5',
  state,
})
const phase = (name: string, state: unknown): JournalBody => ({
  kind: 'phase',
  phase: name,
  sentence: `it is ${name}`,
  state,
})

const crashed = { pid: 100, door: 'desktop', user: 'ada', startTicks: 7 }
const resumer = { pid: 200, door: 'cli', user: 'ada', startTicks: 9 }

/** One run's records by one writer, a second apart. */
function story(
  bodies: readonly JournalBody[],
  more: { run?: string; writer?: JournalEntry['writer']; boot?: string; from?: number } = {},
): JournalEntry[] {
  const { run = 'run-1', writer = crashed, boot = 'boot-1', from = 0 } = more
  return bodies.map((body, index) =>
    record(from + index + 1, startWall + (from + index) * 1000, body, {
      run,
      target: 'web',
      writer,
      boot,
    }),
  )
}

describe('which runs are open', () => {
  const began0 = began({ at: 0 })
  it.each<[string, JournalBody[], boolean]>([
    ['begun and nothing more', [began0], true],
    ['begun and waiting', [began0, phase('waiting', 1)], true],
    ['begun, with an intent and no result', [began0, intentBody()], true],
    ['begun, with a result', [began0, intentBody(), resultBody()], true],
    ['ended by an outcome', [began0, intentBody(), resultBody(), outcomeBody()], false],
    ['ended as hung', [began0, outcomeBody('hung')], false],
    ['with a remark after its end', [began0, outcomeBody(), notice('looked at')], false],
    ['whose beginning is not in the journal', [phase('waiting', 1)], false],
    ['that was refused before it began', [refused()], false],
    ['with nothing but a remark', [notice('hm')], false],
  ])('a run %s', (_, bodies, open) => {
    expect(findOpenRuns(story(bodies), nobody)).toHaveLength(open ? 1 : 0)
  })

  it('no run at all in an empty journal', () => {
    expect(findOpenRuns([], nobody)).toEqual([])
  })

  it('not one whose Quiesce is alive', () => {
    expect(findOpenRuns(story([began0]), everybody)).toEqual([])
  })

  it('each of several, the oldest first, apart from those that ended', () => {
    const entries = [
      ...story([began0], { run: 'run-a' }),
      ...story([began0, outcomeBody()], { run: 'run-b', from: 1 }),
      ...story([began0], { run: 'run-c', from: 3 }),
    ]
    expect(findOpenRuns(entries, nobody).map((run) => run.run)).toEqual(['run-a', 'run-c'])
  })

  it('none for records that belong to no run', () => {
    const stray = record(1, startWall, notice('syslog is away'))
    expect(findOpenRuns([stray], nobody)).toEqual([])
  })
})

describe('whose run it is', () => {
  const isAlive =
    (...alive: readonly JournalWriterIdentity[]) =>
    (writer: JournalWriterIdentity): boolean =>
      alive.some(
        (a) => a.boot === writer.boot && a.pid === writer.pid && a.startTicks === writer.startTicks,
      )

  it('asks with boot, pid and start time, so that a reused pid does not pass for the writer', () => {
    const reused = { boot: 'boot-1', pid: 100, startTicks: 999 }
    expect(findOpenRuns(story([began(0)]), isAlive(reused))).toHaveLength(1)
    const same = { boot: 'boot-1', pid: 100, startTicks: 7 }
    expect(findOpenRuns(story([began(0)]), isAlive(same))).toHaveLength(0)
  })

  it('asks about the boot that wrote it, which a restart of the machine ended', () => {
    const entries = story([began(0)], { boot: 'boot-0' })
    const same = { boot: 'boot-1', pid: 100, startTicks: 7 }
    expect(findOpenRuns(entries, isAlive(same))).toHaveLength(1)
  })

  it('asks without a start time where the record has none', () => {
    const older = { pid: crashed.pid, door: crashed.door, user: crashed.user }
    const asked: JournalWriterIdentity[] = []
    findOpenRuns(story([began(0)], { writer: older }), (writer) => {
      asked.push(writer)
      return false
    })
    expect(asked[0]).toMatchObject({ boot: 'boot-1', pid: 100 })
    expect(asked[0]?.startTicks).toBeUndefined()
  })

  const resumed = [
    ...story([began({ at: 0 }), phase('waiting', { at: 1 })]),
    ...story([phase('asking', { at: 2 })], { writer: resumer, from: 10 }),
  ]

  it('leaves a run alone that a living Quiesce took up from a dead one', () => {
    const living = { boot: 'boot-1', pid: 200, startTicks: 9 }
    expect(findOpenRuns(resumed, isAlive(living))).toEqual([])
  })

  it('names the last Quiesce of a run that two left', () => {
    expect(findOpenRuns(resumed, nobody)[0]).toMatchObject({
      writer: { pid: 200, door: 'cli', user: 'ada' },
      state: { at: 2 },
    })
  })

  it('does not take a refusal that another living Quiesce wrote for its running', () => {
    const other = { boot: 'boot-1', pid: 200, startTicks: 9 }
    const entries = [
      ...story([began(0)]),
      ...story([refused(), notice('somebody looked')], { writer: resumer, from: 5 }),
    ]
    const [run] = findOpenRuns(entries, isAlive(other))
    expect(run?.writer.pid).toBe(100)
  })
})

describe('what is known of an open run', () => {
  it('is what began it, who, and when it was last heard of', () => {
    const [run] = findOpenRuns(story([began({ at: 0 }), phase('waiting', { at: 1 })]), nobody)
    expect(run).toEqual({
      run: 'run-1',
      target: 'web',
      title: 'Web server',
      schedule: 'stop/30/ask/KILL/5',
      writer: { boot: 'boot-1', pid: 100, startTicks: 7, door: 'desktop', user: 'ada' },
      beganAt: { mono: 0, wall: startWall },
      lastAt: { mono: 1000, wall: startWall + 1000 },
      state: { at: 1 },
      calls: [],
    })
  })

  it.each<[string, JournalBody[], unknown]>([
    ['of its beginning', [began('first')], 'first'],
    ['of its newest phase', [began('first'), phase('a', 'second'), phase('b', 'third')], 'third'],
    ['before a call', [began('first'), phase('a', 'second'), intentBody()], 'second'],
  ])('is the state %s', (_, bodies, state) => {
    expect(findOpenRuns(story(bodies), nobody)[0]?.state).toBe(state)
  })

  it('is every call, with what came of it', () => {
    const entries = story([
      began(0),
      intentBody(1),
      resultBody(1),
      phase('waiting', 1),
      intentBody(2),
    ])
    const [run] = findOpenRuns(entries, nobody)
    expect(run?.calls).toMatchObject([
      { call: 1, step: 0, what: 'TERM', force: false, by: 'person', argv: null },
      { call: 2, results: null },
    ])
    expect(run?.calls[0]?.results).toMatchObject([{ pid: 4242, outcome: 'sent' }])
    expect(run?.calls[1]?.targets).toMatchObject([{ pid: 4242, startTicks: 8831 }])
  })

  it('is which calls may have been sent: an intent with no result', () => {
    const force = { ...intentBody(3), what: 'KILL' as const, force: true, by: 'schedule' }
    const entries = story([began(0), intentBody(1), resultBody(1), intentBody(2), force])
    const [run] = findOpenRuns(entries, nobody)
    const calls = run === undefined ? [] : maybeSentCalls(run)
    expect(calls.map((c) => [c.call, c.what, c.force])).toEqual([
      [2, 'TERM', false],
      [3, 'KILL', true],
    ])
  })

  it('is the command of an official stop that may still be running', () => {
    const command: JournalBody = {
      ...intentBody(1),
      what: 'stop-command',
      argv: ['/etc/init.d/web', 'stop'],
    }
    const [run] = findOpenRuns(story([began(0), command]), nobody)
    expect(run?.calls[0]?.argv).toEqual(['/etc/init.d/web', 'stop'])
  })

  it('keeps an unanswered call open when a later one has the same number', () => {
    const entries = [
      ...story([began(0), intentBody(1)]),
      ...story([intentBody(1), resultBody(1)], { writer: resumer, from: 10 }),
    ]
    const [run] = findOpenRuns(entries, nobody)
    expect(run?.calls.map((c) => c.results === null)).toEqual([true, false])
  })

  it('is not confused by a result without an intent, whose segment was lost', () => {
    const [run] = findOpenRuns(story([began(0), resultBody(7)]), nobody)
    expect(run?.calls).toEqual([])
  })

  it('does not mix the calls of two runs', () => {
    const entries = [
      ...story([began(0), intentBody(1)], { run: 'run-a' }),
      ...story([began(0), resultBody(1)], { run: 'run-b', from: 5 }),
    ]
    const [first] = findOpenRuns(entries, nobody)
    expect(first?.calls[0]?.results).toBeNull()
  })
})

function refused(): JournalBody {
  return { kind: 'refused', action: 'resume', code: 'busy', sentence: 'Somebody else runs it.' }
}
