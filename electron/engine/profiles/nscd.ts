/** nscd: three signals stop it, HUP kills it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: nscd 2.36, Debian 12, idle'
const unit = 'documented: nscd 2.36, Debian 12, nscd.service'

export const nscd: Profile = {
  id: 'nscd',
  title: 'nscd name cache',
  recognise: { programs: ['nscd'], units: ['nscd.service'], scripts: ['nscd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'removes pid file and socket and leaves',
      to: 'main',
      price: 'names and users are asked for anew each time',
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
      role: 'deadly',
      action: 'Send HUP',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its pid file and socket stay; clear its cache with nscd -i instead',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its pid file and socket stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its pid file and socket stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.02 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen', basis: tried },
    command: {
      text: 'systemctl stop nscd: the unit runs nscd --shutdown, which took 0.07 s',
      basis: tried,
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'Its cache, where that is not kept on the disk', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: {
      text: 'Nothing: the next start succeeded over old pid file and socket',
      basis: tried,
    },
  },
  files: { debian: { pid: ['/run/nscd/nscd.pid'], socket: ['/run/nscd/socket'], basis: tried } },
  left: { afterStop: [], afterKill: ['/run/nscd/nscd.pid', '/run/nscd/socket'], basis: tried },
  notes: [
    { text: 'Under systemd a signal by hand does not keep it down: Restart=always', basis: unit },
  ],
  sources: ['nscd(8)', 'Debian 12, nscd.service'],
}
