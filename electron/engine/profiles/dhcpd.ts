/** ISC dhcpd: catches no signal at all on Debian; TERM ends it by the default action. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: dhcpd 4.4.3, Debian 12, idle'
const manual = 'documented: dhcpd(8)'

export const dhcpd: Profile = {
  id: 'dhcpd',
  title: 'ISC DHCP server',
  recognise: {
    programs: ['dhcpd'],
    units: ['isc-dhcp-server.service', 'dhcpd.service', 'dhcpd6.service'],
    scripts: ['isc-dhcp-server', 'dhcpd'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends it at once, as its manual says to',
      to: 'main',
      price: 'nobody gets or renews an address until it is back',
      expects: 'default',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      expects: 'default',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'deadly',
      action: 'Send HUP',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'it is down: its manual says that it has no reload',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'it is down, and its pid file stays',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'it is down, and its pid file stays',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'it is down, and its pid file stays',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.06 s', basis: tried },
    longest: { text: 'At once: the kernel ends it', basis: tried },
    waitsFor: { text: 'Nothing', basis: tried },
    command: {
      text: 'systemctl stop isc-dhcp-server (dhcpd on the RHEL family), which sends TERM',
      basis: 'documented: isc-dhcp-server 4.4.3, Debian 12, /etc/init.d/isc-dhcp-server',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'What TERM costs as well: it leaves in the same way', basis: tried },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: tried },
  },
  files: { debian: { pid: ['/run/dhcpd.pid'], basis: 'documented: dhcpd(8)' } },
  left: { afterStop: ['/run/dhcpd.pid'], afterKill: ['/run/dhcpd.pid'], basis: tried },
  notes: [
    {
      text: 'Its masks show no caught signal, so it looks as if it could not be stopped cleanly; other builds may catch TERM',
      basis: tried,
    },
    { text: 'Its pid file stays after every stop', basis: tried },
    { text: 'Changed configuration needs a restart: there is no reload', basis: manual },
  ],
  sources: ['dhcpd(8)'],
}
