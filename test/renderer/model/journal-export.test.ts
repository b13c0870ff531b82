import { describe, expect, it } from 'vitest'
import { exportName, toJsonLines, toMarkdown } from '../../../renderer/model/journal-export.ts'
import { journalRows } from '../../../renderer/model/journal-rows.ts'
import { journalEntrySchema } from '../../../shared/journal-entry.ts'
import { sceneJournal } from '../../fakes/scene-journal.ts'

const now = Date.UTC(2026, 10, 22, 12)
const journal = sceneJournal(now)

describe('the records for a program', () => {
  it('are the journal’s own lines', () => {
    const lines = toJsonLines(journal).trimEnd().split('\n')
    expect(lines.map((line) => journalEntrySchema.parse(JSON.parse(line)))).toEqual(journal)
  })
  it('of nobody are an empty file', () => {
    expect(toJsonLines([])).toBe('')
  })
})

describe('the records for a ticket', () => {
  const text = toMarkdown(journalRows(journal, ''), { host: 'sip-edge-03', now })
  it('begin with the machine and how many there are', () => {
    expect(text.split('\n')[0]).toBe('# Journal of Quiesce of sip-edge-03')
    expect(text).toContain(`${journal.length} records, written down 22 Nov 2026`)
  })
  it('have a heading a run, and a line a record', () => {
    expect(text.match(/^## .*$/gm)).toEqual([
      '## kamailio, 22 Nov 2026 (run run-412)',
      expect.stringMatching(/^## nginx, 21 Nov 2026$/),
    ])
    expect(text.match(/^- /gm)).toHaveLength(journal.length)
    expect(text).toContain('About to send SIGKILL (force)')
  })
  it('keep what a daemon calls itself from being markup', () => {
    const [first] = journal
    if (first === undefined) throw new Error('an empty journal proves nothing')
    const hostile = {
      ...first,
      kind: 'notice' as const,
      sentence: '# <img src=x> [a](b) `c` *d*\n## more',
    }
    const line = toMarkdown([{ kind: 'entry', key: 'x', entry: hostile }], { host: null, now })
    expect(line).not.toMatch(/[^\\]<img/)
    expect(line).not.toMatch(/^## more/m)
    expect(line).toContain('\\<img src=x\\> \\[a\\](b) \\`c\\` \\*d\\*')
  })
})

describe('the name of the file', () => {
  it.each([
    ['sip-edge-03', 'jsonl', 'quiesce-journal-sip-edge-03-2026-11-22.jsonl'],
    ['../../etc', 'md', 'quiesce-journal-..-..-etc-2026-11-22.md'],
    [null, 'md', 'quiesce-journal-machine-2026-11-22.md'],
  ] as const)('of %j and %s is %s', (host, ending, name) => {
    expect(exportName(host, now, ending)).toBe(name)
  })
})
