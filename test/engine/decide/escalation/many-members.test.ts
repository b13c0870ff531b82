/** A service that makes a process a second, stopped by somebody with patience. */
import { describe, expect, it } from 'vitest'
import { pairMembers } from '../../../../shared/run.ts'
import { identity, makeMember, makeRun, Play } from '../../../fakes/run.ts'

function comeAndGo(play: Play, from: number, count: number): void {
  for (let pid = from; pid < from + count; pid += 1) {
    play.after(1, { kind: 'member-appeared', member: makeMember(pid) })
    play.after(1, { kind: 'member-gone', identity: identity(pid), how: 'by-itself' })
  }
}

describe('members that come and go by the thousand', () => {
  it('are forgotten once they left, those that got a signal never', () => {
    const play = new Play(makeRun('stop/wait')).begin().settle()
    comeAndGo(play, 1000, 2500)
    expect(play.run.members.length).toBeLessThanOrEqual(1000)
    const pids = play.run.members.map((m) => m.member.identity.pid)
    expect(pids.slice(0, 3)).toEqual([100, 101, 102])
    expect(pids.at(-1)).toBe(3499)
  })

  it('stay while there are few', () => {
    const play = new Play(makeRun('stop/wait')).begin().settle()
    comeAndGo(play, 1000, 50)
    expect(play.run.members).toHaveLength(53)
  })
})

describe('members of two views of a run', () => {
  const members = (...pids: number[]) =>
    pids.map((pid) => ({ member: makeMember(pid), gone: null }))
  const pairs = (before: number[], after: number[]) =>
    pairMembers(members(...before), members(...after)).map(([was, now]) => [
      was?.member.identity.pid ?? null,
      now.member.identity.pid,
    ])
  it.each<[string, number[], number[], (number | null)[][]]>([
    ['the same', [1, 2], [1, 2], [[1, 1], [2, 2]]], // prettier-ignore
    ['one more', [1], [1, 2], [[1, 1], [null, 2]]], // prettier-ignore
    ['one forgotten', [1, 2, 3], [1, 3], [[1, 1], [3, 3]]], // prettier-ignore
    ['one forgotten, one more', [1, 2, 3], [3, 4], [[3, 3], [null, 4]]], // prettier-ignore
    ['nobody before', [], [1], [[null, 1]]],
    ['nobody after', [1], [], []],
  ])('%s', (_, before, after, expected) => {
    expect(pairs(before, after)).toEqual(expected)
  })
})
