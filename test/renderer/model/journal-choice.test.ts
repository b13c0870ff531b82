import { describe, expect, it } from 'vitest'
import {
  chooseEntries,
  countSorts,
  everyRecord,
  journalOutcomes,
  journalServices,
  outcomesOf,
  type JournalChoice,
} from '../../../renderer/model/journal-choice.ts'
import { sceneJournal } from '../../fakes/scene-journal.ts'

const now = 1_700_000_000_000
const journal = sceneJournal(now)
const chosen = (choice: Partial<JournalChoice>): string[] =>
  chooseEntries(journal, { ...everyRecord, ...choice }, now).map((entry) => entry.kind)

describe('the records that are shown', () => {
  it('are all of them where nothing is chosen', () => {
    expect(chooseEntries(journal, everyRecord, now)).toEqual(journal)
  })
  it.each([
    ['sent', ['intent', 'result', 'intent']],
    ['force', ['decision', 'intent']],
    ['decided', ['decision']],
    ['ended', ['outcome']],
    ['refused', ['refused']],
  ] as const)('of the kind %s', (sort, kinds) => {
    expect(chosen({ sort })).toEqual(kinds)
  })
  it('of one service are no others', () => {
    expect(chosen({ service: 'nginx' })).toEqual(['refused'])
    expect(chosen({ service: 'nobody' })).toEqual([])
  })
  it('of an outcome are all records of the runs that ended so', () => {
    const killed = chooseEntries(journal, { ...everyRecord, outcome: 'killed' }, now)
    expect(new Set(killed.map((entry) => entry.run))).toEqual(new Set(['run-412']))
    expect(killed).toHaveLength(journal.length - 1)
    expect(chosen({ outcome: 'stopped' })).toEqual([])
  })
  it('of the last hour leave out yesterday', () => {
    expect(chosen({ spanMs: 3_600_000 })).not.toContain('refused')
    expect(chosen({ spanMs: 7 * 86_400_000 })).toContain('refused')
  })
  it('fit all that is chosen at once', () => {
    expect(chosen({ sort: 'sent', service: 'nginx' })).toEqual([])
    expect(chosen({ sort: 'ended', service: 'kamailio', outcome: 'killed' })).toEqual(['outcome'])
  })
})

describe('force', () => {
  it('counts the result of a forced call, which does not say so itself', () => {
    const [intent] = journal.filter((entry) => entry.kind === 'intent' && entry.force)
    if (intent?.kind !== 'intent') throw new Error('the scene has no force')
    const { call, step, what } = intent
    const result = { ...intent, kind: 'result' as const, call, step, what, results: [], seq: 99 }
    expect(countSorts([...journal, result]).force).toBe(3)
  })
})

describe('what can be chosen', () => {
  it('are the services and outcomes that occur', () => {
    expect(journalServices(journal)).toEqual(['kamailio', 'nginx'])
    expect(journalOutcomes(journal)).toEqual(['killed'])
    expect(outcomesOf(journal).get('run-412')).toBe('killed')
  })
  it('has counts', () => {
    expect(countSorts(journal)).toEqual({
      all: journal.length,
      sent: 3,
      force: 2,
      decided: 1,
      ended: 1,
      refused: 1,
    })
  })
})
