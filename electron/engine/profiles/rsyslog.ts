/** rsyslogd: a socket starts it again. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: rsyslogd 8.2302.0, Debian 12'
const manual = 'documented: rsyslogd(8)'

export const rsyslog: Profile = {
  id: 'rsyslog',
  title: 'rsyslog',
  recognise: {
    programs: ['rsyslogd'],
    units: ['rsyslog.service', 'syslog.service'],
    scripts: ['rsyslog'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'closes its files and opens them anew; the configuration stays',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'ignored',
      action: 'Interrupt',
      does: 'does nothing outside debug mode',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'ignored',
      action: 'Quit',
      does: 'does nothing outside debug mode',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'ignored',
      action: 'User signal 1',
      does: 'does nothing outside debug mode',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it',
      to: 'main',
      price: 'messages in memory are lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: 'Not measured with full queues', basis: 'unknown' },
    waitsFor: { text: 'Queues to be written, where it is configured so', basis: 'unknown' },
    command: { text: 'systemctl stop syslog.socket rsyslog.service', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Messages in queues in memory', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/rsyslogd.pid'], basis: tried },
    rhel: { pid: ['/run/rsyslogd.pid'], basis: 'unknown' },
  },
  left: { afterStop: [], afterKill: ['/run/rsyslogd.pid'], basis: tried },
  notes: [
    {
      text: 'syslog.socket starts it again: after systemctl stop rsyslog alone the unit was active',
      basis: tried,
    },
    { text: 'Under systemd on Debian it has no pid file', basis: tried },
    { text: 'rsyslogd(8) says that INT and QUIT end it; 8.2302 ignores both', basis: tried },
  ],
  sources: ['rsyslogd(8), SIGNALS', 'rsyslog.service (Debian)'],
}
