/** A plain user of the host: a manager of their own, and polkit before the system's. */
import { describe, expect, it } from 'vitest'
import { actor, service } from './shapes.ts'
import { useHost } from './use-host.ts'
import { answerByPolkit, startUserManager } from './users.ts'

const hostOf = useHost(async (host) => {
  await host.addUser('ada')
  await host.writeUnits({
    'granted.service': service(actor('obeys')),
    'denied.service': service(actor('obeys')),
    'asked.service': service(actor('obeys')),
  })
  await host.systemctl('start', 'granted.service', 'denied.service', 'asked.service')
}, 'polkit')

describe('a plain user', () => {
  it('has a manager and units of their own', async () => {
    const host = hostOf()
    const env = await startUserManager(host, 'ada')
    await host.run(['systemd-run', '--user', '--unit=own', 'sleep', '99'], { user: 'ada', env })
    const listed = await host.run(['systemctl', '--user', 'is-active', 'own.service'], {
      user: 'ada',
      env,
    })
    expect(listed).toBe('active\n')
    const sleeps = host.processes().filter(({ args }) => args.endsWith('sleep 99'))
    expect(sleeps.map(({ cgroup }) => cgroup)).toEqual([
      expect.stringMatching(
        /^\/user\.slice\/user-\d+\.slice\/user@\d+\.service\/app\.slice\/own\.service$/,
      ),
    ])
  })

  it('stops what polkit grants and nothing else', async () => {
    const host = hostOf()
    await answerByPolkit(host, 'ada', {
      'granted.service': 'yes',
      'denied.service': 'no',
      '*': 'ask',
    })
    const stop = (unit: string) => host.exec(['systemctl', 'stop', unit], { user: 'ada' })
    expect((await stop('granted.service')).status).toBe(0)
    expect((await stop('denied.service')).stderr).toContain('Access denied')
    expect((await stop('asked.service')).stderr).toContain('Interactive authentication required')
    const states = ['granted', 'denied', 'asked'].map(
      async (name) => (await host.show(`${name}.service`)).ActiveState,
    )
    expect(await Promise.all(states)).toEqual(['inactive', 'active', 'active'])
  })
})
