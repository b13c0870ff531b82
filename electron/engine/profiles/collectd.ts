/** collectd: a clean stop writes what its plugins hold back; HUP kills it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: collectd 5.12.0, Debian 12, cpu and csv plugins'
const manual = 'documented: collectd(1)'
const unit = 'documented: collectd 5.12.0, Debian 12, collectd.service'

export const collectd: Profile = {
  id: 'collectd',
  title: 'collectd',
  recognise: { programs: ['collectd'], units: ['collectd.service'], scripts: ['collectd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'shuts down all plugins and leaves',
      to: 'main',
      price: 'nothing is measured until it is back',
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
      signal: 'USR1',
      role: 'other',
      action: 'Flush to the disk',
      does: 'makes its plugins write what they hold in memory',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'deadly',
      action: 'Send HUP',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'values in memory are lost; it has no reload',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'values in memory are lost',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'values in memory are lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/90/ask/KILL/5',
    usual: { text: '0.01 s with two plugins', basis: tried },
    longest: {
      text: 'Not known; with the cache of rrdtool, as long as writing all of it takes',
      basis: 'unknown',
    },
    waitsFor: { text: 'Its read and write threads', basis: tried },
    command: { text: 'systemctl stop collectd, which sends TERM', basis: unit },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Values that its plugins have not written yet', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded', basis: tried },
  },
  files: {},
  notes: [
    { text: 'Flush with USR1 before a stop that may end in force', basis: manual },
    { text: 'Under systemd a signal by hand does not keep it down: Restart=always', basis: unit },
    { text: 'In the foreground, as Debian’s unit runs it, it writes no pid file', basis: tried },
  ],
  sources: ['collectd(1), SIGNALS', 'Debian 12, collectd.service'],
}
