/** atd: its jobs go on without it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: at 3.2.5, Debian 12'

export const atd: Profile = {
  id: 'atd',
  title: 'atd',
  recognise: { programs: ['atd'], units: ['atd.service'], scripts: ['atd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves; running jobs go on',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM; running jobs go on',
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
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'the pid file stays',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'the pid file stays',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/5/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: '0.01 s', basis: tried },
    waitsFor: { text: 'Nothing: running jobs go on', basis: tried },
    command: { text: 'systemctl stop atd', basis: tried },
  },
  force: {
    danger: 'low',
    costs: { text: 'Nothing', basis: 'unknown' },
    survivors: { text: 'Running jobs, as after any stop', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  keeps: { who: 'children', why: 'running jobs go on after a stop', basis: tried },
  files: {
    debian: { pid: ['/run/atd.pid'], lock: ['/run/atd.pid'], basis: tried },
    rhel: { pid: ['/run/atd.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/atd.pid', '/var/spool/cron/atjobs/=* (a job that runs)'],
    basis: tried,
  },
  notes: [
    { text: 'A signal to its process group would hit running jobs: they share it', basis: tried },
  ],
  sources: ['atd(8)', 'atd.service (Debian)'],
}
