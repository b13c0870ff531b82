/** ntpd (NTPsec): three signals stop it; USR1 and USR2 move its debug level. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: ntpd 1.2.2, Debian 12, NTPsec as root in the foreground, idle'
const manual = 'documented: ntpd(8)'

export const ntpd: Profile = {
  id: 'ntpd',
  title: 'NTP time server (NTPsec)',
  recognise: {
    programs: ['ntpd'],
    units: ['ntpsec.service', 'ntp.service', 'ntpd.service'],
    scripts: ['ntp', 'ntpd', 'ntpsec'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'cleans up and leaves',
      to: 'main',
      price: 'the clock is no longer kept right',
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
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log file anew and looks for new leap seconds and certificates',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Log more',
      does: 'raises its debug level by one',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Log less',
      does: 'lowers its debug level by one',
      to: 'main',
      basis: manual,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.05 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen', basis: tried },
    command: {
      text: 'systemctl stop ntpsec (ntpd on the RHEL family), which sends TERM',
      basis: 'unknown',
    },
  },
  force: {
    danger: 'low',
    costs: {
      text: 'What it learned of the clock since the drift file was written',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded over the old pid file', basis: tried },
  },
  files: {
    debian: {
      pid: ['/run/ntpd.pid'],
      basis: 'documented: ntp-systemd-wrapper of ntpsec 1.2.2, Debian 12',
    },
  },
  left: { afterStop: ['/run/ntpd.pid'], afterKill: ['/run/ntpd.pid'], basis: tried },
  notes: [{ text: 'The ntpd of ntp.org, as RHEL 7 has it, was not tried', basis: 'unknown' }],
  sources: ['ntpd(8)'],
}
