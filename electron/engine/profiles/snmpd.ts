/** snmpd: USR1 prints its registrations, QUIT kills it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: snmpd 5.9.3, Debian 12, idle'

export const snmpd: Profile = {
  id: 'snmpd',
  title: 'Net-SNMP agent',
  recognise: { programs: ['snmpd'], units: ['snmpd.service'], scripts: ['snmpd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'says so in its log and leaves',
      to: 'main',
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
      action: 'Reload configuration',
      does: 'reads its configuration again',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print its registrations',
      does: 'prints the tree of everything that is registered into its log, which is long',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'nothing is logged, and it cannot store its persistent data',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'nothing is logged, and it cannot store its persistent data',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/15/ask/KILL/5',
    usual: { text: '0.02 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen', basis: tried },
    command: {
      text: 'systemctl stop snmpd, which sends TERM',
      basis: 'documented: snmpd 5.9.3, Debian 12, snmpd.service',
    },
  },
  force: {
    danger: 'low',
    costs: {
      text: 'Its count of restarts (engineBoots) may be old at the next start, which SNMPv3 managers may refuse',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: tried },
  },
  files: { debian: { pid: ['/run/snmpd.pid'], basis: 'documented: /etc/init.d/snmpd, Debian 12' } },
  left: {
    afterStop: ['/run/snmpd.pid'],
    afterKill: ['/run/snmpd.pid'],
    basis: 'tried: snmpd 5.9.3, Debian 12, with -p /run/snmpd.pid',
  },
  notes: [
    {
      text: 'While it runs as Debian-snmp it cannot remove its pid file from /run; Debian’s unit writes none',
      basis: tried,
    },
  ],
  sources: ['snmpd(8)', 'Debian 12, snmpd.service'],
}
