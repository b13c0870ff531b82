import { describe, expect, it } from 'vitest'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import { deadLook, keepOf, makeLeftoverFacts } from '../../../fakes/leftovers.ts'
import { makeMember } from '../../../fakes/run.ts'

describe('what systemd and the kernel keep', () => {
  const unit = (activeState: string, controlGroup = '') => ({
    unit: { name: 'i.service', controlGroup, state: { activeState, result: 'timeout' } },
  })
  const cgroup = {
    path: '/system.slice/i.service',
    folder: '/sys/fs/cgroup/system.slice/i.service',
  }

  it('a failed mark may go once nothing lives', () => {
    const look = deadLook(unit('failed'))
    expect(judgeLeftovers(makeLeftoverFacts({ look }))).toMatchObject([
      {
        id: 'failed-unit:i.service',
        path: null,
        keep: null,
        proof: ['systemd keeps it as failed (timeout).', 'No process of it lives.'],
      },
    ])
    const suspects = [{ member: makeMember(701), why: 'runs the same' }]
    expect(
      keepOf(
        makeLeftoverFacts({ look: deadLook({ ...unit('failed'), suspects }) }),
        'failed-unit:i.service',
      ),
    ).toMatch(/may be of it/)
  })
  it.each(['inactive', 'active', 'deactivating'])('a unit that is %s has no mark', (state) => {
    expect(judgeLeftovers(makeLeftoverFacts({ look: deadLook(unit(state)) }))).toEqual([])
  })
  it.each<[string, boolean | null, RegExp | null]>([
    ['empty', false, null],
    ['with a process in it', true, /Processes are in it/],
    ['that cannot be read', null, /cannot be read/],
  ])('a cgroup that is %s', (_, populated, why) => {
    const found = keepOf(
      makeLeftoverFacts({ look: deadLook(unit('inactive')), cgroups: [{ ...cgroup, populated }] }),
      'cgroup:/system.slice/i.service',
    )
    if (why === null) expect(found).toBeNull()
    else expect(found).toMatch(why)
  })
  it("the unit's own cgroup is none", () => {
    const look = deadLook(unit('inactive', cgroup.path))
    expect(
      judgeLeftovers(makeLeftoverFacts({ look, cgroups: [{ ...cgroup, populated: false }] })),
    ).toEqual([])
  })
  it.each<[string, string, string]>([
    ['tmpfs', '/run/i/m', '`umount /run/i/m`'],
    [
      'fuse.sshfs',
      '/run/i/m',
      '`fusermount3 -u /run/i/m` as the user who mounted it, or as root `umount /run/i/m`',
    ],
    ['nfs4', '/run/i/my files', "`umount '/run/i/my files'`"],
  ])('a mount is shown, and stays: %s at %s, with its command', (type, mountPoint, command) => {
    const [found] = judgeLeftovers(makeLeftoverFacts({ mounts: [{ mountPoint, type }] }))
    expect(found).toMatchObject({ id: `mount:${mountPoint}`, path: mountPoint })
    expect(found?.keep).toContain('who works in it would lose it')
    expect(found?.keep).toContain(`then undo it: ${command}.`)
  })
})
