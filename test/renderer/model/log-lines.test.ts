import { describe, expect, it } from 'vitest'
import {
  appendLines,
  levelColour,
  logKept,
  logLevels,
  logRows,
} from '../../../renderer/model/log-lines.ts'
import type { LogLine } from '../../../shared/unit.ts'
import { sceneLog } from '../../fakes/scene-units.ts'

const noon = new Date(2026, 2, 22, 12).getTime()
const lines = sceneLog(noon, 5)
const cursors = (of: readonly LogLine[]): string[] => of.map((line) => line.cursor)

describe('appending lines', () => {
  it('keeps the order and each line once', () => {
    expect(cursors(appendLines(lines.slice(0, 3), lines.slice(2)))).toEqual(cursors(lines))
  })
  it('keeps the newest, so many and no more', () => {
    expect(cursors(appendLines(lines, [], 3))).toEqual(cursors(lines))
    expect(cursors(appendLines(lines.slice(0, 3), lines.slice(3), 3))).toEqual(
      cursors(lines.slice(2)),
    )
    expect(appendLines([], sceneLog(noon, logKept + 50))).toHaveLength(logKept)
  })
  it('gives back the very list where nothing is new, so that nothing renders', () => {
    expect(appendLines(lines, [])).toBe(lines)
    expect(appendLines(lines, lines.slice(1))).toBe(lines)
  })
})

describe('rows', () => {
  it('name no day where all are of one', () => {
    expect(logRows(lines).map((row) => row.kind)).toEqual(Array(5).fill('line'))
  })
  it('name each day above its first line where there are more', () => {
    const [first, second] = lines
    if (first === undefined || second === undefined) throw new Error('no lines')
    const days = [
      { ...first, at: noon - 24 * 3600_000 },
      { ...second, at: noon },
    ]
    expect(logRows(days).map((row) => (row.kind === 'day' ? row.day : row.line.cursor))).toEqual([
      '21 Mar 2026',
      first.cursor,
      '22 Mar 2026',
      second.cursor,
    ])
  })
  it('cut a line of megabytes and say how much was cut', () => {
    const [first] = lines
    if (first === undefined) throw new Error('no lines')
    const [row] = logRows([{ ...first, text: 'x'.repeat(100_000) }])
    if (row?.kind !== 'line') throw new Error('no line')
    expect(row.text).toHaveLength(4000 + ' … and 96000 more letters'.length)
    expect(row.text).toMatch(/96000 more letters$/)
  })
  it('have a key each', () => {
    const keys = logRows(sceneLog(noon, 500)).map((row) => row.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('are none for no lines', () => {
    expect(logRows([])).toEqual([])
  })
})

it('colours only what is worse than normal', () => {
  expect([0, 3, 4, 5, 6, 7].map(levelColour)).toEqual(['ember', 'ember', 'amber', 't3', 't3', 't3'])
})

it('offers levels that syslog knows, gravest first', () => {
  const levels = logLevels.map(({ level }) => level)
  expect(levels).toEqual([...levels].sort((a, b) => a - b))
  expect(levels.at(-1)).toBe(7)
})
