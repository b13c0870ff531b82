import { describe, expect, it } from 'vitest'
import type { LeftoverFacts } from '../../../../electron/engine/decide/leftovers/facts.ts'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import { reapGraceMs } from '../../../../electron/engine/decide/leftovers/processes.ts'
import {
  deadLook,
  forcedMemory,
  makeLeftoverFacts,
  remembered,
  tableOf,
} from '../../../fakes/leftovers.ts'
import { fakeNow, makeRow, makeTable, type RowWish } from '../../../fakes/rows.ts'
import { makeMember } from '../../../fakes/run.ts'

describe('processes', () => {
  const of = (row: RowWish, more: Partial<LeftoverFacts> = {}) =>
    judgeLeftovers(
      makeLeftoverFacts({
        memory: forcedMemory,
        table: tableOf({ startTicks: 7000, ...row }),
        ...more,
      }),
    )

  it('one that outlived is a survivor, and never removed', () => {
    const [found] = of({ pid: 700, cgroup: '/system.slice/iguana.service' })
    expect(found).toMatchObject({ id: 'survivor:700', label: 'iguana (700)' })
    expect(found?.keep).toMatch(/^It lives/)
  })
  it('one in another cgroup went away', () => {
    const [found] = of({ pid: 700, cgroup: '/user.slice' })
    expect(found).toMatchObject({ kind: 'escapee' })
    expect(found?.proof[0]).toContain('/user.slice')
  })
  it.each([
    ['D', /uninterruptibly/],
    ['T', /stopped by a signal/],
    ['t', /tracer/],
  ])('in state %s it says so', (state, words) => {
    expect(of({ pid: 700, state })[0]?.proof[1]).toMatch(words)
  })
  it('another process with its pid is none of it', () => {
    expect(of({ pid: 700, startTicks: 7001 })).toEqual([])
  })
  it('a zombie is told with the parent that does not reap it', () => {
    const rows = [
      makeRow({ pid: 700, startTicks: 7000, state: 'Z', alive: false, parentPid: 650 }),
      makeRow({ pid: 650, exe: '/usr/bin/shepherd' }),
    ]
    const [found] = judgeLeftovers(
      makeLeftoverFacts({ memory: forcedMemory, table: makeTable(rows) }),
    )
    expect(found).toMatchObject({ id: 'zombie:700' })
    expect(found?.keep).toContain('shepherd (650) reaps it')
  })
  it.each([
    [reapGraceMs - 1, []],
    [reapGraceMs, ['zombie:700']],
  ])("init's has %d ms for it", (waited, ids) => {
    const dead = { pid: 700, state: 'Z', alive: false, parentPid: 1 }
    const gone = { ...remembered, goneAt: fakeNow.wall - waited }
    const found = of(dead, { memory: { processes: [gone], before: null } })
    expect(found.map(({ id }) => id)).toEqual(ids)
  })
  it("init's is no leftover where nobody saw when it ended", () => {
    const dead = { pid: 700, state: 'Z', alive: false, parentPid: 1 }
    const found = of(dead, {
      memory: { processes: [{ ...remembered, goneAt: null }], before: null },
    })
    expect(found).toEqual([])
  })
  it('a suspect of a dead service is told, and nothing of it proven', () => {
    const look = deadLook({ suspects: [{ member: makeMember(701), why: 'runs the same' }] })
    const [found] = judgeLeftovers(makeLeftoverFacts({ look }))
    expect(found).toMatchObject({
      id: 'escapee:701',
      proof: ['It may be of the service: runs the same.'],
    })
    expect(found?.keep).toMatch(/nothing proves whose/)
  })
})
