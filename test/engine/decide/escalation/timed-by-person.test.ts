/** Whether the time of a stop is its service's own: only that says how long its stops take. */
import { describe, expect, it } from 'vitest'
import { makeRun, Play } from '../../../fakes/run.ts'

const waiting = (): Play => new Play(makeRun('TERM/30/INT/30/ask/KILL/5')).begin().settle()
const asking = (): Play => waiting().deadline().settle().deadline()
const ends = (play: Play): boolean | undefined => {
  const { run } = play.gone(100, 101, 102).deadline()
  expect(run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'stopped' } })
  return run.timedByPerson
}

describe('the time of a stop', () => {
  it.each<[string, () => Play]>([
    ['nobody did anything', waiting],
    [
      'it left soon after it was asked about',
      () => asking().after(60_000, { kind: 'person-came' }),
    ],
    ['a decision was refused', () => waiting().decide('release')],
  ])('is its own where %s', (_, make) => {
    expect(ends(make())).toBeUndefined()
  })

  it.each<[string, () => Play]>([
    ['extended', () => waiting().extend(1000)],
    ['held', () => waiting().decide('hold')],
    ['held, and let run again', () => waiting().decide('hold').decide('release')],
    ['told to go on', () => waiting().decide('go-on')],
    ['helped', () => waiting().remedy()],
    ['left to hang for long', () => asking().after(301_000, { kind: 'person-came' })],
  ])('is a person’s where it was %s', (_, make) => {
    expect(ends(make())).toBe(true)
  })
})
