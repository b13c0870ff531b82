import { describe, expect, it } from 'vitest'
import { StopMemory } from '../../../electron/engine/runs/stop-memory.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, ms } from '../../fakes/run.ts'

let seq = 0
function outcome(run: string, tookMs: number, how = 'stopped'): JournalEntry {
  seq += 1
  return {
    v: 1,
    seq,
    at: ms(seq),
    boot: seq % 2 === 0 ? boot : 'another-boot',
    writer: { pid: 1, door: 'cli', user: 'ops' },
    run,
    target: 'iguana',
    kind: 'outcome',
    outcome: how,
    sentence: '',
    by: null,
    survivors: [],
    state: { title: 'iguana' },
    tookMs,
  }
}

const iguana = { target: 'iguana', title: 'iguana', members: [] }

describe('the memory of stops', () => {
  it('reads the journal once, however often it is asked', async () => {
    let reads = 0
    const memory = new StopMemory(() => {
      reads += 1
      return Promise.resolve([outcome('a', 1000)])
    })
    await Promise.all([memory.ready(), memory.ready()])
    await memory.ready()
    expect(reads).toBe(1)
    expect(memory.timesOf(iguana)).toMatchObject({ count: 1, usualMs: 1000 })
  })

  it('follows what is written, and counts a run once', async () => {
    const first = outcome('a', 1000)
    const memory = new StopMemory(() => Promise.resolve([first]))
    memory.note(first)
    await memory.ready()
    memory.note(outcome('b', 3000))
    expect(memory.timesOf(iguana)).toMatchObject({ count: 2, usualMs: 2000 })
    expect(memory.historyOf(iguana).map((stop) => stop.runId)).toEqual(['b', 'a'])
  })

  it('shows stops whose time was a person’s doing among the earlier ones, and does not count them', async () => {
    const held = { ...outcome('b', 3_600_000), state: { title: 'iguana', timedByPerson: true } }
    const memory = new StopMemory(() => Promise.resolve([outcome('a', 1000), held as JournalEntry]))
    await memory.ready()
    expect(memory.historyOf(iguana)).toHaveLength(2)
    expect(memory.timesOf(iguana)).toMatchObject({ count: 1, longestMs: 1000 })
  })

  it('shows forced stops among the earlier ones, and does not count them', async () => {
    const memory = new StopMemory(() =>
      Promise.resolve([outcome('a', 1000), outcome('b', 90_000, 'killed')]),
    )
    await memory.ready()
    expect(memory.historyOf(iguana)).toHaveLength(2)
    expect(memory.timesOf(iguana)).toMatchObject({ count: 1, longestMs: 1000 })
  })

  it('knows nothing of a service that was never stopped', async () => {
    const memory = new StopMemory(() => Promise.resolve([outcome('a', 1000)]))
    await memory.ready()
    expect(memory.timesOf({ target: 'x', title: 'x', members: [] })).toBeNull()
    expect(memory.historyOf({ target: 'x', title: 'x', members: [] })).toEqual([])
  })
})
