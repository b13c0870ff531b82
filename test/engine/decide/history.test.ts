import { describe, expect, it } from 'vitest'
import {
  endedRunsOf,
  gatherHistory,
  toEndedRun,
  type EndedRun,
} from '../../../electron/engine/decide/history.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, ms } from '../../fakes/run.ts'

let seq = 0
function entry(run: string | null, target: string, body: JournalBody): JournalEntry {
  seq += 1
  const writer = { pid: 1, door: 'cli', user: 'ops' }
  return { v: 1, seq, at: ms(seq * 1000), boot, writer, run, target, ...body }
}
const outcome = (state: unknown, tookMs: number | null = 800): JournalBody => ({
  kind: 'outcome',
  outcome: 'stopped',
  sentence: '',
  by: null,
  survivors: [],
  tookMs,
  state,
})
const ended = (runId: string, target: string, title: string | null, at = 0): EndedRun => ({
  ...{ runId, target, title, at },
  outcome: 'stopped',
  tookMs: 800,
})

describe('the end of a run as its record tells it', () => {
  it('has what is shown of it, and how the service was named then', () => {
    const record = entry('a', 'pid:7@70', outcome({ title: 'nginx' }))
    expect(toEndedRun(record)).toEqual({
      runId: 'a',
      at: record.at.wall,
      outcome: 'stopped',
      tookMs: 800,
      target: 'pid:7@70',
      title: 'nginx',
    })
  })

  it.each([undefined, null, 'text', { title: 7 }])(
    'does not know the title where its state is %j',
    (state) => {
      expect(toEndedRun(entry('a', 'iguana', outcome(state)))?.title).toBeNull()
    },
  )

  it('is no other record, nor one of no run', () => {
    expect(toEndedRun(entry('a', 'iguana', { kind: 'notice', sentence: 'x' }))).toBeNull()
    expect(toEndedRun(entry(null, 'iguana', outcome(null)))).toBeNull()
  })
})

describe('earlier stops of a service', () => {
  const runs = [
    ended('a', 'pid:7@70', 'nginx', 1),
    ended('b', 'iguana', 'iguana', 2),
    ended('c', 'pid:9@90', 'nginx', 3),
    ended('d', 'iguana', null, 4),
  ]

  it('are those of the same target or of the same title, newest first', () => {
    const stops = gatherHistory(runs, { target: 'pid:11@110', title: 'nginx' })
    expect(stops.map((stop) => stop.runId)).toEqual(['c', 'a'])
    expect(Object.keys(stops[0] ?? {})).toEqual(['runId', 'at', 'outcome', 'tookMs'])
  })

  it('are those of nobody else', () => {
    expect(gatherHistory(runs, { target: 'iguana', title: 'iguana' })).toHaveLength(2)
    expect(gatherHistory(runs, { target: 'x', title: 'y' })).toEqual([])
  })

  it('are fifty on a list, and all where they are counted', () => {
    const many = Array.from({ length: 80 }, (_, n) => ended(`r${n}`, 'iguana', 'iguana', n))
    const service = { target: 'iguana', title: 'iguana' }
    expect(gatherHistory(many, service)).toHaveLength(50)
    expect(gatherHistory(many, service)[0]?.runId).toBe('r79')
    expect(endedRunsOf(many, service)).toHaveLength(80)
  })
})
