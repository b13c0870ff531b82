import { describe, expect, it } from 'vitest'
import {
  entryKey,
  journalRows,
  matchesEntry,
  mergeEntries,
} from '../../../renderer/model/journal-rows.ts'
import { sceneJournal } from '../../fakes/scene-journal.ts'

const now = 1_700_000_000_000
const journal = sceneJournal(now)
const [first] = journal
if (first === undefined) throw new Error('an empty journal proves nothing')

describe('the rows of the journal', () => {
  it('stand under their run, the newest run first', () => {
    const groups = journalRows(journal, '').filter((row) => row.kind === 'group')
    expect(groups.map((row) => row.title)).toEqual(['kamailio', 'nginx'])
    expect(groups.map((row) => row.run)).toEqual(['run-412', null])
  })
  it('keep the order in which they were written, within a run', () => {
    const times = journalRows(journal, '').flatMap((row) =>
      row.kind === 'entry' && row.entry.run !== null ? [row.entry.at.wall] : [],
    )
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })
  it('have a key each', () => {
    const rows = journalRows(journal, '')
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  })
  it('drop a heading whose entries all fall away', () => {
    expect(journalRows(journal, 'nginx').map((row) => row.kind)).toEqual(['group', 'entry'])
    expect(journalRows(journal, 'no such word')).toEqual([])
  })
  it('keep the whole run when its title is what one looks for', () => {
    expect(journalRows(journal, 'kamailio').length).toBe(journalRows(journal, '').length - 2)
  })
})

it('is searched by every word, in any order', () => {
  expect(matchesEntry(first, 'UNIT nginx')).toBe(true)
  expect(matchesEntry(first, 'nginx apache')).toBe(false)
})

describe('adding entries', () => {
  it('keeps one of each, in order, and the newest', () => {
    const merged = mergeEntries(journal.slice(3), [...journal.slice(0, 6)].reverse(), 1000)
    expect(merged.map(entryKey)).toEqual(journal.map(entryKey))
    expect(mergeEntries(journal, [], 2)).toEqual(journal.slice(-2))
  })
  it('tells two writers apart that count from one', () => {
    const other = { ...first, writer: { ...first.writer, pid: 7 } }
    expect(mergeEntries([first], [other], 10)).toHaveLength(2)
  })
})

describe('a run that is folded', () => {
  const how = {
    grouped: true,
    closed: new Set(['run-412']),
    outcomes: new Map([['run-412', 'killed']]),
  }
  it('keeps its heading, with how it ended and how many records it has', () => {
    const rows = journalRows(journal, '', how)
    expect(rows.filter((row) => row.kind === 'entry')).toHaveLength(1)
    expect(rows[0]).toMatchObject({ run: 'run-412', outcome: 'killed', open: false })
    expect(rows[0]).toHaveProperty('count', journal.length - 1)
  })
})

describe('records that are not grouped', () => {
  const how = { grouped: false, closed: new Set<string>(), outcomes: new Map<string, string>() }
  it('stand newest first, without headings', () => {
    const times = journalRows(journal, '', how).map((row) =>
      row.kind === 'entry' ? row.entry.at.wall : null,
    )
    expect(times).toEqual(journal.map((entry) => entry.at.wall).reverse())
  })
  it('are searched all the same', () => {
    expect(journalRows(journal, 'SIGKILL', how)).toHaveLength(1)
  })
})
