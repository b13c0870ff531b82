/** Avahi: a clean stop says goodbye to the network. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: avahi-daemon 0.8, Debian 12, idle'
const manual = 'documented: avahi-daemon(8)'

export const avahiDaemon: Profile = {
  id: 'avahi-daemon',
  title: 'Avahi mDNS daemon',
  recognise: {
    programs: ['avahi-daemon'],
    units: ['avahi-daemon.service'],
    scripts: ['avahi-daemon'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'shuts down, as avahi-daemon --kill does',
      to: 'main',
      price: 'names that end in .local are not found any more',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload services',
      does: 'reads resolv.conf and its service files again',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Dump its cache',
      does: 'writes its local and remote records to syslog',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'the network is not told, and its files stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'the network is not told, and its files stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.02 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen', basis: tried },
    command: {
      text: 'systemctl stop avahi-daemon.socket avahi-daemon.service: socket and D-Bus start it again otherwise',
      basis: 'documented: avahi-daemon 0.8, Debian 12, avahi-daemon.service',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'Others keep its names until they expire', basis: 'unknown' },
    survivors: {
      text: 'None was seen; its chroot helper was switched off in the trial',
      basis: tried,
    },
    recovery: { text: 'Nothing: the next start removes the old pid file', basis: tried },
  },
  files: {
    debian: { pid: ['/run/avahi-daemon/pid'], socket: ['/run/avahi-daemon/socket'], basis: tried },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/avahi-daemon/pid', '/run/avahi-daemon/socket'],
    basis: tried,
  },
  sources: ['avahi-daemon(8), SIGNALS'],
}
