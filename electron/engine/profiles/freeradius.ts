/** FreeRADIUS: TERM stops it; INT and QUIT do so without a word in its log. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: freeradius 3.2.1, Debian 12, idle'

export const freeradius: Profile = {
  id: 'freeradius',
  title: 'FreeRADIUS',
  recognise: {
    programs: ['freeradius', 'radiusd'],
    units: ['freeradius.service', 'radiusd.service'],
    scripts: ['freeradius', 'radiusd'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'finishes, logs that it exits normally and leaves',
      to: 'main',
      price: 'logins that ask it fail until it is back',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop now',
      does: 'leaves with exit status 2 and without a word in its log',
      to: 'main',
      price: 'systemd takes the exit status for a failure, and starts it again after 5 s',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'fast',
      action: 'Stop now',
      does: 'leaves without a word in its log',
      to: 'main',
      price: 'nothing says why it went',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads again what has changed of its configuration; where nothing has, it says so',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'requests in flight are lost',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'requests in flight are lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.04 s when idle', basis: tried },
    longest: { text: 'Not known; modules such as sql may wait for their server', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen when idle', basis: tried },
    command: {
      text: 'systemctl stop freeradius (radiusd on the RHEL family), which sends TERM',
      basis: 'documented: freeradius 3.2.1, Debian 12, freeradius.service',
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Requests in flight and accounting that is not written yet', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded', basis: tried },
  },
  files: {
    debian: {
      pid: ['/run/freeradius/freeradius.pid'],
      basis: 'documented: /etc/init.d/freeradius, Debian 12',
    },
  },
  notes: [
    { text: 'In the foreground, as Debian’s unit runs it, it writes no pid file', basis: tried },
  ],
  sources: ['freeradius(8)', 'Debian 12, freeradius.service'],
}
