import { describe, expect, it } from 'vitest'
import { formatTable, type Column } from '../../electron/cli/table.ts'
import { displayWidth } from '../../electron/cli/text.ts'

const columns: readonly Column[] = [
  { title: 'STATE' },
  { title: 'NAME', shrinkTo: 6 },
  { title: 'USER', expendable: 2 },
  { title: 'CPU', align: 'right', expendable: 1 },
]
const rows = [
  { cells: ['running', 'postgresql-15-main', 'postgres', '0.3%'] },
  { cells: ['stopped', 'cron', 'root', '12.0%'] },
]

describe('a table', () => {
  it('aligns its columns, numbers to the right', () => {
    expect(formatTable(columns, rows, Infinity)).toEqual([
      'STATE    NAME                USER        CPU',
      'running  postgresql-15-main  postgres   0.3%',
      'stopped  cron                root      12.0%',
    ])
  })

  it('shortens names by their middle before anything is left out', () => {
    expect(formatTable(columns, rows, 34)).toEqual([
      'STATE    NAME      USER        CPU',
      'running  pos…main  postgres   0.3%',
      'stopped  cron      root      12.0%',
    ])
  })

  it('leaves out the most expendable column first, and gives its room to the names', () => {
    expect(formatTable(columns, rows, 30)[0]).not.toContain('USER')
    expect(formatTable(columns, rows, 20)[0]).not.toContain('CPU')
  })

  it.each([20, 25, 30, 34, 40, 80])('fits into %i cells', (width) => {
    for (const line of formatTable(columns, rows, width)) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('never cuts what may not be cut, however narrow it is', () => {
    expect(formatTable(columns, rows, 3)[1]).toBe('running  po…ain')
  })

  it('aligns names that are drawn two cells wide', () => {
    const wide = [{ cells: ['日本', 'x'] }, { cells: ['ab', 'y'] }]
    expect(formatTable([{ title: 'A' }, { title: 'B' }], wide, 80)).toEqual([
      'A     B',
      '日本  x',
      'ab    y',
    ])
  })

  it('is a heading alone without rows', () => {
    expect(formatTable(columns, [], 80)).toEqual(['STATE  NAME  USER  CPU'])
  })

  it('colours whole cells, so that the columns stay where they are', () => {
    const painted = formatTable(
      columns,
      [
        {
          cells: ['on', 'a', 'b', 'c'],
          paint: (text, column) => (column === 0 ? `<${text}>` : text),
        },
      ],
      80,
    )
    expect(painted[1]).toBe('<on   >  a     b       c')
  })
})
