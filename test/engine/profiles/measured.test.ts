/** What trials on Debian 12 showed against expectation, held so that a tidy-up does not lose it. */
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../electron/engine/profiles/catalogue.ts'
import type { Profile, SignalRole } from '../../../shared/profile.ts'
import { parseSchedule } from '../../../shared/schedule.ts'
import type { SignalName } from '../../../shared/signals.ts'

const find = (id: string): Profile => {
  const found = catalogue.find((profile) => profile.id === id)
  if (!found) throw new Error(`${id} is not in the catalogue`)
  return found
}
const signalOf = (id: string, signal: SignalName) =>
  find(id).signals.find((one) => one.signal === signal)

/** The first wait of its schedule, in seconds. */
function firstWaitOf(id: string): number {
  const parsed = parseSchedule(find(id).stop.schedule ?? 'stop/30/ask/KILL/5')
  const wait = parsed.ok ? parsed.value.find((item) => item.kind === 'wait') : undefined
  if (wait?.kind !== 'wait') throw new Error(`${id} has no wait`)
  return wait.seconds
}

describe('HUP, which most daemons take as "reload"', () => {
  it.each(['chronyd', 'slapd', 'zabbix-agentd'])('stops %s cleanly', (id) => {
    expect(signalOf(id, 'HUP')).toMatchObject({ role: 'other', action: 'Stop as TERM does' })
  })
  it.each(['fail2ban', 'dhcpd', 'nscd', 'collectd'])('kills %s', (id) => {
    expect(signalOf(id, 'HUP')?.role).toBe('deadly')
  })
  it.each(['rpcbind', 'varnishd'])('does nothing to %s', (id) => {
    expect(signalOf(id, 'HUP')?.role).toBe('ignored')
  })
  it.each(['squid', 'mosquitto', 'dovecot', 'vsftpd', 'snmpd', 'stunnel4', 'keepalived', 'tor'])(
    'reloads %s',
    (id) => {
      expect(signalOf(id, 'HUP')?.role).toBe('reload')
    },
  )
})

describe('the signal that Quiesce sends by itself', () => {
  it.each<[string, SignalName]>([
    ['lighttpd', 'INT'],
    ['tor', 'INT'],
    ['uwsgi', 'QUIT'],
    ['gunicorn', 'TERM'],
    ['squid', 'TERM'],
    ['supervisord', 'TERM'],
  ])('of %s is %s', (id, signal) => {
    expect(signalOf(id, signal)?.role).toBe('graceful')
  })
  it('is never TERM for uWSGI: that would start it again', () => {
    expect(signalOf('uwsgi', 'TERM')).toMatchObject({ role: 'other', action: 'Restart hard' })
  })
})

describe('masks that mislead', () => {
  it.each<[string, SignalName]>([
    ['keepalived', 'TERM'],
    ['rtpengine', 'TERM'],
    ['mosquitto', 'TERM'],
    ['mosquitto', 'HUP'],
  ])('%s obeys %s, although it has it blocked', (id, signal) => {
    expect(signalOf(id, signal)?.expects).toBe('any')
  })
  it('Tomcat’s JVM catches USR2, and crashes on it', () => {
    expect(signalOf('tomcat', 'USR2')).toMatchObject({ role: 'deadly', expects: 'caught' })
  })
  it.each(['vsftpd', 'dhcpd', 'turnserver'])('%s is stopped by the default action', (id) => {
    expect(signalOf(id, 'TERM')).toMatchObject({ role: 'graceful', expects: 'default' })
  })
  it.each<[string, SignalRole]>([
    ['snmpd', 'statistics'],
    ['supervisord', 'deadly'],
    ['proftpd', 'deadly'],
    ['freeradius', 'deadly'],
    ['chronyd', 'deadly'],
  ])('%s: USR1 is %s', (id, role) => {
    expect(signalOf(id, 'USR1')?.role).toBe(role)
  })
})

describe('the first wait', () => {
  // Seconds that a healthy one took in a trial, from its stop signal to its last process.
  it.each<[string, number]>([
    ['squid', 31.6],
    ['tor', 30.4],
    ['dovecot', 30.2],
    ['lighttpd', 12.7],
    ['gunicorn', 5.5],
    ['supervisord', 5],
  ])('of %s is longer than the %d s that a healthy one took', (id, took) => {
    expect(firstWaitOf(id)).toBeGreaterThan(took)
  })
})

describe('a kill of the main process alone', () => {
  it.each(['squid', 'zabbix-agentd'])('leaves the port of %s held, and says so', (id) => {
    const { survivors, recovery } = find(id).force
    expect(survivors.text).toMatch(/port/)
    expect(recovery.text).toMatch(/^End the child/)
  })
  it('is no reason to call a kill of keepalived harmless: the address stays', () => {
    const { danger, costs } = find('keepalived').force
    expect(danger).toBe('critical')
    expect(costs.text).toMatch(/virtual addresses stay/)
  })
  it('leaves the programs of supervisord running', () => {
    expect(find('supervisord').force.survivors.text).toBe('Every program that it runs')
  })
})
