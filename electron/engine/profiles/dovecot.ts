/** Dovecot: the master leaves first, and a session may outlive it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: dovecot 2.3.19.1, Debian 12, idle'
const client = 'tried: dovecot 2.3.19.1, Debian 12, one client before its login'
const manual = 'documented: dovecot(1)'
const conf = 'documented: dovecot.conf, shutdown_clients'

export const dovecot: Profile = {
  id: 'dovecot',
  title: 'Dovecot mail server',
  recognise: { programs: ['dovecot'], units: ['dovecot.service'], scripts: ['dovecot'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'tells its processes to leave and leaves after about a second',
      to: 'main',
      price: 'mail clients are disconnected, and connect again later',
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
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again and replaces its helpers',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log files anew',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills the master alone; its helpers notice and leave when nobody is connected',
      to: 'main',
      price: 'connected sessions are left without a master',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'kills the master alone; its helpers notice and leave when nobody is connected',
      to: 'main',
      price: 'connected sessions are left without a master',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/45/ask/KILL/5',
    usual: { text: '1.2 s when idle', basis: tried },
    longest: {
      text: '30.2 s with one client who had not logged in; longer ones are not known',
      basis: client,
    },
    waitsFor: {
      text: 'The master: nobody. The rest: clients who have not logged in, whom it disconnects after 30 s',
      basis: client,
    },
    command: {
      text: 'systemctl stop dovecot: the unit runs doveadm stop, which took 1.3 s',
      basis: tried,
    },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Sessions in the middle of a command; mailbox indexes may have to be repaired',
      basis: 'unknown',
    },
    survivors: {
      text: 'Login and session processes of connected clients with their helpers; idle, nobody',
      basis: client,
    },
    recovery: {
      text: 'Nothing: the next start succeeded over old pid file and sockets',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/dovecot/master.pid'], socket: ['/run/dovecot/master'], basis: tried },
  },
  left: {
    afterStop: ['/run/dovecot/master'],
    afterKill: ['/run/dovecot/master.pid', '/run/dovecot/master'],
    basis: tried,
  },
  notes: [
    { text: 'Its many sockets in /run/dovecot stay after a clean stop', basis: tried },
    {
      text: 'Look at all members after a stop: the master is gone while sessions still run',
      basis: client,
    },
    { text: 'With shutdown_clients = no, sessions live on after a stop on purpose', basis: conf },
  ],
  sources: ['dovecot(1), SIGNALS', 'doveadm-stop(1)', 'dovecot.conf, shutdown_clients'],
}
