import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rootsOf } from '../../../electron/engine/decide/escalation/targets.ts'
import { findMembers } from '../../../electron/engine/decide/members.ts'
import { makeScene } from '../../../electron/engine/decide/scene.ts'
import type { MemberReason } from '../../../shared/process.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'

describe('members in any table at all', () => {
  const self = { pid: 20, uid: 0, systemd: true }
  const number = fc.integer({ min: 0, max: 40 })
  const wish = fc.record({
    pid: fc.integer({ min: 1, max: 40 }),
    parentPid: number,
    session: number,
    processGroup: number,
    startTicks: fc.nat({ max: 50 }),
    alive: fc.boolean(),
    kernelThread: fc.constantFrom(false, false, true),
    exe: fc.constantFrom('/opt/x', '/opt/y\n', '/usr/bin/dbus-daemon'),
    cgroup: fc.constantFrom('/', '/', '/system.slice/a.service'),
    pidNamespace: fc.constantFrom('pid:[4026531836]', 'pid:[4026531836]', 'pid:[7]'),
  })
  const tables = fc.array(wish, { maxLength: 25 })
  const picked: MemberReason = { kind: 'picked', how: 'it' }
  const look = (wishes: readonly Parameters<typeof makeRow>[0][], picks: readonly number[]) => {
    const scene = makeScene(makeTable(wishes.map((w) => makeRow(w))), self)
    const wanted = new Map(picks.map((pid) => [pid, picked]))
    return { scene, members: findMembers(scene, { picks: wanted, main: null, known: [] }) }
  }

  it('have a reason, live, are never outside, and are kept exactly where they are protected', () => {
    fc.assert(
      fc.property(tables, fc.array(number, { maxLength: 3 }), (wishes, picks) => {
        const { scene, members } = look(wishes, picks)
        for (const member of members) {
          const row = scene.table.rows.get(member.identity.pid)
          expect(row?.alive).toBe(true)
          if (!row) continue
          expect(scene.protection.isOutside(row)).toBe(false)
          expect(member.reasons.length).toBeGreaterThan(0)
          expect(member.kept).toBe(scene.protection.refuse(row)?.message ?? null)
          expect(member.name).not.toContain('\n')
        }
      }),
      { numRuns: 200 },
    )
  })

  it('give true reasons: the parent, session or group that is named is the one in the table', () => {
    fc.assert(
      fc.property(tables, number, (wishes, pick) => {
        const { scene, members } = look(wishes, [pick])
        for (const { identity, reasons } of members) {
          const row = scene.table.rows.get(identity.pid)
          for (const reason of reasons) {
            if (reason.kind === 'child') expect(row?.parentPid).toBe(reason.of)
            else if (reason.kind === 'session') expect(row?.session).toBe(reason.leader)
            else if (reason.kind === 'process-group') expect(row?.processGroup).toBe(reason.leader)
            else expect([reason.kind, identity.pid]).toEqual(['picked', pick])
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('have roots whose parents are no members', () => {
    fc.assert(
      fc.property(tables, fc.array(number, { maxLength: 3 }), (wishes, picks) => {
        const { members } = look(wishes, picks)
        const pids = new Set(members.map((m) => m.identity.pid))
        for (const root of rootsOf(members)) expect(pids.has(root.parentPid)).toBe(false)
      }),
    )
  })

  it('claim nobody by a number that went to another process', () => {
    fc.assert(
      fc.property(tables, number, (wishes, pick) => {
        const { scene, members } = look(wishes, [pick])
        // The next boot of every pid: same numbers, same tree, all started later.
        const later = [...scene.table.rows.values()].map((row) => ({
          ...row,
          identity: { ...row.identity, startTicks: row.identity.startTicks + 1000 },
        }))
        const next = makeScene(makeTable(later), self)
        expect(findMembers(next, { picks: new Map(), main: null, known: members })).toEqual([])
      }),
    )
  })
})
