/** Squid: TERM takes half a minute even when idle, INT does not; a killed master leaves a serving child. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: squid 5.7, Debian 12, idle'
const client = 'tried: squid 5.7, Debian 12, one half-sent request'
const conf = 'documented: squid.conf, shutdown_lifetime'
const unit = 'documented: squid 5.7, Debian 12, squid.service'

export const squid: Profile = {
  id: 'squid',
  title: 'Squid proxy',
  recognise: { programs: ['squid'], units: ['squid.service'], scripts: ['squid'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'takes no new clients, waits shutdown_lifetime for the others, writes its index and leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop now',
      does: 'does the same without the wait, and leaves after about 2 s',
      to: 'main',
      price: 'running requests are cut',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'closes its ports for a moment and reads its configuration again',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Rotate logs',
      does: 'rotates its log files and writes its index',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Switch full debugging',
      does: 'switches its log to full debugging',
      to: 'main',
      price: 'the log grows fast',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills the master alone: its child, which serves, stays',
      to: 'main',
      price: 'its child goes on serving with nobody above it, and the next start fails',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/INT/20/ask/KILL/5',
    usual: { text: '31.3 s, also when idle', basis: tried },
    longest: {
      text: 'shutdown_lifetime (30 s by default) and the time to write the index of its cache',
      basis: conf,
    },
    waitsFor: {
      text: 'shutdown_lifetime to pass, whether anybody is connected or not',
      basis: tried,
    },
    command: {
      text: 'systemctl stop squid: TERM to the master alone (KillMode=mixed)',
      basis: unit,
    },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Requests that are running; the clean index of the disk cache is not written',
      basis: tried,
    },
    survivors: { text: 'The child and its helpers: it goes on serving on the port', basis: tried },
    recovery: {
      text: 'End the child first: while it lives, a new squid starts, finds the port taken (FATAL: Unable to open HTTP Socket) and serves nothing',
      basis: tried,
    },
  },
  files: { debian: { pid: ['/run/squid.pid'], basis: tried } },
  left: {
    afterStop: [],
    afterKill: [
      '/run/squid.pid',
      '/dev/shm/squid-cf__metadata.shm',
      '/dev/shm/squid-cf__queues.shm',
      '/dev/shm/squid-cf__readers.shm',
    ],
    basis: tried,
  },
  notes: [
    {
      text: 'After INT its pinger helper may stay some 13 s longer than the master',
      basis: client,
    },
    {
      text: 'After a kill the port answers, so a look at the port says that it is well',
      basis: tried,
    },
  ],
  sources: ['squid(8)', 'squid.conf, shutdown_lifetime', 'Debian 12, squid.service'],
}
