/** BIND: it takes its signals with sigwait, and wants rndc rather than signals. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: bind9 9.18.49, Debian 12'
const manual = 'documented: named(8)'

export const named: Profile = {
  id: 'named',
  title: 'BIND 9',
  recognise: {
    programs: ['named'],
    units: ['named.service', 'bind9.service', 'named-chroot.service'],
    scripts: ['named', 'bind9'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'shuts the server down',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload zones',
      does: 'reads its configuration and zones anew',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'dynamic updates wait in the journal for the next start',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'dynamic updates wait in the journal for the next start',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'dynamic updates wait in the journal for the next start',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.02 to 0.3 s', basis: tried },
    longest: { text: 'Not measured with many dynamic zones', basis: 'unknown' },
    waitsFor: { text: 'Dynamic zones to be written, with rndc stop', basis: 'documented: rndc(8)' },
    command: { text: 'rndc stop, or systemctl stop named', basis: manual },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Dynamic updates that are not in the zone file; the journal has them',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing: it replays the journal', basis: 'unknown' },
  },
  files: {
    debian: { pid: ['/run/named/named.pid'], basis: tried },
    rhel: { pid: ['/run/named/named.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/named/named.pid', '/run/named/session.key'],
    basis: tried,
  },
  notes: [
    { text: 'Use rndc, not signals, in routine', basis: manual },
    { text: 'Its masks show none of its signals, though they work', basis: tried },
  ],
  sources: ['named(8), SIGNALS', 'rndc(8)'],
}
