/** dnsmasq: HUP does not read its configuration, and INT does not stop it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: dnsmasq 2.90, Debian 12'
const manual = 'documented: dnsmasq(8)'

export const dnsmasq: Profile = {
  id: 'dnsmasq',
  title: 'dnsmasq',
  recognise: {
    programs: ['dnsmasq'],
    units: ['dnsmasq.service', 'dnsmasq@*.service'],
    scripts: ['dnsmasq'],
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
      role: 'reload',
      action: 'Reload hosts',
      does: 'empties its cache and reads the hosts files anew, not its configuration',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print statistics',
      does: 'writes statistics of its cache to the log',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR2',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log file anew',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Say that the time is right',
      does: 'begins to check times in DNSSEC, and goes on',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'the pid file stays',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.01 to 0.02 s', basis: tried },
    longest: { text: '0.03 s', basis: tried },
    waitsFor: { text: 'Nothing', basis: 'unknown' },
    command: { text: 'systemctl stop dnsmasq', basis: tried },
  },
  force: {
    danger: 'low',
    costs: { text: 'The cache; leases are on disk', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/dnsmasq/dnsmasq.pid'], basis: tried },
    rhel: { pid: ['/run/dnsmasq.pid'], basis: 'unknown' },
  },
  left: { afterStop: [], afterKill: ['/run/dnsmasq/dnsmasq.pid'], basis: tried },
  sources: ['dnsmasq(8), NOTES'],
}
