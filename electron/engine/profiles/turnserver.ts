/** coturn: no clean stop of its own; TERM ends it by the default action. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: coturn 4.6.1, Debian 12, idle'
const client = 'tried: coturn 4.6.1, Debian 12, one connection'
const manual = 'documented: turnserver(1)'

export const turnserver: Profile = {
  id: 'turnserver',
  title: 'coturn TURN server',
  recognise: { programs: ['turnserver'], units: ['coturn.service'], scripts: ['coturn'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends it at once: it has no clean-up to do',
      to: 'main',
      price: 'every relayed call loses its media',
      expects: 'default',
      basis: client,
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
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log file anew',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR2',
      role: 'reload',
      action: 'Reload certificates',
      does: 'reads its TLS certificates and keys again',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'every relayed call loses its media',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'every relayed call loses its media',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.02 s', basis: tried },
    longest: { text: 'At once: the kernel ends it', basis: tried },
    waitsFor: { text: 'Nothing; a connection was reset at once', basis: client },
    command: {
      text: 'systemctl stop coturn, which sends TERM',
      basis: 'documented: coturn 4.6.1, Debian 12, coturn.service',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'What TERM costs as well: the relayed calls', basis: client },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: tried },
  },
  files: {
    debian: { pid: ['/run/turnserver.pid'], basis: 'documented: /etc/init.d/coturn, Debian 12' },
  },
  left: {
    afterStop: ['/run/turnserver.pid'],
    afterKill: ['/run/turnserver.pid'],
    basis: 'tried: coturn 4.6.1, Debian 12, with --pidfile=/run/turnserver.pid',
  },
  notes: [
    {
      text: 'Its masks show neither TERM nor INT as caught: it is stopped by their default action, on purpose',
      basis: tried,
    },
    { text: 'The init script’s pid file stays after every stop', basis: tried },
  ],
  sources: ['turnserver(1)', 'Debian 12, coturn.service'],
}
