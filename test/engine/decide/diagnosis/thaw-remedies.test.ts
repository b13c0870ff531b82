/** A frozen cgroup: the service's own is thawed, any other is left to whoever froze it. */
import { describe, expect, it } from 'vitest'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { isOwnCgroup, whoThaws } from '../../../../electron/engine/decide/diagnosis/thaw-reach.ts'
import { makeChild, makeFacts, makeProcess, makeUnitFacts } from './build-facts.ts'
import { offered } from './offered.ts'

const own = '/system.slice/iguana.service'
const frozenIn = (cgroup: string, hasUnit = true): DiagnosisFacts =>
  makeFacts({
    processes: [
      makeProcess(hasUnit ? {} : { frozen: true, row: { cgroup } }),
      makeChild(101, { frozen: true, row: { cgroup } }),
    ],
    ...(hasUnit ? { unit: makeUnitFacts({ activeState: 'active' }) } : {}),
  })

describe('a frozen cgroup', () => {
  it('is thawed by the unit’s manager where it is the unit’s own', () => {
    const [only] = offered(frozenIn(own), 'thaw')
    expect(only?.action).toEqual({ kind: 'thaw', unit: 'iguana.service', cgroup: own })
  })

  it('is thawed by its file where it lies below the unit’s own', () => {
    const [only] = offered(frozenIn(`${own}/workers`), 'thaw')
    expect(only?.action).toEqual({ kind: 'thaw', unit: null, cgroup: `${own}/workers` })
  })

  it.each([
    ['/system.slice/docker-0123456789abcdef0123.scope', 'docker unpause 0123456789ab'],
    ['/machine.slice/libpod-0123456789abcdef0123.scope', 'podman unpause 0123456789ab'],
    ['/system.slice/web.service', 'systemctl thaw web.service'],
    ['/user.slice/user-1000.slice/session-3.scope', 'systemctl thaw session-3.scope'],
    ['/user.slice', 'systemctl thaw user.slice'],
    ['/own/group', 'echo 0 > /sys/fs/cgroup/own/group/cgroup.freeze'],
    ['/system.slice/iguana.service-else', 'cgroup.freeze'],
  ])('of somebody else is left to its owner: %s', (cgroup, command) => {
    const facts = frozenIn(cgroup)
    expect(offered(facts, 'thaw')).toEqual([])
    expect(offered(facts, 'by-hand').map(({ remedy }) => remedy.says)).toContainEqual(
      expect.stringContaining(command),
    )
  })

  it('is left to its owner where the service has no cgroup of its own', () => {
    expect(offered(frozenIn('/own/group', false), 'thaw')).toEqual([])
  })
})

describe('whose a cgroup is', () => {
  it.each<[string, string | null, boolean]>([
    [own, own, true],
    [`${own}/a/b`, own, true],
    [`${own}2`, own, false],
    ['/system.slice', own, false],
    ['/', '/', false],
    ['/user.slice', '/user.slice', false],
    ['/user.slice/x.scope', '/user.slice', false],
    [`${own}/../web.service`, own, false],
    [own, '', false],
    ['', '', false],
    [own, null, false],
  ])('%j in a service at %j: %j', (cgroup, at, expected) => {
    expect(isOwnCgroup(cgroup, at)).toBe(expected)
  })

  it('names the manager of a person, and a container that knows no pause', () => {
    expect(whoThaws('/user.slice/user-1000.slice/user@1000.service/app.slice/a.service')).toBe(
      'It belongs to a.service: systemctl --user thaw a.service.',
    )
    expect(whoThaws('/machine.slice/machine-deb.scope')).toBe(
      'It belongs to the machine deb. Resume that with its own tool.',
    )
  })
})
