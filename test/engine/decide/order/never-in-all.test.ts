import { describe, expect, it } from 'vitest'
import { isNeverInAll } from '../../../../electron/engine/decide/order/never-in-all.ts'

const named = (...names: string[]): string | null =>
  isNeverInAll({ names, programs: [], manager: 'system' })
const running = (...programs: string[]): string | null =>
  isNeverInAll({ names: ['x'], programs, manager: null })

describe('what is never among all', () => {
  it.each([
    ['ssh.service', 'Your own connection may hang on it.'],
    ['sshd', 'Your own connection may hang on it.'],
    ['tmux.service', 'It carries terminals that people work in.'],
    ['gdm3.service', 'It carries the graphical session.'],
    ['openvpn@office.service', 'The way by which you reach this machine may lead through it.'],
    ['wg-quick@wg0.service', 'The way by which you reach this machine may lead through it.'],
    ['tailscaled.service', 'The way by which you reach this machine may lead through it.'],
    ['display-manager.service', 'It carries the graphical session.'],
    ['networking.service', 'The network hangs on it.'],
    ['NetworkManager.service', 'The network hangs on it.'],
    ['wpa_supplicant@wlan0.service', 'The network hangs on it.'],
    ['ifup@eth0.service', 'The network hangs on it.'],
    ['dbus.service', 'Other services speak over it.'],
    ['polkit.service', 'Logins and permissions hang on it.'],
    ['elogind', 'Logins and permissions hang on it.'],
    ['udev', 'Devices hang on it.'],
    ['lvm2-monitor.service', 'Storage hangs on it.'],
    ['mdmonitor', 'Storage hangs on it.'],
    ['mdadm', 'Storage hangs on it.'],
    ['multipathd.service', 'Storage hangs on it.'],
    ['iscsid.service', 'Storage hangs on it.'],
    ['rpcbind.service', 'Storage hangs on it.'],
    ['rpc-statd.service', 'Storage hangs on it.'],
    ['autofs', 'Storage hangs on it.'],
    ['zfs-zed.service', 'Storage hangs on it.'],
    ['cryptdisks', 'Storage hangs on it.'],
    ['systemd-networkd.service', 'It is a part of the system itself.'],
    ['systemd-logind.service', 'It is a part of the system itself.'],
    ['systemd-journald.service', 'It is a part of the system itself.'],
    ['user@1000.service', 'It is a part of the system itself.'],
    ['getty@tty1.service', 'People log in there.'],
    ['serial-getty@ttyS0.service', 'People log in there.'],
    ['quiesce.service', 'It is Quiesce.'],
  ])('%s: %s', (name, why) => {
    expect(named('other', name)).toBe(why)
  })

  it.each([
    ['sshd', 'Your own connection may hang on it.'],
    ['dhclient', 'The network hangs on it.'],
    ['dbus-daemon', 'Other services speak over it.'],
    ['polkitd', 'Logins and permissions hang on it.'],
    ['systemd-network', 'It is a part of the system itself.'],
    ['quiesce-signal-', 'It is Quiesce.'],
  ])('a service whose program is %s', (program, why) => {
    expect(running(program)).toBe(why)
  })

  it('a unit of the person’s own manager', () => {
    const own = { names: ['user:app.service'], programs: ['app'], manager: 'user' } as const
    expect(isNeverInAll(own)).toBe('It belongs to your own login session.')
  })
})

describe('what may be among all', () => {
  it.each([
    ...[
      'nginx.service',
      'mysql',
      'rsyslog.service',
      'cron.service',
      'sshguard',
      'networkd-lookout',
    ],
    ...['iguana', 'smbd.service', 'nfs-server', 'docker.service', 'initiator', 'dbusmon'],
  ])('%s', (name) => {
    expect(named(name)).toBeNull()
  })
  it.each(['quiesce-practice', 'quiesce-practic', 'rsyslogd'])('a daemon called %s', (program) => {
    expect(running(program)).toBeNull()
  })
})
