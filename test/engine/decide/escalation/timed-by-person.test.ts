/** Whether the time of a stop is its service's own: only that says how long its stops take. */
import { describe, expect, it } from 'vitest'
import { makeRun, Play } from '../../../fakes/run.ts'

const waiting = (): Play => new Play(makeRun('TERM/30/INT/30/ask/KILL/5')).begin().settle()
const asking = (): Play => waiting().deadline().settle().deadline()
const later = (play: Play): Play => play.after(3_600_000, { kind: 'person-came' })
const ends = (play: Play): boolean | undefined => {
  const { run } = play.gone(100, 101, 102).deadline()
  expect(run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'stopped' } })
  return run.timedByPerson
}

describe('the time of a stop', () => {
  it.each<[string, () => Play]>([
    ['nobody did anything', waiting],
    ['it left long after it was asked about', () => later(asking())],
    ['a decision was refused', () => waiting().decide('release')],
    ['our clock was extended', () => waiting().extend(1000)],
    ['it was given more time', () => waiting().remedy({ kind: 'wait', ms: 60_000 })],
    ['our clock was held, and let run again', () => waiting().decide('hold').decide('release')],
  ])('is its own where %s', (_, make) => {
    expect(ends(make())).toBeUndefined()
  })

  it.each<[string, () => Play]>([
    ['told to go on', () => waiting().decide('go-on')],
    ['helped', () => waiting().remedy()],
  ])('is a person’s where it was %s', (_, make) => {
    expect(ends(make())).toBe(true)
  })
})
