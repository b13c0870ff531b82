import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  appendFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  openJournal,
  type Journal,
  type JournalOptions,
} from '../../../electron/engine/journal/journal.ts'
import type { Syslog } from '../../../electron/engine/journal/syslog.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import {
  FakeDisk,
  intentBody,
  ManualClock,
  notice,
  outcomeBody,
  resultBody,
  until,
} from './fakes.ts'

let home: string
let folder: string
let clock: ManualClock
const opened: Journal[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'quiesce-journal-'))
  folder = join(home, 'state', 'quiesce', 'journal')
  clock = new ManualClock()
})

afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close()
  await rm(home, { recursive: true, force: true })
})

async function open(more: Partial<JournalOptions> = {}): Promise<Journal> {
  const result = await openJournal({
    folder,
    clock,
    boot: 'boot-1',
    door: 'cli',
    user: 'root',
    version: '0.1.0',
    ...more,
  })
  if (!result.ok) throw new Error(result.error.message)
  opened.push(result.value)
  return result.value
}

const segments = (): string[] => readdirSync(folder).sort()
const onlySegment = (): string => join(folder, segments()[0] ?? 'none')

describe('what lies on the disk', () => {
  it('is one line of JSON a record, in a file and a folder for the owner alone', async () => {
    const journal = await open({ pid: 4711, startTicks: 99 })
    await journal.write('run-1', 'web', intentBody())
    expect(segments()).toHaveLength(1)
    expect(segments()[0]).toMatch(/^20260301-000000-4711-[0-9a-f]{8}\.jsonl$/)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(onlySegment()).mode & 0o777).toBe(0o600)
    const lines = readFileSync(onlySegment(), 'utf8').split('\n')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      v: 1,
      seq: 1,
      boot: 'boot-1',
      writer: { pid: 4711, door: 'cli', user: 'root', startTicks: 99, version: '0.1.0' },
      run: 'run-1',
      target: 'web',
      kind: 'intent',
    })
  })

  it('is nothing at all for a Quiesce that only looks', async () => {
    const journal = await open()
    await journal.read()
    await journal.close()
    expect(segments()).toEqual([])
  })

  it.each([
    ['a newline', 'web\nserver'],
    ['a carriage return', 'web\rserver'],
    ['an escape sequence', '\u001b[2J\u001b]0;owned\u0007'],
    ['a null byte', 'a\u0000b'],
    ['a line separator', 'a\u2028b\u2029c'],
    ['half a surrogate pair', 'a\ud800b'],
    ['quotes and braces', '"}\n{"v":1}'],
  ])('stays one line where a process is named with %s', async (_, name) => {
    const journal = await open()
    await journal.write('run-1', name, intentBody(1, name))
    await journal.write('run-1', name, notice(name))
    const text = readFileSync(onlySegment(), 'utf8')
    expect(text.split('\n')).toHaveLength(3)
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/)
    const { entries, problems } = await journal.read()
    expect(problems).toEqual([])
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({ target: name, targets: [{ name }] })
  })
})

describe('opening', () => {
  it('takes the rights of others from a folder that is ours', async () => {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
    await open()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('refuses a folder that belongs to somebody else', async () => {
    mkdirSync(folder, { recursive: true })
    const uid = (process.getuid?.() ?? 0) + 1
    const result = await openJournal({
      folder,
      clock,
      boot: 'boot-1',
      door: 'cli',
      user: 'x',
      version: '0.1.0',
      uid,
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } })
    expect(!result.ok && result.error.message).toContain(`not to uid ${uid}`)
  })

  it('opens where the folder cannot be made, and says so in its health', async () => {
    const journal = await open({ folder: '/proc/quiesce/journal' })
    expect(journal.health()).toMatchObject({ state: 'failing', folder: '/proc/quiesce/journal' })
    expect(journal.health().why).not.toBeNull()
    const result = await journal.write(null, null, notice('no'))
    expect(result).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } })
  })
})

describe('reading', () => {
  it('merges what several wrote at the same time, oldest first', async () => {
    const first = await open({ pid: 1001 })
    const second = await open({ pid: 1002 })
    await first.write('run-1', 'web', intentBody(1))
    clock.advance(10)
    await second.write('run-2', 'mail', intentBody(1))
    clock.advance(10)
    await first.write('run-1', 'web', resultBody(1))
    expect(segments()).toHaveLength(2)
    const { entries, problems } = await second.read()
    expect(problems).toEqual([])
    expect(entries.map((e) => [e.writer.pid, e.kind])).toEqual([
      [1001, 'intent'],
      [1002, 'intent'],
      [1001, 'result'],
    ])
  })

  it.each([
    ['everything', {}, [1, 2, 3, 4]],
    ['since a moment', { since: 2000 }, [3, 4]],
    ['of one run', { run: 'run-b' }, [2, 4]],
    ['the newest two', { limit: 2 }, [3, 4]],
    ['the newest of one run', { run: 'run-a', limit: 1 }, [3]],
    ['of a run that is not there', { run: 'run-z' }, []],
  ])('gives %s', async (_, query, expected) => {
    const journal = await open()
    for (const run of ['run-a', 'run-b', 'run-a', 'run-b']) {
      await journal.write(run, 'web', notice(run))
      clock.advance(1000)
    }
    const start = clock.now().wall - 4000
    const since = 'since' in query ? { since: start + query.since } : {}
    const { entries } = await journal.read({ ...query, ...since })
    expect(entries.map((e) => e.seq)).toEqual(expected)
  })

  it('skips a line that a crash cut off, and says which', async () => {
    const journal = await open()
    await journal.write(null, null, notice('whole'))
    appendFileSync(onlySegment(), '{"v":1,"seq":2,"at":{"mo')
    const { entries, problems } = await journal.read()
    expect(entries.map((e) => e.seq)).toEqual([1])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/\.jsonl:2: the last line is cut off after 24 bytes/)
  })

  it('gives what is in memory only beside what is on the disk, and says so', async () => {
    const disk = new FakeDisk()
    const journal = await open({ store: disk })
    disk.failing = { append: 'ENOSPC' }
    await journal.write('run-1', 'web', intentBody())
    const { entries, problems } = await journal.read()
    expect(entries.map((e) => e.kind)).toEqual(['intent'])
    expect(problems.join()).toContain('1 records')
    expect(journal.health()).toMatchObject({ state: 'failing', records: 0 })
  })

  it('finds nothing, and no problem, where nobody has written', async () => {
    const journal = await open()
    rmSync(folder, { recursive: true })
    expect(await journal.read()).toEqual({ entries: [], problems: [] })
  })
})

describe('listeners', () => {
  it('hear of each record once it is on the disk, until they leave', async () => {
    const journal = await open()
    const heard: number[] = []
    const leave = journal.onEntry((entry) => heard.push(entry.seq))
    await journal.write(null, null, notice('1'))
    await journal.write(null, null, notice('2'))
    leave()
    await journal.write(null, null, notice('3'))
    expect(heard).toEqual([1, 2])
    expect(journal.health()).toMatchObject({ state: 'writing', records: 3, why: null })
  })

  it('do not stop the record when one of them throws', async () => {
    const journal = await open()
    const heard: JournalEntry[] = []
    journal.onEntry(() => {
      throw new Error('a bug elsewhere')
    })
    journal.onEntry((entry) => heard.push(entry))
    expect((await journal.write(null, null, notice('1'))).ok).toBe(true)
    await until(() => heard.length === 2)
    expect(heard[1]).toMatchObject({ kind: 'notice' })
    expect(JSON.stringify(heard[1])).toContain('a bug elsewhere')
  })
})

describe('syslog', () => {
  const fakeSyslog = (): Syslog & { sent: string[]; fail: (why: string) => void } => {
    const sent: string[] = []
    let listener: (why: string) => void = () => undefined
    return {
      enabled: true,
      sent,
      send: (sentence) => sent.push(sentence),
      onFailure: (callback) => {
        listener = callback
      },
      fail: (why) => {
        listener(why)
      },
      close: () => Promise.resolve(),
    }
  }

  it('gets intents, results and outcomes, and nothing else', async () => {
    const syslog = fakeSyslog()
    const journal = await open({ syslog })
    for (const body of [notice('no'), intentBody(), resultBody(), outcomeBody()]) {
      await journal.write('run-1', 'web', body)
    }
    expect(syslog.sent.map((line) => line.split(' ')[0])).toEqual(['intent', 'result', 'outcome'])
  })

  it('gets what the journal could not take, marked so', async () => {
    const syslog = fakeSyslog()
    const disk = new FakeDisk()
    disk.failing = { sync: 'EIO' }
    const journal = await open({ syslog, store: disk })
    await journal.write('run-1', 'web', intentBody())
    expect(syslog.sent).toEqual([expect.stringContaining('[not in the journal]')])
  })

  it('leaves a notice when it fails', async () => {
    const syslog = fakeSyslog()
    const journal = await open({ syslog })
    syslog.fail('Syslog did not take a record: no')
    await until(() => journal.health().records === 1)
    const { entries } = await journal.read()
    expect(entries.map((e) => e.kind === 'notice' && e.sentence)).toEqual([
      'Syslog did not take a record: no',
    ])
  })
})
