/** PostgreSQL: INT is the stop that its makers recommend; TERM waits for every client. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: postgresql 15.18, Debian 12'
const manual = 'documented: postgres(1)'

export const postgresql: Profile = {
  id: 'postgresql',
  title: 'PostgreSQL',
  recognise: {
    programs: ['postgres', 'postmaster'],
    units: ['postgresql@*.service', 'postgresql-*.service', 'postgresql.service'],
    scripts: ['postgresql'],
  },
  signals: [
    {
      signal: 'INT',
      role: 'graceful',
      action: 'Stop (fast shutdown)',
      does: 'rolls back open transactions, ends sessions, writes a checkpoint, then leaves',
      to: 'main',
      price: 'open transactions are rolled back',
      basis: tried,
    },
    {
      signal: 'TERM',
      role: 'other',
      action: 'Stop when all clients are gone',
      does: 'lets nobody in and waits for every client, without limit (smart shutdown)',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'abort',
      action: 'Stop at once',
      does: 'leaves without a checkpoint (immediate shutdown)',
      to: 'main',
      price: 'the next start has to recover',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration files anew',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/300/ask/QUIT/60/ask/KILL/5',
    usual: { text: '0.02 to 0.06 s when idle, also with a query running', basis: tried },
    longest: {
      text: 'Minutes on a busy server: the checkpoint writes all that is in memory',
      basis: manual,
    },
    waitsFor: { text: 'Open transactions to be rolled back, and the checkpoint', basis: manual },
    command: {
      text: 'systemctl stop postgresql@15-main, or pg_ctlcluster 15 main stop -m fast',
      basis: tried,
    },
  },
  force: {
    danger: 'critical',
    costs: { text: 'Every open transaction; nothing that was committed', basis: 'unknown' },
    survivors: { text: 'A session that is computing; idle ones leave within 1 s', basis: tried },
    recovery: {
      text: 'End the last session with TERM before the start, which is refused until then; it then recovers from its log',
      basis: tried,
    },
  },
  files: {
    debian: {
      pid: ['/var/lib/postgresql/15/main/postmaster.pid', '/run/postgresql/15-main.pid'],
      socket: ['/run/postgresql/.s.PGSQL.5432'],
      lock: ['/run/postgresql/.s.PGSQL.5432.lock'],
      basis: tried,
    },
    rhel: { pid: ['/var/lib/pgsql/data/postmaster.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: [
      'postmaster.pid',
      '/run/postgresql/15-main.pid',
      '/run/postgresql/.s.PGSQL.5432',
      '/run/postgresql/.s.PGSQL.5432.lock',
      '/dev/shm/PostgreSQL.*',
      'a SysV shared memory segment',
    ],
    basis: tried,
  },
  notes: [
    {
      text: 'Never kill one session with SIGKILL: it ends all sessions, and the whole server recovers',
      basis: tried,
    },
    {
      text: 'Never remove postmaster.pid while somebody is attached to the shared memory segment',
      basis: 'unknown',
    },
    {
      text: 'A session that is stopped (SIGSTOP) holds up a fast shutdown; QUIT ended it in 5 s',
      basis: tried,
    },
    {
      text: 'A signal past systemd leaves the unit failed, though the stop was clean',
      basis: tried,
    },
  ],
  sources: ['postgres(1), NOTES', 'pg_ctl(1)', 'pg_ctlcluster(1)'],
}
