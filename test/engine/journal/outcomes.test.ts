import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOutcomes } from '../../../electron/engine/journal/outcomes.ts'
import { readJournal } from '../../../electron/engine/journal/reader.ts'
import { openJournal, type Journal } from '../../../electron/engine/journal/journal.ts'
import { FakeClock } from '../../fakes/world.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-outcomes-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<Journal> {
  const journal = await openJournal({
    ...{ folder, clock: new FakeClock(), boot: 'b', door: 'cli', user: 'ops', version: '0' },
  })
  if (!journal.ok) throw new Error(journal.error.message)
  return journal.value
}

async function end(journal: Journal, run: string, title: string): Promise<void> {
  const state = { title, note: 'the words "kind":"outcome" in a text' }
  await journal.write(run, 'iguana', { kind: 'run-began', title, schedule: 'stop/30/ask', state })
  await journal.write(run, 'iguana', {
    ...{ kind: 'outcome', outcome: 'stopped', sentence: 'Gone.', by: null, survivors: [] },
    tookMs: 800,
    state,
  })
}

describe('the ends of all runs', () => {
  it('are what reading the whole journal would give', async () => {
    const journal = await open()
    for (const run of ['a', 'b', 'c']) await end(journal, run, 'iguana')
    await journal.close()
    const { entries, problems } = await readOutcomes(folder)
    const all = (await readJournal(folder)).entries
    expect(entries).toEqual(all.filter((entry) => entry.kind === 'outcome'))
    expect(entries).toHaveLength(3)
    expect(problems).toEqual([])
  })

  it('are none in a folder that is not there', async () => {
    expect(await readOutcomes(join(folder, 'none'))).toEqual({ entries: [], problems: [] })
  })

  it('leave out what is cut off or garbled, and keep the rest', async () => {
    const journal = await open()
    await end(journal, 'a', 'iguana')
    await journal.close()
    const name = readdirSync(folder).find((one) => one.endsWith('.jsonl')) ?? ''
    const whole = readFileSync(join(folder, name), 'utf8')
    const last = whole.trimEnd().split('\n').at(-1) ?? ''
    writeFileSync(join(folder, name), `{"kind":"outcome"\n${whole}${last.slice(0, -20)}`)
    expect((await readOutcomes(folder)).entries).toHaveLength(1)
  })
})
