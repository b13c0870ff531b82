import { describe, expect, it } from 'vitest'
import type { CgroupProcess } from '../../../../electron/engine/os/systemd/ports.ts'
import { useHost } from '../../../hosts/use-host.ts'
import { askInside } from './ask-inside.ts'

const deep = `[Service]
Delegate=yes
ExecStart=sh -c 'here=/sys/fs/cgroup$(sed s/^0:://p -n /proc/self/cgroup); mkdir $here/below; \\
  sh -c "echo 0 >$here/below/cgroup.procs; exec sleep infinity" & exec sleep infinity'
`
const hostOf = useHost(async (host) => {
  await host.writeUnits({
    'deep.service': deep,
    'witness.service': '[Service]\nExecStart=sleep infinity\n',
  })
  await host.systemctl('start', 'deep.service', 'witness.service')
})

const group = async (unit: string): Promise<string> =>
  (await hostOf().show(unit, 'ControlGroup')).ControlGroup ?? ''

describe('the cgroup of a unit of a real systemd', () => {
  it('is found by its ControlGroup, with what runs below it, and killed with nobody else', async () => {
    const host = hostOf()
    const [path, witness] = [await group('deep.service'), await group('witness.service')]
    await expect
      .poll(() =>
        host
          .processesIn(path)
          .map(({ name, cgroup }) => `${name} ${cgroup}`)
          .sort(),
      )
      .toEqual([`sleep ${path}`, `sleep ${path}/below`])
    const found = (await askInside(host, { ask: 'processes', path })) as readonly CgroupProcess[]
    const seen = host.processesIn(path).map(({ pid, cgroup }) => ({
      pid,
      below: cgroup.slice(path.length),
    }))
    expect(found).toEqual(seen.sort((a, b) => a.pid - b.pid))
    expect(await askInside(host, { ask: 'kill', path })).toEqual({ ok: true, value: null })
    await host.waitFor('deep.service', 'failed')
    expect(host.processesIn(path)).toEqual([])
    expect(host.processesIn(witness)).toHaveLength(1)
    // Whoever was about to look when the unit ended finds nothing, and no error.
    expect(await askInside(host, { ask: 'processes', path })).toEqual([])
  })

  it.each(['/', '/system.slice', '/init.scope', '/person'])(
    'is not killed where it is %s, which holds more than a service, or ourselves',
    async (path) => {
      expect(await askInside(hostOf(), { ask: 'kill', path })).toMatchObject({
        ok: false,
        error: { code: 'protected' },
      })
      expect(hostOf().processesIn(await group('witness.service'))).toHaveLength(1)
    },
  )

  it('is not killed by a user', async () => {
    await hostOf().addUser('nosy')
    const path = await group('witness.service')
    expect(await askInside(hostOf(), { ask: 'kill', path }, { user: 'nosy' })).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    expect(hostOf().processesIn(path)).toHaveLength(1)
  })
})
