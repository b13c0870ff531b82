/** Exim: deliveries are processes of their own and finish by themselves. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: exim 4.96, Debian 12'
const manual = 'documented: exim4(8)'

export const exim4: Profile = {
  id: 'exim4',
  title: 'Exim',
  recognise: {
    programs: ['exim4', 'exim'],
    units: ['exim4.service', 'exim.service'],
    scripts: ['exim4', 'exim'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves; deliveries finish by themselves',
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
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'runs itself anew with the new configuration',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Say what it does',
      does: 'writes what each process does to a file, as exiwhat asks for',
      to: 'main',
      basis: 'documented: Exim specification, exiwhat',
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
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: 'Not measured', basis: 'unknown' },
    waitsFor: { text: 'Nothing: deliveries finish by themselves', basis: 'unknown' },
    command: { text: 'systemctl stop exim4', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Nothing in the queue', basis: 'unknown' },
    survivors: { text: 'Nobody when idle; with deliveries not tried', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/exim4/exim.pid'], basis: tried },
    rhel: { pid: ['/run/exim.pid'], basis: 'unknown' },
  },
  left: { afterStop: [], afterKill: ['/run/exim4/exim.pid'], basis: tried },
  sources: ['exim4(8)', 'Exim specification: exiwhat'],
}
