import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mergeEntries,
  parseJournalLine,
  parseSegment,
} from '../../../electron/engine/journal/lines.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { intentBody, notice, record, startWall } from './fakes.ts'

/** Any UTF-16, lone surrogates included; fast-check's own binary strings take seconds here. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((codes) => String.fromCharCode(...codes))

const bytes = (text: string): Uint8Array => Buffer.from(text)
const whole = record(1, startWall, intentBody())
const line = JSON.stringify(whole)

describe('parseJournalLine', () => {
  it('gives a record back as it was', () => {
    expect(parseJournalLine(bytes(line))).toEqual(whole)
  })

  it.each([
    ['an empty line', '', 'no record'],
    ['words', 'hello', 'no record'],
    ['half a record', line.slice(0, 40), 'no record'],
    ['two records in one line', line + line, 'no record'],
    ['a number', '7', 'no record'],
    ['null', 'null', 'no record'],
    ['no version', '{}', 'version none'],
    ['a version to come', line.replace('"v":1', '"v":2'), 'version 2'],
    ['a version that is text', line.replace('"v":1', '"v":"1"'), 'version "1"'],
    ['a kind to come', line.replace('"intent"', '"prophecy"'), 'kind'],
    ['a field of the wrong type', line.replace('"seq":1', '"seq":"1"'), 'seq'],
    ['a missing field', line.replace('"step":0,', ''), 'step'],
    ['a signal that is none', line.replace('"TERM"', '"NICE"'), 'what'],
  ])('says why %s is no record', (_, text, why) => {
    expect(parseJournalLine(bytes(text))).toContain(why)
  })

  it('does not repair bytes that are no UTF-8', () => {
    const broken = Buffer.concat([bytes('{"v":1,"run":"'), Buffer.from([0xff, 0xfe]), bytes('"}')])
    expect(parseJournalLine(broken)).toContain('no record')
  })

  it('gives back any name of a process that the kernel allows', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const entry = record(1, startWall, intentBody(1, name), { target: name })
        const printed = JSON.stringify(entry)
        expect(printed).not.toContain('\n')
        expect(parseJournalLine(bytes(printed))).toEqual(entry)
      }),
    )
  })
})

describe('parseSegment', () => {
  const second = JSON.stringify(record(2, startWall, notice('two')))
  it.each([
    ['an empty file', '', [], 0, 0],
    ['whole lines', `${line}\n${second}\n`, [1, 2], 0, 0],
    ['garbage between records', `${line}\n\u0000\u0000\n${second}\n`, [1, 2], 1, 0],
    ['an empty line', `${line}\n\n${second}\n`, [1, 2], 1, 0],
    ['a torn last line', `${line}\n${second.slice(0, 10)}`, [1], 0, 10],
    ['a last line whole but for its newline', `${line}\n${second}`, [1], 0, second.length],
    ['nothing but a torn line', line.slice(0, 5), [], 0, 5],
  ])('reads %s', (_, text, numbers, problemCount, tornBytes) => {
    const read = parseSegment('a.jsonl', bytes(text))
    expect(read.entries.map((entry) => entry.seq)).toEqual(numbers)
    expect(read.problems).toHaveLength(problemCount)
    expect(read.tornBytes).toBe(tornBytes)
  })

  it('names file and line of what it skips', () => {
    const read = parseSegment('a.jsonl', bytes(`${line}\ngarbage\n${second}\n`))
    expect(read.problems).toEqual(['a.jsonl:2: this line is no record.'])
    expect(read.lines).toBe(3)
  })

  it('counts on from the line it is told', () => {
    expect(parseSegment('a.jsonl', bytes('x\n'), 41).problems[0]).toContain('a.jsonl:41:')
  })
})

describe('mergeEntries', () => {
  const writer = (pid: number): Partial<JournalEntry> & { writer: JournalEntry['writer'] } => ({
    writer: { pid, door: 'cli', user: 'root', startTicks: pid },
  })
  const at = (seq: number, seconds: number, pid: number): JournalEntry =>
    record(seq, startWall + seconds * 1000, notice(`${pid}/${seq}`), writer(pid))
  const shown = (entries: readonly JournalEntry[]): string[] =>
    entries.map((entry) => `${entry.writer.pid}/${entry.seq}`)

  it('orders by wall time over all writers', () => {
    const merged = mergeEntries([
      [at(1, 0, 10), at(2, 20, 10)],
      [at(1, 10, 11), at(2, 30, 11)],
    ])
    expect(shown(merged)).toEqual(['10/1', '11/1', '10/2', '11/2'])
  })

  it('orders by number where the wall time is equal', () => {
    expect(shown(mergeEntries([[at(3, 5, 10), at(1, 5, 10), at(2, 5, 10)]]))).toEqual([
      '10/1',
      '10/2',
      '10/3',
    ])
  })

  it('keeps one writer in its own order when the clock was set back between two records', () => {
    const merged = mergeEntries([[at(1, 3600, 10), at(2, 0, 10), at(3, 3601, 10)], [at(1, 1, 11)]])
    expect(shown(merged)).toEqual(['11/1', '10/1', '10/2', '10/3'])
  })

  it('joins the segments of one writer', () => {
    const merged = mergeEntries([[at(3, 3, 10)], [at(1, 1, 10), at(2, 2, 10)]])
    expect(shown(merged)).toEqual(['10/1', '10/2', '10/3'])
  })

  it('counts a record once that a failed write left in two segments', () => {
    const twice = at(1, 1, 10)
    expect(shown(mergeEntries([[twice], [{ ...twice }, at(2, 2, 10)]]))).toEqual(['10/1', '10/2'])
  })

  it('keeps records apart of two processes that had one pid', () => {
    const earlier = record(1, startWall, notice('a'), {
      writer: { pid: 10, door: 'cli', user: 'root', startTicks: 1 },
    })
    const again = record(1, startWall, notice('b'), {
      writer: { pid: 10, door: 'cli', user: 'root', startTicks: 2 },
    })
    const reboot = record(1, startWall, notice('c'), { boot: 'boot-2' })
    expect(mergeEntries([[earlier], [again], [reboot]])).toHaveLength(3)
  })

  it('gives the same order however the segments are handed in', () => {
    const any = fc.array(
      fc.record({ pid: fc.integer({ min: 10, max: 13 }), seconds: fc.nat(100) }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(any, (list) => {
        const entries = list.map(({ pid, seconds }, index) => at(index + 1, seconds, pid))
        const forward = mergeEntries(entries.map((entry) => [entry]))
        const backward = mergeEntries([[...entries].reverse()])
        expect(backward).toEqual(forward)
        for (const pid of [10, 11, 12, 13]) {
          const own = forward.filter((e) => e.writer.pid === pid).map((e) => e.seq)
          expect(own).toEqual([...own].sort((a, b) => a - b))
        }
      }),
    )
  })
})
