/** MariaDB: one thread takes the signals with sigwait, so that masks tell little. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: mariadb 10.11.19, Debian 12'
const manual = 'documented: MySQL Reference Manual, Unix Signal Handling in MySQL'

export const mariadb: Profile = {
  id: 'mariadb',
  title: 'MariaDB or MySQL',
  recognise: {
    programs: ['mariadbd', 'mysqld'],
    units: ['mariadb.service', 'mariadb@*.service', 'mysql.service', 'mysqld.service'],
    scripts: ['mariadb', 'mysql', 'mysqld'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'disconnects clients, rolls back, writes what is in memory, then leaves',
      to: 'main',
      price: 'open transactions are rolled back',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops as TERM does, though no manual says so',
      to: 'main',
      price: 'open transactions are rolled back',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Flush everything',
      does: 'writes logs, tables and the host cache out, and prints its state to the log',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log files anew',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'ignored',
      action: 'Interrupt',
      does: 'does nothing: it is blocked',
      to: 'main',
      expects: 'blocked',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it without writing anything',
      to: 'main',
      price: 'the next start has to recover',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/600/ask/KILL/5',
    usual: { text: '0.02 to 0.04 s with little data', basis: tried },
    longest: { text: 'Minutes, with much unwritten data in the buffer pool', basis: 'unknown' },
    waitsFor: {
      text: 'Rollback of open transactions, and the buffer pool to be on disk',
      basis: 'unknown',
    },
    command: { text: 'systemctl stop mariadb, or mariadb-admin shutdown', basis: tried },
  },
  force: {
    danger: 'critical',
    costs: {
      text: 'Open transactions; tables without transactions may need a repair',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: {
      text: 'It recovers by itself: after an insert of 3 million rows it was back in 4 s and rolled back behind',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/mysqld/mysqld.pid'], socket: ['/run/mysqld/mysqld.sock'], basis: tried },
    rhel: { pid: ['/run/mariadb/mariadb.pid', '/run/mysqld/mysqld.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/mysqld/mysqld.pid', '/run/mysqld/mysqld.sock'],
    basis: tried,
  },
  notes: [
    {
      text: 'Debian’s unit never forces (SendSIGKILL=no) and waits 15 minutes: do the same',
      basis: tried,
    },
    {
      text: 'The stop of older installations is for the server, not for mysqld_safe above it',
      basis: 'unknown',
    },
  ],
  sources: ['MySQL Reference Manual: Unix Signal Handling in MySQL', 'mariadb.service (Debian)'],
}
