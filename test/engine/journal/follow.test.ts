import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followJournal } from '../../../electron/engine/journal/follow.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { ManualClock, notice, record, startWall, until } from './fakes.ts'

let folder: string
let clock: ManualClock
let heard: JournalEntry[]
let problems: string[]
let own: Set<string>
let end: () => void = () => undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-follow-'))
  clock = new ManualClock()
  heard = []
  problems = []
  own = new Set()
})

afterEach(async () => {
  end()
  await rm(folder, { recursive: true, force: true })
})

const other = '20260301-000000-5000-0badcafe.jsonl'
const line = (seq: number, text = `number ${seq}`): string =>
  `${JSON.stringify(record(seq, startWall + seq, notice(text)))}\n`
const append = (text: string, name = other): void => {
  appendFileSync(join(folder, name), text)
}
const follow = (): void => {
  end = followJournal({
    folder,
    clock,
    isOwn: (name) => own.has(name),
    listener: (entry) => heard.push(entry),
    onProblem: (sentence) => problems.push(sentence),
  })
}
const numbers = (): number[] => heard.map((entry) => entry.seq)

describe('followJournal', () => {
  it('tells what another process writes into a segment that was there', async () => {
    append(line(1))
    follow()
    append(line(2))
    append(line(3))
    await until(() => heard.length === 2)
    expect(numbers()).toEqual([2, 3])
    expect(problems).toEqual([])
  })

  it('tells a new segment from its first line', async () => {
    follow()
    append(line(1) + line(2))
    await until(() => heard.length === 2)
    expect(numbers()).toEqual([1, 2])
  })

  it('waits for the rest of a line, even one cut inside a letter', async () => {
    follow()
    const bytes = Buffer.from(line(1, 'grüße'))
    const cut = bytes.indexOf(Buffer.from('ü')) + 1
    writeFileSync(join(folder, other), bytes.subarray(0, cut))
    append(line(1), '20260301-000000-5001-0badcafe.jsonl')
    await until(() => heard.length === 1)
    appendFileSync(join(folder, other), bytes.subarray(cut))
    await until(() => heard.length === 2)
    expect(heard[1]).toMatchObject({ sentence: 'grüße' })
    expect(problems).toEqual([])
  })

  it('keeps silent about segments of this process and about other files', async () => {
    const mine = '20260301-000000-1-0badcafe.jsonl'
    own.add(mine)
    follow()
    append(line(1), mine)
    append(line(2), 'notes.txt')
    append(line(3))
    await until(() => heard.length === 1)
    expect(numbers()).toEqual([3])
  })

  it('names garbage with file and line and goes on', async () => {
    append(line(1))
    follow()
    append(`garbage\n${line(2)}`)
    await until(() => heard.length === 1)
    expect(problems).toEqual([`${other}:1: this line is no record.`])
  })

  it('waits for a folder that is not there yet', async () => {
    rmSync(folder, { recursive: true })
    follow()
    mkdirSync(folder)
    append(line(1))
    await until(() => {
      clock.advance(1000)
      return heard.length === 1
    })
    expect(numbers()).toEqual([1])
  })

  it('finds the folder again after somebody removed it', async () => {
    follow()
    append(line(1))
    await until(() => heard.length === 1)
    renameSync(folder, `${folder}-away`)
    rmSync(`${folder}-away`, { recursive: true })
    mkdirSync(folder)
    append(line(1), '20260301-000000-5002-0badcafe.jsonl')
    await until(() => {
      clock.advance(1000)
      return heard.length === 2
    })
  })

  it('tells nothing after its end, and leaves no timer', async () => {
    follow()
    append(line(1))
    await until(() => heard.length === 1)
    end()
    let witness = 0
    end = followJournal({
      folder,
      clock,
      isOwn: () => false,
      listener: () => (witness += 1),
      onProblem: (sentence) => problems.push(sentence),
    })
    append(line(2))
    await until(() => witness === 1)
    expect(heard).toHaveLength(1)
    end()
    expect(clock.armed).toBe(0)
  })
})
