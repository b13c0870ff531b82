import { describe, expect, it } from 'vitest'
import { gatherHistory } from '../../../electron/engine/decide/history.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, ms } from '../../fakes/run.ts'

let seq = 0
function entry(run: string, target: string, body: JournalBody): JournalEntry {
  seq += 1
  const writer = { pid: 1, door: 'cli', user: 'ops' }
  return { v: 1, seq, at: ms(seq * 1000), boot, writer, run, target, ...body }
}
const began = (run: string, target: string, title: string): JournalEntry =>
  entry(run, target, { kind: 'run-began', title, schedule: 'stop/30/ask', state: null })
const ended = (run: string, target: string, outcome: string): JournalEntry =>
  entry(run, target, {
    kind: 'outcome',
    outcome,
    sentence: '',
    by: null,
    survivors: [],
    tookMs: 800,
  })

describe('earlier stops of a service', () => {
  const entries = [
    began('a', 'pid:7@70', 'nginx'),
    ended('a', 'pid:7@70', 'stopped'),
    began('b', 'iguana', 'iguana'),
    ended('b', 'iguana', 'killed'),
    began('c', 'pid:9@90', 'nginx'),
    ended('c', 'pid:9@90', 'hung'),
    began('d', 'pid:9@90', 'nginx'),
  ]
  it('are those of the same target or of the same title, newest first', () => {
    const stops = gatherHistory(entries, { target: 'pid:11@110', title: 'nginx' })
    expect(stops.map((s) => [s.runId, s.outcome])).toEqual([
      ['c', 'hung'],
      ['a', 'stopped'],
    ])
    expect(stops[0]).toMatchObject({ tookMs: 800 })
  })
  it('do not include other services, nor runs that have not ended', () => {
    expect(gatherHistory(entries, { target: 'iguana', title: 'iguana' })).toHaveLength(1)
    expect(gatherHistory(entries, { target: 'x', title: 'y' })).toEqual([])
  })
  it('are the newest fifty at most', () => {
    const many = Array.from({ length: 80 }, (_, i) => ended(`r${i}`, 'iguana', 'stopped'))
    const stops = gatherHistory(many, { target: 'iguana', title: 'iguana' })
    expect(stops).toHaveLength(50)
    expect(stops[0]?.runId).toBe('r79')
  })
})
