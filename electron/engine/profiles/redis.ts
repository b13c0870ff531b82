/** Redis: saves before it leaves, and refuses to leave where it cannot save. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: redis-server 7.0.15, Debian 12'
const signalPage = 'documented: redis.io, Redis signal handling'

export const redis: Profile = {
  id: 'redis',
  title: 'Redis',
  recognise: {
    // Debian's redis-server is a link to the second.
    programs: ['redis-server', 'redis-check-rdb'],
    units: ['redis-server.service', 'redis-server@*.service', 'redis.service', 'redis@*.service'],
    scripts: ['redis-server', 'redis'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Save and stop',
      does: 'waits up to 10 s for its replicas, saves its data, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'saves and leaves as after TERM; a second INT ends it at once, without saving',
      to: 'main',
      price: 'sent twice, it loses every write since the last save',
      basis: signalPage,
    },
    {
      signal: 'HUP',
      role: 'ignored',
      action: 'Hang up',
      does: 'does nothing: it reloads nothing',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it without saving',
      to: 'main',
      price: 'every write since the last save is lost',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it without saving',
      to: 'main',
      price: 'every write since the last save is lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/120/ask/KILL/5',
    usual: { text: '0.02 s when empty, 3.2 s with 3 million keys', basis: tried },
    longest: {
      text: 'As long as saving takes, and up to 10 s more for replicas (shutdown-timeout)',
      basis: 'documented: redis.io, SHUTDOWN',
    },
    waitsFor: {
      text: 'The command that runs, its replicas, and its data to be on disk',
      basis: 'documented: redis.io, SHUTDOWN',
    },
    command: { text: 'systemctl stop redis-server, or redis-cli shutdown save', basis: tried },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Every write since the last save: a key set just before was gone',
      basis: tried,
    },
    survivors: { text: 'A child that saves in the background, for a moment', basis: tried },
    recovery: {
      text: 'It starts from the last save; temp-PID.rdb stays in its data folder',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/redis/redis-server.pid'], basis: tried },
    rhel: { pid: ['/run/redis/redis.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/redis/redis-server.pid', '/var/lib/redis/temp-PID.rdb'],
    basis: tried,
  },
  notes: [
    {
      text: 'It refuses to stop while it cannot write its data, and says so in its log: mend the disk or the folder, or give the data up with redis-cli shutdown nosave',
      basis: tried,
    },
    {
      text: 'A script that never ends holds up the stop: redis-cli script kill frees it',
      basis: tried,
    },
    {
      text: 'Debian’s unit has Restart=always: after a signal by hand it was back in 0.1 s',
      basis: tried,
    },
  ],
  sources: ['redis.io: Redis signal handling', 'redis.io: SHUTDOWN'],
}
