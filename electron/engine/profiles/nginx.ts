/** nginx: the master hands on what it is told; its workers live on without it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: nginx 1.22.1, Debian 12'
const manual = 'documented: nginx(8)'

export const nginx: Profile = {
  id: 'nginx',
  title: 'nginx',
  recognise: { programs: ['nginx'], units: ['nginx.service'], scripts: ['nginx'] },
  signals: [
    {
      signal: 'QUIT',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'closes the ports, lets running requests finish, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'TERM',
      role: 'fast',
      action: 'Stop now',
      does: 'ends the workers and leaves; a stuck worker is killed after about 3 s',
      to: 'main',
      price: 'running requests are cut',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop now',
      does: 'does the same as TERM',
      to: 'main',
      price: 'running requests are cut',
      basis: manual,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'starts new workers with the new configuration and lets the old ones finish',
      to: 'main',
      basis: manual,
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
      signal: 'USR2',
      role: 'other',
      action: 'Upgrade the program',
      does: 'starts the program file anew beside itself, on the same ports',
      to: 'main',
      price: 'two masters run until one of them is told to leave',
      basis: manual,
    },
    {
      signal: 'WINCH',
      role: 'other',
      action: 'Dismiss the workers',
      does: 'lets its workers finish and leave, while the master stays',
      to: 'main',
      price: 'the master keeps the port and nobody answers on it',
      basis: tried,
    },
    {
      signal: 'ABRT',
      role: 'deadly',
      action: 'Abort',
      does: 'kills the master alone, and its workers stay',
      to: 'main',
      price: 'the workers keep the port, and the next start fails',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/TERM/10/ask/KILL/5',
    usual: { text: '0.01 s when idle', basis: tried },
    longest: {
      text: 'As long as the longest request: 19.3 s with an upstream that hung and a time limit of 20 s',
      basis: tried,
    },
    waitsFor: { text: 'Running requests to finish', basis: tried },
    command: {
      text: 'systemctl stop nginx: on Debian it sends QUIT, after 5 s TERM, so longer requests are cut',
      basis: tried,
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Requests that are running', basis: 'unknown' },
    survivors: { text: 'All its workers, with the port open', basis: tried },
    recovery: {
      text: 'End the workers with TERM: while one lives, the next start fails at the port',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/nginx.pid'], basis: tried },
    rhel: {
      pid: ['/run/nginx.pid'],
      basis: 'documented: src-openeuler/nginx, nginx.service (RHEL family)',
    },
  },
  left: { afterStop: [], afterKill: ['/run/nginx.pid'], basis: tried },
  notes: [
    {
      text: 'While it drains, the port is closed already and the pid file is still there',
      basis: tried,
    },
    {
      text: 'On the RHEL family the unit sends QUIT to the master and forces after 5 s',
      basis: 'documented: src-openeuler/nginx, nginx.service (RHEL family)',
    },
  ],
  sources: ['nginx(8), SIGNALS', 'src-openeuler/nginx, nginx.service'],
}
