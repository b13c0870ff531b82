/** memcached: nothing that it holds outlives any stop. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: memcached 1.6.18, Debian 12'

export const memcached: Profile = {
  id: 'memcached',
  title: 'memcached',
  recognise: {
    programs: ['memcached'],
    units: ['memcached.service', 'memcached@*.service'],
    scripts: ['memcached'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves; what it holds is lost, as after any stop',
      to: 'main',
      price: 'the cache is lost',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      price: 'the cache is lost',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Stop (graceful shutdown)',
      does: 'leaves; its source calls it graceful, and no difference was seen',
      to: 'main',
      price: 'the cache is lost',
      basis: tried,
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
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'the pid file stays',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it',
      to: 'main',
      price: 'the cache is lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.01 to 1 s', basis: tried },
    longest: { text: '1 s', basis: tried },
    waitsFor: { text: 'Nothing', basis: 'unknown' },
    command: { text: 'systemctl stop memcached', basis: tried },
  },
  force: {
    danger: 'low',
    costs: { text: 'The cache, which any stop loses', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: { debian: { pid: ['/run/memcached/memcached.pid'], basis: tried } },
  left: { afterStop: [], afterKill: ['/run/memcached/memcached.pid'], basis: tried },
  notes: [
    {
      text: 'Debian’s unit has Restart=always: after a signal by hand it comes back',
      basis: tried,
    },
  ],
  sources: ['memcached source: sig_usrhandler()', 'memcached(1)'],
}
