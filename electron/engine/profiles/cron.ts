/** cron: it leaves by the default action, and its jobs go on. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: cron 3.0pl1-162, Debian 12'

export const cron: Profile = {
  id: 'cron',
  title: 'cron',
  recognise: {
    programs: ['cron', 'crond'],
    units: ['cron.service', 'crond.service'],
    scripts: ['cron', 'crond'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends it at once; running jobs go on',
      to: 'main',
      expects: 'default',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Hang up',
      does: 'is taken and it goes on; the manual does not say what it does',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'deadly',
      action: 'Interrupt',
      does: 'ends it as TERM does: nothing is caught',
      to: 'main',
      price: 'running jobs go on, and are not told',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it: nothing is caught',
      to: 'main',
      price: 'running jobs go on, and are not told',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'ends it: nothing is caught',
      to: 'main',
      price: 'running jobs go on, and are not told',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'ends it: nothing is caught',
      to: 'main',
      price: 'running jobs go on, and are not told',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/5/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: '0.02 s', basis: tried },
    waitsFor: { text: 'Nothing: running jobs are neither waited for nor ended', basis: tried },
    command: { text: 'systemctl stop cron, or crond on RHEL', basis: tried },
  },
  force: {
    danger: 'low',
    costs: { text: 'Nothing', basis: 'unknown' },
    survivors: { text: 'Running jobs, as after any stop', basis: tried },
    recovery: { text: 'Nothing; a second run of a job may start beside the old one', basis: tried },
  },
  keeps: { who: 'children', why: 'running jobs go on after a stop', basis: tried },
  files: {
    debian: { pid: ['/run/crond.pid'], basis: tried },
    rhel: { pid: ['/run/crond.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: ['/run/crond.pid', '/run/crond.reboot'],
    afterKill: ['/run/crond.pid', '/run/crond.reboot'],
    basis: tried,
  },
  notes: [
    {
      text: 'Look at the running jobs before and after: systemd says of them that they remain running',
      basis: tried,
    },
  ],
  sources: ['cron(8)', 'cron.service (Debian), KillMode=process'],
}
