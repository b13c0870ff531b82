import { describe, expect, it } from 'vitest'
import { OpenRecords } from '../../../electron/engine/runs/open-records.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, ms } from '../../fakes/run.ts'

const entry = (seq: number, run: string | null, body: JournalBody, pid = 1): JournalEntry => ({
  v: 1,
  seq,
  at: ms(seq),
  boot,
  writer: { pid, door: 'cli', user: 'ops' },
  run,
  target: 'iguana',
  ...body,
})
const notice = (seq: number, run: string | null, pid = 1): JournalEntry =>
  entry(seq, run, { kind: 'notice', sentence: String(seq) }, pid)
const outcome = (seq: number, run: string): JournalEntry =>
  entry(seq, run, {
    kind: 'outcome',
    outcome: 'stopped',
    sentence: '',
    by: null,
    survivors: [],
    tookMs: null,
  })
const seqs = async (records: OpenRecords): Promise<number[][]> =>
  (await records.all()).map((list) => list.map((e) => e.seq))

describe('records of runs without an outcome', () => {
  it('are read once, however often they are asked for', async () => {
    let reads = 0
    const records = new OpenRecords(() => {
      reads += 1
      return Promise.resolve([notice(1, 'a')])
    })
    await records.all()
    expect(await seqs(records)).toEqual([[1]])
    expect(reads).toBe(1)
  })
  it('leave out runs that are over, and what belongs to no run', async () => {
    const journal = [
      notice(1, 'a'),
      notice(2, null),
      notice(3, 'b'),
      outcome(4, 'a'),
      notice(5, 'a'),
    ]
    expect(await seqs(new OpenRecords(() => Promise.resolve(journal)))).toEqual([[3]])
  })
  it('take what is written later, and forget a run when it ends', async () => {
    const records = new OpenRecords(() => Promise.resolve([notice(1, 'a')]))
    await records.all()
    records.note(notice(2, 'a'))
    records.note(notice(3, 'b'))
    expect(await seqs(records)).toEqual([[1, 2], [3]])
    records.note(outcome(4, 'a'))
    expect(await seqs(records)).toEqual([[3]])
  })
  it('count a record once that was noted while the journal was being read', async () => {
    const records = new OpenRecords(() => {
      records.note(notice(2, 'a'))
      return Promise.resolve([notice(1, 'a'), notice(2, 'a'), notice(2, 'a', 7)])
    })
    expect(await seqs(records)).toEqual([[1, 2, 2]])
  })
})
