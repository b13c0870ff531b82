import { beforeEach, describe, expect, it } from 'vitest'
import { JournalAppender } from '../../../electron/engine/journal/appender.ts'
import { JournalWriter } from '../../../electron/engine/journal/writer.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { FakeDisk, intentBody, ManualClock, notice, resultBody, until } from './fakes.ts'

let clock: ManualClock
let disk: FakeDisk
let written: JournalEntry[]
let rotations: number
let writer: JournalWriter
let appender: JournalAppender

const open = (limitBytes?: number): void => {
  appender = new JournalAppender({
    store: disk,
    clock,
    pid: 100,
    onRotated: () => {
      rotations += 1
    },
    ...(limitBytes === undefined ? {} : { limitBytes }),
  })
  writer = new JournalWriter({
    folder: '/journal',
    clock,
    boot: 'boot-1',
    writer: { pid: 100, door: 'cli', user: 'root' },
    appender,
    onWritten: (entry) => written.push(entry),
  })
}

beforeEach(() => {
  clock = new ManualClock()
  disk = new FakeDisk()
  written = []
  rotations = 0
  open()
})

const count = (call: string): number => disk.calls.filter((made) => made === call).length
const kindsOnDisk = (): unknown[] =>
  disk.lines.map((line) => (JSON.parse(line) as JournalEntry).kind)

describe('a disk that works', () => {
  it('gives a record back only after it was synced', async () => {
    disk.hang()
    let settled = false
    const writing = writer.write('run-1', 'web', intentBody()).then((result) => {
      settled = true
      return result
    })
    await until(() => count('sync') === 1)
    expect(settled).toBe(false)
    expect(written).toEqual([])
    disk.unhang()
    const result = await writing
    expect(result).toMatchObject({ ok: true, value: { v: 1, seq: 1, run: 'run-1', call: 1 } })
    expect(written.map((entry) => entry.seq)).toEqual([1])
  })

  it('makes no file before the first record', async () => {
    await writer.close()
    expect(disk.calls).toEqual([])
  })

  it('writes what comes at once with one write and one sync, in order', async () => {
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((call) => writer.write('run-1', 'web', intentBody(call))),
    )
    expect(results.map((r) => r.ok && r.value.seq)).toEqual([1, 2, 3, 4, 5])
    expect(count('append')).toBe(1)
    expect(count('sync')).toBe(1)
    expect(disk.lines).toHaveLength(5)
  })

  it('lets records that come during a write share the next one', async () => {
    disk.hang()
    const first = writer.write(null, null, notice('first'))
    await until(() => count('sync') === 1)
    const rest = [writer.write(null, null, notice('a')), writer.write(null, null, notice('b'))]
    disk.unhang()
    await Promise.all([first, ...rest])
    expect(count('append')).toBe(2)
    expect(count('create')).toBe(1)
  })

  it('leaves no timer armed behind a record', async () => {
    await writer.write(null, null, notice('done'))
    expect(clock.armed).toBe(0)
  })

  it('begins a new segment when the limit would be passed, and never splits a batch', async () => {
    open(600)
    for (let call = 1; call <= 6; call++) await writer.write('run-1', 'web', intentBody(call))
    expect(disk.files.size).toBeGreaterThan(2)
    expect(rotations).toBe(disk.files.size - 1)
    for (const text of disk.files.values()) {
      expect(text.length).toBeLessThanOrEqual(600)
      expect(text.endsWith('\n')).toBe(true)
    }
    expect(disk.lines).toHaveLength(6)
    expect([...appender.names]).toEqual([...disk.files.keys()])
  })
})

describe('a disk that fails', () => {
  it.each([
    ['create', 'EACCES', 'permission denied'],
    ['create', 'EROFS', 'the file system is mounted read-only'],
    ['append', 'ENOSPC', 'no space left on the device'],
    ['append', 'EDQUOT', 'the disk quota is used up'],
    ['sync', 'EIO', 'the disk reports an error'],
  ] as const)(
    'refuses when %s says %s, with the errno and in words',
    async (where, errno, words) => {
      disk.failing = { [where]: errno }
      const result = await writer.write('run-1', 'web', intentBody())
      expect(result).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } })
      if (result.ok) return
      expect(result.error.message).toContain(words)
      expect(result.error.cause).toContain(errno)
      expect(result.error.next).not.toBe('')
      expect(writer.failing).toBe(words)
      expect(written).toEqual([])
    },
  )

  it('writes what failed before the next record, and says that it came late', async () => {
    disk.failing = { append: 'ENOSPC' }
    await writer.write('run-1', 'web', intentBody())
    await writer.write('run-1', 'web', resultBody())
    expect(writer.kept.map((entry) => entry.seq)).toEqual([1, 2])
    disk.failing = {}
    clock.advance(1500)
    const third = await writer.write('run-1', 'web', notice('third'))
    expect(third.ok).toBe(true)
    await until(() => written.length === 4)
    expect(kindsOnDisk()).toEqual(['intent', 'result', 'notice', 'notice'])
    const last = written[3]
    expect(last).toMatchObject({ kind: 'notice', run: 'run-1' })
    expect(JSON.stringify(last)).toMatch(/records 1, 2 reached the disk after/)
    expect(JSON.stringify(last)).toContain('no space left on the device')
    expect(writer.kept).toEqual([])
    expect(writer.failing).toBeNull()
  })

  it('tries again by itself after five seconds', async () => {
    disk.failing = { append: 'ENOSPC' }
    await writer.write('run-1', 'web', intentBody())
    disk.failing = {}
    clock.advance(5000)
    await until(() => written.length === 2)
    expect(kindsOnDisk()).toEqual(['intent', 'notice'])
    expect(writer.failing).toBeNull()
    expect(clock.armed).toBe(0)
  })

  it('begins a new file after a failed sync, whose bytes the kernel may have forgotten', async () => {
    await writer.write(null, null, notice('before'))
    disk.failing = { sync: 'EIO' }
    await writer.write(null, null, notice('lost?'))
    disk.failing = {}
    await writer.write(null, null, notice('after'))
    expect(disk.files.size).toBe(2)
    const [, second] = [...disk.files.values()]
    expect(second).toContain('lost?')
    expect(second).toContain('after')
  })

  it('leaves a line that was cut off the last one of its file', async () => {
    disk.room = 100
    expect((await writer.write('run-1', 'web', intentBody())).ok).toBe(false)
    disk.room = Infinity
    expect((await writer.write('run-1', 'web', resultBody())).ok).toBe(true)
    const [torn, whole] = [...disk.files.values()]
    expect(torn).toHaveLength(100)
    expect(whole?.split('\n').filter(Boolean).length).toBeGreaterThanOrEqual(2)
  })

  it('leaves no empty files behind however often it fails', async () => {
    disk.failing = { append: 'ENOSPC' }
    for (let call = 0; call < 20; call++) await writer.write(null, null, notice(`${call}`))
    expect(disk.files.size).toBe(0)
  })

  it('notices that its file was removed, writes again, and says what is lost', async () => {
    await writer.write('run-1', 'web', notice('early'))
    const [name = ''] = [...disk.files.keys()]
    disk.remove(name)
    const result = await writer.write('run-1', 'web', intentBody())
    expect(result.ok).toBe(true)
    await until(() => written.length === 3)
    expect(kindsOnDisk()).toEqual(['intent', 'notice'])
    expect(JSON.stringify(written[2])).toContain(`${name} vanished`)
  })

  it('forgets the oldest when more is kept than memory is for, and says how many', async () => {
    disk.failing = { append: 'ENOSPC' }
    const big = 'x'.repeat(1024 * 1024)
    for (let n = 0; n < 10; n++) await writer.write(null, null, notice(`${n}${big}`))
    expect(writer.kept.length).toBeLessThan(9)
    const forgotten = 10 - writer.kept.length
    disk.failing = {}
    clock.advance(5000)
    await until(() => writer.kept.length === 0 && writer.failing === null && written.length > 1)
    await until(() => JSON.stringify(written.at(-1)).includes('older ones are lost'))
    expect(JSON.stringify(written.at(-1))).toContain(`${forgotten} older ones are lost`)
  })
})

describe('a disk that hangs', () => {
  it('tells the writer after two seconds, and records the late success truthfully', async () => {
    disk.hang()
    const writing = writer.write('run-1', 'web', intentBody())
    await until(() => count('sync') === 1)
    clock.advance(1999)
    expect(writer.failing).toBeNull()
    clock.advance(1)
    const result = await writing
    expect(result).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } })
    expect(!result.ok && result.error.message).toContain('within 2 s')
    expect(writer.failing).not.toBeNull()
    clock.advance(3000)
    disk.unhang()
    await until(() => written.length === 2)
    expect(written[0]).toMatchObject({ kind: 'intent', seq: 1 })
    expect(JSON.stringify(written[1])).toMatch(/Late by up to 5.s: records 1 reached the disk/)
    expect(writer.failing).toBeNull()
  })

  it('writes also what waited behind the hung write past its own time', async () => {
    disk.hang()
    const first = writer.write(null, null, notice('first'))
    await until(() => count('sync') === 1)
    const second = writer.write(null, null, notice('second'))
    clock.advance(2000)
    expect((await Promise.all([first, second])).map((r) => r.ok)).toEqual([false, false])
    disk.unhang()
    await until(() => disk.lines.length >= 3)
    expect(disk.lines.filter((line) => line.includes('"second"'))).toHaveLength(1)
  })

  it('does not wait longer than two seconds when it closes', async () => {
    disk.hang()
    void writer.write(null, null, notice('stuck'))
    await until(() => count('sync') === 1)
    const closing = writer.close()
    clock.advance(2000)
    await closing
    expect(count('sync')).toBe(1)
  })
})

describe('closing', () => {
  it('tries once more to write what failed', async () => {
    disk.failing = { append: 'ENOSPC' }
    await writer.write('run-1', 'web', intentBody())
    disk.failing = {}
    await writer.close()
    expect(kindsOnDisk()[0]).toBe('intent')
    expect(clock.armed).toBe(0)
  })

  it('refuses records afterwards', async () => {
    await writer.close()
    const result = await writer.write(null, null, notice('too late'))
    expect(result).toMatchObject({ ok: false, error: { code: 'journal-unwritable' } })
    expect(disk.lines).toEqual([])
  })
})

describe('what is no record', () => {
  it.each([
    ['a number that JSON cannot hold', { ...intentBody(), call: NaN }],
    ['a fraction where a whole number is due', { ...intentBody(), step: 0.5 }],
    ['a circle', { kind: 'phase', phase: 'waiting', sentence: '', state: circle() } as const],
  ])('refuses %s before anything is written, and spends no number on it', async (_, body) => {
    const result = await writer.write('run-1', 'web', body)
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(disk.calls).toEqual([])
    const next = await writer.write('run-1', 'web', intentBody())
    expect(next).toMatchObject({ ok: true, value: { seq: 1 } })
  })
})

function circle(): unknown {
  const self: { self?: unknown } = {}
  self.self = self
  return self
}
