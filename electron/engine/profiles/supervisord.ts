/** Supervisor: stops its programs first, and kills the slow ones itself. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: supervisord 4.2.5, Debian 12, two programs'
const conf = 'documented: supervisord.conf, stopwaitsecs'
const manual = 'documented: supervisord(1)'
const unit = 'documented: supervisor 4.2.5, Debian 12, supervisor.service'

export const supervisord: Profile = {
  id: 'supervisord',
  title: 'Supervisor',
  recognise: {
    programs: ['supervisord'],
    units: ['supervisor.service', 'supervisord.service'],
    scripts: ['supervisor', 'supervisord'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop with its programs',
      does: 'asks every program to stop, kills the slow ones after their stopwaitsecs, and leaves',
      to: 'main',
      price: 'every program that it runs is stopped',
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
      role: 'reload',
      action: 'Restart everything',
      does: 'stops all programs, reads its configuration and starts them again',
      to: 'main',
      price: 'every program that it runs is restarted',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its own log and those of its programs anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'kills it alone: its programs stay',
      to: 'main',
      price: 'its programs run on with nobody above them',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: {
      text: 'As long as its slowest program; 5 s with one that ignored TERM and a stopwaitsecs of 3',
      basis: tried,
    },
    longest: { text: 'The largest stopwaitsecs, and some seconds: 10 s by default', basis: conf },
    waitsFor: { text: 'Each of its programs', basis: tried },
    command: {
      text: 'systemctl stop supervisor: the unit runs supervisorctl shutdown',
      basis: unit,
    },
    ownDeadline: {
      seconds: 10,
      what: 'SIGKILL to a program that has not left, ten seconds or what its own setting says',
      source: 'stopwaitsecs, for each program',
      basis: conf,
    },
  },
  force: {
    danger: 'high',
    costs: { text: 'Nothing of its own; its programs lose whoever restarts them', basis: tried },
    survivors: { text: 'Every program that it runs', basis: tried },
    recovery: {
      text: 'End the old programs first: the next start runs a second copy of each beside them',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/supervisord.pid'], socket: ['/run/supervisor.sock'], basis: tried },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/supervisord.pid', '/run/supervisor.sock'],
    basis: tried,
  },
  notes: [
    {
      text: 'Debian’s unit has KillMode=process: systemd leaves the programs alone when it forces',
      basis: unit,
    },
    { text: 'A child of a program that has left its group is not stopped with it', basis: manual },
  ],
  sources: [
    'supervisord(1), SIGNALS',
    'supervisord.conf, stopwaitsecs',
    'Debian 12, supervisor.service',
  ],
}
