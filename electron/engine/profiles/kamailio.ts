/** Kamailio: the main process alone takes signals, and has a timer of its own that forces. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: kamailio 5.6.3, Debian 12'
const source = 'documented: kamailio src/main.c, handle_sigs() and sig_usr()'

export const kamailio: Profile = {
  id: 'kamailio',
  title: 'Kamailio SIP server',
  recognise: {
    programs: ['kamailio'],
    units: ['kamailio.service', 'kamailio@*.service'],
    scripts: ['kamailio'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends its workers, then leaves; after 60 s it forces by itself',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'takes the same path as TERM, so it is no way to hurry a stop',
      to: 'main',
      basis: source,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print statistics',
      does: 'writes statistics and the state of its memory to syslog',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'ignored',
      action: 'Hang up',
      does: 'is taken and does nothing: it reloads nothing',
      to: 'main',
      expects: 'caught',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'ignored',
      action: 'User signal 2',
      does: 'does nothing',
      to: 'main',
      expects: 'caught',
      basis: tried,
    },
    {
      signal: 'PIPE',
      role: 'ignored',
      action: 'Broken pipe',
      does: 'is taken and does nothing, sent to the main process or to a worker',
      to: 'main',
      expects: 'caught',
      basis: tried,
    },
    {
      signal: 'CHLD',
      role: 'ignored',
      action: 'Child status',
      does: 'does nothing while all children live; where one has died, the whole server ends',
      to: 'main',
      expects: 'caught',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills the main process alone, and all its workers stay',
      to: 'main',
      price: 'the workers keep port 5060, and the next start fails',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/65/ask/KILL/5',
    usual: { text: '0.02 to 0.03 s when idle', basis: tried },
    longest: {
      text: '60 s: a worker that does not leave keeps it until its own timer ends',
      basis: tried,
    },
    waitsFor: { text: 'All its workers to leave', basis: tried },
    command: { text: 'systemctl stop kamailio', basis: tried },
    ownDeadline: {
      seconds: 60,
      what: 'SIGKILL to its whole process group, itself included',
      source: 'ser_kill_timeout',
      basis: tried,
    },
  },
  force: {
    danger: 'high',
    costs: {
      text: 'Registrations and dialogs that are in memory and not yet in a database',
      basis: 'unknown',
    },
    survivors: {
      text: 'All its workers (24 of 24), under pid 1, with TCP and UDP port 5060 open',
      basis: tried,
    },
    recovery: {
      text: 'End each worker with TERM and look again before the start: while one lives, the start fails at port 5060 and deletes the pid file',
      basis: tried,
    },
  },
  files: {
    debian: {
      pid: ['/run/kamailio/kamailio.pid'],
      socket: ['/run/kamailio/kamailio_ctl', '/run/kamailio/kamailio_rpc.sock'],
      basis: tried,
    },
    rhel: {
      pid: ['/run/kamailio/kamailio.pid'],
      basis: 'documented: kamailio pkg/kamailio/obs/kamailio.service',
    },
  },
  left: {
    afterStop: [],
    afterKill: [
      '/run/kamailio/kamailio.pid',
      '/run/kamailio/kamailio_ctl',
      '/run/kamailio/kamailio_rpc.fifo',
      '/run/kamailio/kamailio_rpc.sock',
    ],
    basis: tried,
  },
  notes: [
    {
      text: 'When one worker is killed, the whole server stops itself, cleanly, in 0.02 s',
      basis: tried,
    },
    {
      text: 'SIGTERM to one worker ends the whole server, cleanly; USR1 to one prints its statistics alone',
      basis: tried,
    },
    {
      text: 'A worker that was stopped holds up the end until it is continued: then all left within 1 s',
      basis: tried,
    },
    {
      text: 'Started with -D (dont_fork) it writes no pid file, and lives on when a child is killed; TERM to its main process ends it all',
      basis: tried,
    },
    {
      text: 'Force after 30 s would cut short a stop that Kamailio ends by itself after 60 s',
      basis: tried,
    },
    {
      text: 'With one worker stopped (SIGSTOP), TERM took 60.01 s; the pid file and three sockets stayed',
      basis: tried,
    },
  ],
  sources: [
    'kamailio src/main.c: handle_sigs(), sig_usr(), shutdown_children(), kill_all_children()',
    'kamailio pkg/kamailio/obs/kamailio.service',
  ],
}
