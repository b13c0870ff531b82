import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptMs, keptSegments, pruneJournal } from '../../../electron/engine/journal/prune.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { intentBody, notice, outcomeBody, record, startWall } from './fakes.ts'

let folder: string
const nobody = new Set<string>()
const day = 24 * 3600 * 1000

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-prune-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const nameOf = (index: number): string =>
  `20250101-${String(index).padStart(6, '0')}-77-00000000.jsonl`

/** A segment last written so many days before the test's now. */
function segment(
  index: number,
  daysOld: number,
  bodies: readonly JournalBody[],
  run: string,
): void {
  const lines = bodies.map((body, seq) => JSON.stringify(record(seq + 1, startWall, body, { run })))
  put(nameOf(index), daysOld, `${lines.join('\n')}\n`)
}

function put(name: string, daysOld: number, text: string): void {
  const path = join(folder, name)
  writeFileSync(path, text)
  const seconds = (startWall - daysOld * day) / 1000
  utimesSync(path, seconds, seconds)
}

const finished = [intentBody(), outcomeBody()]
const prune = (own: ReadonlySet<string> = nobody): ReturnType<typeof pruneJournal> =>
  pruneJournal(folder, startWall, own)

/** Fills the newest places, so that what the test puts before them is beyond the count. */
function fill(count: number, daysOld: number): void {
  for (let n = 0; n < count; n++) segment(1000 + n, daysOld, finished, `fill-${n}`)
}

describe('pruneJournal', () => {
  it('removes what is both old and beyond the count', async () => {
    segment(1, 91, finished, 'a')
    segment(2, 400, finished, 'b')
    fill(keptSegments, 100)
    const { removed, problems } = await prune()
    expect(removed).toEqual([nameOf(1), nameOf(2)])
    expect(problems).toEqual([])
    expect(readdirSync(folder)).toHaveLength(keptSegments)
  })

  it.each([
    ['old, but among the newest fifty', keptSegments - 1, 400],
    ['beyond the count, but written to within 90 days', keptSegments, 89],
  ])('keeps what is %s', async (_, others, daysOld) => {
    segment(1, daysOld, finished, 'a')
    fill(others, 400)
    expect((await prune()).removed).toEqual([])
    expect(keptMs).toBe(90 * day)
  })

  it('keeps every segment of a run that has no outcome', async () => {
    segment(1, 400, [intentBody()], 'open')
    segment(2, 400, [notice('went on')], 'open')
    segment(3, 400, finished, 'closed')
    fill(keptSegments, 400)
    expect((await prune()).removed).toEqual([nameOf(3)])
  })

  it('removes a run that began and ended in two segments', async () => {
    segment(1, 400, [intentBody()], 'split')
    segment(2, 400, [outcomeBody()], 'split')
    fill(keptSegments, 400)
    expect((await prune()).removed).toEqual([nameOf(1), nameOf(2)])
  })

  it('does not take a refusal for an open run', async () => {
    segment(1, 400, [{ kind: 'refused', action: 'stop', code: 'busy', sentence: 'no' }], 'never')
    fill(keptSegments, 400)
    expect((await prune()).removed).toEqual([nameOf(1)])
  })

  it('keeps what it cannot understand, since an open run may stand in it', async () => {
    put(nameOf(1), 400, '{"v":2}\n')
    fill(keptSegments, 400)
    expect((await prune()).removed).toEqual([])
  })

  it('removes one whose last line is merely torn', async () => {
    segment(1, 400, finished, 'a')
    put(nameOf(1), 400, `${JSON.stringify(record(1, startWall, outcomeBody()))}\n{"v":1,`)
    fill(keptSegments, 400)
    expect((await prune()).removed).toEqual([nameOf(1)])
  })

  it('keeps segments of this process', async () => {
    segment(1, 400, finished, 'a')
    fill(keptSegments, 400)
    expect((await prune(new Set([nameOf(1)]))).removed).toEqual([])
  })

  it('never touches files that are no segments', async () => {
    put('notes.jsonl', 4000, 'mine')
    put('20250101-000000-77-00000000.jsonl.bak', 4000, 'mine')
    fill(keptSegments + 2, 400)
    await prune()
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['notes.jsonl']))
    expect(readdirSync(folder)).toHaveLength(keptSegments + 2)
  })

  it('finds nothing to do where there is no folder', async () => {
    expect(await pruneJournal(join(folder, 'none'), startWall, nobody)).toEqual({
      removed: [],
      problems: [],
    })
  })
})
