/** rpcbind: a clean stop writes what -w reads at the next start. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: rpcbind 1.2.6, Debian 12, idle'
const manual = 'documented: rpcbind(8)'

export const rpcbind: Profile = {
  id: 'rpcbind',
  title: 'rpcbind',
  recognise: { programs: ['rpcbind'], units: ['rpcbind.service'], scripts: ['rpcbind'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'writes its list of RPC services to the disk and leaves',
      to: 'main',
      price: 'nobody finds an RPC service (NFS version 3, NIS) any more',
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
      role: 'ignored',
      action: 'Send HUP',
      does: 'does nothing',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'ignored',
      action: 'Send USR1',
      does: 'does nothing',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'ignored',
      action: 'Send USR2',
      does: 'does nothing',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.02 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Its list to be written', basis: tried },
    command: {
      text: 'systemctl stop rpcbind.socket rpcbind.service: the socket starts it again otherwise',
      basis: 'documented: rpcbind 1.2.6, Debian 12, rpcbind.socket',
    },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Its list of RPC services, so that all of them have to be restarted',
      basis: manual,
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: {
      text: 'Restart the RPC services after it; rpcbind itself started over its old files',
      basis: tried,
    },
  },
  files: { debian: { lock: ['/run/rpcbind.lock'], socket: ['/run/rpcbind.sock'], basis: tried } },
  left: {
    afterStop: ['/run/rpcbind.lock', '/run/rpcbind.sock'],
    afterKill: ['/run/rpcbind.lock', '/run/rpcbind.sock'],
    basis: tried,
  },
  notes: [
    {
      text: 'All RPC services must be restarted if rpcbind is restarted without -w',
      basis: manual,
    },
  ],
  sources: ['rpcbind(8)', 'Debian 12, rpcbind.socket'],
}
