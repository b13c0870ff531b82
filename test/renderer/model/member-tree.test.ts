import { describe, expect, it } from 'vitest'
import { pidRange, treeRows, type TreeRow } from '../../../renderer/model/member-tree.ts'
import type { Member } from '../../../shared/process.ts'
import { makeMember } from '../../fakes/run.ts'
import { kamailioMembers } from '../../fakes/scene-rows.ts'

const none = new Set<string>()
const child = (pid: number, name: string, parentPid: number, more: Partial<Member> = {}): Member =>
  makeMember(pid, { name, parentPid, ...more })
const text = (row: TreeRow): string =>
  '  '.repeat(row.depth) +
  (row.kind === 'fold'
    ? `${row.name} × ${row.members.length}`
    : `${row.member.name} ${row.member.identity.pid}`)

describe('the tree of members', () => {
  it('has the shape of a daemon with workers', () => {
    expect(treeRows(kamailioMembers(), none).map(text)).toEqual([
      'kamailio 4698',
      '  udp receiver × 6',
      '  timer × 3',
      '  jsonrpcs fifo 4708',
      '  ctl handler 4709',
      '  tcp main process 4710',
      '    tcp receiver × 4',
      'rtpp-notify.sh 5120',
    ])
  })
  it('unfolds the fold that is open, and no other', () => {
    const members = kamailioMembers()
    const fold = treeRows(members, none).find((row) => row.kind === 'fold' && row.name === 'timer')
    const rows = treeRows(members, new Set([fold?.key ?? ''])).map(text)
    expect(rows).toContain('    timer 4706')
    expect(rows).toContain('  udp receiver × 6')
  })
  it('puts the main process first, whatever its pid', () => {
    const members = [makeMember(5, { name: 'early' }), makeMember(9, { name: 'main', main: true })]
    expect(treeRows(members, none).map(text)).toEqual(['main 9', 'early 5'])
  })
  it('does not fold two, nor those with children, nor kept ones', () => {
    const members = [
      child(1, 'main', 0, { main: true }),
      child(2, 'pair', 1),
      child(3, 'pair', 1),
      child(4, 'busy', 1),
      child(5, 'busy', 1),
      child(6, 'busy', 1),
      child(7, 'leaf', 4),
      child(8, 'job', 1, { kept: 'KillMode' }),
      child(9, 'job', 1, { kept: 'KillMode' }),
      child(10, 'job', 1, { kept: 'KillMode' }),
    ]
    expect(treeRows(members, none).map(text)).toEqual([
      'main 1',
      '  pair 2',
      '  pair 3',
      '  busy 4',
      '    leaf 7',
      '  busy 5',
      '  busy 6',
      '  job 8',
      '  job 9',
      '  job 10',
    ])
  })
  it('shows everybody once when parents go in a circle', () => {
    const members = [child(1, 'a', 2), child(2, 'b', 1), child(3, 'own', 3)]
    expect(treeRows(members, none).map(text).sort()).toEqual(['a 1', 'b 2', 'own 3'])
  })
  it('is empty for nobody', () => {
    expect(treeRows([], none)).toEqual([])
  })
})

describe('the pids of a fold', () => {
  it.each([
    [[4699, 4700, 4701], '4699–4701'],
    [[10, 12, 14], '10 + 2'],
    [[7], '7–7'],
  ])('%j are written %s', (pids, written) => {
    expect(pidRange(pids.map((pid) => makeMember(pid)))).toBe(written)
  })
})
