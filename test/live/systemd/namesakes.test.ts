/** Two services of one name and program, root's and another user's, under systemd. */
import { describe, expect, it } from 'vitest'
import { actor, service } from '../../hosts/shapes.ts'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce } from './inside.ts'

const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  await host.writeUnits({
    'twin.service': service(actor('obeys')),
    'twin-of-ada.service': service(actor('obeys'), { User: 'ada' }),
  })
})

describe('a unit whose program another unit of another user runs', () => {
  const ways = [
    ['unit', () => 'twin.service'],
    ['pid', async () => `pid:${(await hostOf().show('twin.service')).MainPID ?? ''}`],
  ] as const

  it.each(ways)('is stopped by its %s, and the other lives on', async (_, target) => {
    const host = hostOf()
    await host.systemctl('start', 'twin.service', 'twin-of-ada.service')
    await host.waitFor('twin.service', 'active/running')
    const { MainPID } = await host.waitFor('twin-of-ada.service', 'active/running')
    const told = await quiesce(host, ['stop', await target(), '--no-input'])
    expect(told.result.outcome).toBe('stopped')
    expect(await host.show('twin.service')).toMatchObject({ ActiveState: 'inactive' })
    expect(await host.show('twin-of-ada.service')).toMatchObject({ ActiveState: 'active', MainPID })
  })
})
