/** Init scripts on a host whose init is systemd: what has a unit is that unit, however it is named. */
import { describe, expect, it } from 'vitest'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce } from './inside.ts'
import { acted } from './scenario.ts'

/** As systemd-sysv-generator(8) takes it: with a header, executable, and no unit of its name. */
const script = (name: string): string => `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ${name}
# Required-Start:
# Required-Stop:
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Keeps ${name}
### END INIT INFO
DAEMON=/usr/sbin/${name}
PIDFILE=/run/${name}.pid
case "$1" in
  start) start-stop-daemon --start --background --make-pidfile --pidfile $PIDFILE --exec $DAEMON -- 1000 ;;
  stop) echo "$0 stop" >> /run/scripts-run; start-stop-daemon --stop --retry=TERM/20 --remove-pidfile --pidfile $PIDFILE ;;
esac
`

/** One script whose unit systemd generates, and one beside a unit that somebody wrote. */
const hostOf = useHost(async (host) => {
  await host.run(['mkdir', '-p', '/etc/init.d'])
  for (const name of ['generated', 'native']) {
    await host.run(['cp', '/bin/sleep', `/usr/sbin/${name}`])
    host.writeFile(`/etc/init.d/${name}`, script(name), 0o755)
  }
  // Writes it and reloads, so that the generator sees the script as well.
  await host.writeUnit('native.service', acted('native', 'obeys'))
  await host.systemctl('start', 'generated.service', 'native.service')
})

const stateOf = async (host: SystemdHost, name: string): Promise<string | undefined> =>
  (await host.show(name)).ActiveState

const cases = [
  ['a unit that systemd made of it', 'generated', /^\/run\/systemd\/generator/],
  ['a unit that was written', 'native', /^\/(?:etc|run)\/systemd\/system\/native\.service$/],
] as const

describe.each(cases)('an init script with %s', (_, name, place) => {
  const unit = `${name}.service`
  const target = `init:${name}`

  it('is that unit', async () => {
    expect((await hostOf().show(unit, 'FragmentPath')).FragmentPath).toMatch(place)
    const { result } = await quiesce(hostOf(), ['plan', target])
    expect(result).toMatchObject({ target: unit, backend: 'systemd' })
    const status = await quiesce(hostOf(), ['status', target])
    expect(status.result).toMatchObject({ service: { target: unit, state: 'running' } })
  })

  it('has one row in the list, the unit', async () => {
    const { result } = await quiesce(hostOf(), ['list'])
    const rows = result.services as { target: string; title: string }[]
    const ours = rows.filter((row) => JSON.stringify(row).includes(name))
    expect(ours.map((row) => row.target)).toEqual([unit])
  })

  it('is stopped by systemd, which then says so itself', async () => {
    const host = hostOf()
    expect(await stateOf(host, unit)).toBe('active')
    const told = await quiesce(host, ['stop', target, '--schedule', 'stop/30'])
    expect(told.result).toMatchObject({ target: unit, outcome: 'stopped', exitStatus: 0 })
    expect(await stateOf(host, unit)).toBe('inactive')
    // A script run past systemd would be there for both; of the native unit nobody runs it.
    const ran = (host.readFile('/run/scripts-run') ?? '')
      .split('\n')
      .filter((l) => l.includes(name))
    expect(ran).toEqual(name === 'generated' ? ['/etc/init.d/generated stop'] : [])
  })
})
