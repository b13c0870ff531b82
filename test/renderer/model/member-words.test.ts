import { expect, it } from 'vitest'
import { whyHere } from '../../../renderer/model/member-words.ts'
import type { MemberReason } from '../../../shared/process.ts'
import { sceneMember } from '../../fakes/scene-rows.ts'

const inUnit = (unit: string, below = ''): MemberReason => ({ kind: 'unit', unit, below })

it.each<[MemberReason[], string | null, string]>([
  [[inUnit('a.service')], 'a.service', 'in its cgroup'],
  [[inUnit('a.service', '/worker')], 'a.service', 'in its cgroup/worker'],
  [[inUnit('b.service')], 'a.service', 'in the cgroup of b.service'],
  [[inUnit('a.service')], null, 'in the cgroup of a.service'],
  [[inUnit('a.service'), { kind: 'child', of: 7 }], 'a.service', 'in its cgroup, child of 7'],
  [[inUnit('a.service', '/\u001b[31m')], 'a.service', 'in its cgroup/\\x1b[31m'],
])('%j seen from %s is %j', (reasons, unit, words) => {
  expect(whyHere(sceneMember(1, 'x', { reasons }), unit)).toBe(words)
})
