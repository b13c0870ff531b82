import { describe, expect, it } from 'vitest'
import type { UnitManager } from '../../../../shared/unit.ts'
import type { SystemdHost } from '../../../hosts/systemd-host.ts'
import { useHost } from '../../../hosts/use-host.ts'
import { askInside } from './ask-inside.ts'

const moved = '[Service]\nTimeoutStopSec=33\n'
const other = '[Service]\nTimeoutStopSec=77\n'
const plain = '[Service]\nExecStart=sleep infinity\nTimeoutStopSec=3\n'
const escaped = 'app-a\\x2db@c.service'

interface Manager {
  readonly manager: UnitManager
  readonly user?: string
  readonly env?: Readonly<Record<string, string>>
}
const system: Manager = { manager: 'system' }

/** Systemctl of one of the managers. */
const control = (host: SystemdHost, by: Manager, ...args: string[]): Promise<string> =>
  host.run(['systemctl', ...(by.manager === 'user' ? ['--user'] : []), ...args], by)

const timeoutOf = async (host: SystemdHost, by: Manager, unit: string): Promise<string> =>
  (await control(host, by, 'show', '-P', 'TimeoutStopUSec', unit)).trim()

async function write(host: SystemdHost, by: Manager, unit: string): Promise<unknown> {
  const question = { ask: 'write', unit, manager: by.manager, content: moved } as const
  const answer = await askInside(host, question, by)
  await control(host, by, 'daemon-reload')
  return answer
}

async function remove(host: SystemdHost, by: Manager, unit: string): Promise<unknown> {
  const answer = await askInside(host, { ask: 'remove', unit, manager: by.manager }, by)
  await control(host, by, 'daemon-reload')
  return answer
}
const removed = { ok: true, value: true }
const written = { ok: true, value: null }

const person: Manager & { uid: number } = { manager: 'user', user: 'owner', uid: 0 }
let owner = person

const hostOf = useHost(async (host) => {
  const uid = await host.addUser('owner')
  await host.systemctl('start', `user@${uid}.service`)
  owner = { ...person, uid, env: { XDG_RUNTIME_DIR: `/run/user/${uid}` } }
})

describe('a moved deadline, as the system manager reads it', () => {
  it('holds for an instance whose name has escapes, and goes with the file', async () => {
    const host = hostOf()
    await host.writeUnit(escaped.replace('@c', '@'), plain)
    await host.systemctl('start', escaped)
    expect(await write(host, system, escaped)).toEqual(written)
    expect(await timeoutOf(host, system, escaped)).toBe('33s')
    expect(await remove(host, system, escaped)).toEqual(removed)
    expect(await timeoutOf(host, system, escaped)).toBe('3s')
    expect(host.readFolder('/run/systemd/system')).not.toContain(`${escaped}.d`)
  })

  it('stands above the drop-ins of every other folder', async () => {
    const host = hostOf()
    for (const folder of [
      '/etc/systemd/system/many.service.d',
      '/run/systemd/system.control/many.service.d',
      '/run/systemd/transient/many.service.d',
      '/run/systemd/system/service.d',
    ]) {
      host.writeFile(`${folder}/90-other.conf`, other)
    }
    await host.writeUnit('many.service', plain)
    await host.systemctl('start', 'many.service')
    expect(await timeoutOf(host, system, 'many.service')).toBe('1min 17s')
    expect(await write(host, system, 'many.service')).toEqual(written)
    expect(await timeoutOf(host, system, 'many.service')).toBe('33s')
    expect(await remove(host, system, 'many.service')).toEqual(removed)
    await host.run(['rm', '-r', '/run/systemd/system/service.d'])
  })

  it('holds for a unit that systemd-run made', async () => {
    const host = hostOf()
    const unit = 'passing.service'
    await host.run(['systemd-run', `--unit=${unit}`, '-pTimeoutStopSec=3', 'sleep', 'infinity'])
    expect(await write(host, system, unit)).toEqual(written)
    expect(await timeoutOf(host, system, unit)).toBe('33s')
    expect(await remove(host, system, unit)).toEqual(removed)
    expect(await timeoutOf(host, system, unit)).toBe('3s')
  })

  it('is not written by a user', async () => {
    const host = hostOf()
    const question = { ask: 'write', unit: 'a.service', manager: 'system', content: moved } as const
    expect(await askInside(host, question, { user: 'owner' })).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    expect(host.readFolder('/run/systemd/system')).not.toContain('a.service.d')
  })
})

describe('a moved deadline, as the manager of a user reads it', () => {
  it('holds above what the user and the machine configured, and goes with the file', async () => {
    const host = hostOf()
    host.writeFile('/etc/systemd/user/mine.service', plain)
    for (const folder of ['/etc/systemd/user', '/home/owner/.config/systemd/user']) {
      host.writeFile(`${folder}/mine.service.d/90-other.conf`, other)
    }
    await control(host, owner, 'daemon-reload')
    await control(host, owner, 'start', 'mine.service')
    expect(await timeoutOf(host, owner, 'mine.service')).toBe('1min 17s')
    expect(await write(host, owner, 'mine.service')).toEqual(written)
    expect(await timeoutOf(host, owner, 'mine.service')).toBe('33s')
    const folder = `/run/user/${owner.uid}/systemd/user`
    expect(host.readFolder(folder)).toContain('mine.service.d')
    expect(await remove(host, owner, 'mine.service')).toEqual(removed)
    expect(await timeoutOf(host, owner, 'mine.service')).toBe('1min 17s')
    expect(host.readFolder(folder)).not.toContain('mine.service.d')
  })
})
