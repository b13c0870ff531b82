/** Unbound: a cache in memory, gone with any stop. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: unbound 1.17.1, Debian 12'
const manual = 'documented: unbound.conf(5)'

export const unbound: Profile = {
  id: 'unbound',
  title: 'Unbound',
  recognise: { programs: ['unbound'], units: ['unbound.service'], scripts: ['unbound'] },
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
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration anew',
      to: 'main',
      price: 'the cache is emptied',
      basis: 'documented: unbound(8)',
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it',
      to: 'main',
      price: 'the cache is lost',
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
    schedule: 'stop/15/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: '0.1 s', basis: tried },
    waitsFor: { text: 'Nothing', basis: 'unknown' },
    command: { text: 'systemctl stop unbound', basis: tried },
  },
  force: {
    danger: 'low',
    costs: { text: 'The cache, which any stop loses', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/unbound.pid'], basis: tried },
    rhel: { pid: ['/run/unbound/unbound.pid'], basis: 'unknown' },
  },
  left: { afterStop: ['/run/unbound.pid'], afterKill: ['/run/unbound.pid'], basis: tried },
  notes: [
    {
      text: 'The pid file stays after a clean stop, where it lies outside its chroot',
      basis: manual,
    },
  ],
  sources: ['unbound(8)', 'unbound.conf(5), pidfile and chroot'],
}
