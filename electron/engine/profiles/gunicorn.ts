/** Gunicorn: TERM drains, INT and QUIT cut. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: gunicorn 20.1.0, Debian 12, two sync workers, idle'
const client = 'tried: gunicorn 20.1.0, Debian 12, two sync workers, one request of 6 s'
const conf = 'documented: gunicorn documentation, Signal Handling'

export const gunicorn: Profile = {
  id: 'gunicorn',
  title: 'Gunicorn',
  recognise: {
    programs: ['gunicorn', 'gunicorn3'],
    units: ['gunicorn.service', 'gunicorn@*.service'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'lets running requests finish, then leaves',
      to: 'main',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop now',
      does: 'ends its workers and leaves',
      to: 'main',
      price: 'running requests are cut',
      basis: client,
    },
    {
      signal: 'QUIT',
      role: 'fast',
      action: 'Stop now',
      does: 'does the same as INT',
      to: 'main',
      price: 'running requests are cut',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload application',
      does: 'starts new workers with the new configuration and code, and lets the old ones finish',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log files anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Upgrade the program',
      does: 'starts a second master beside itself, on the same port',
      to: 'main',
      price: 'two masters run until one of them is told to leave',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/45/ask/INT/5/ask/KILL/5',
    usual: { text: '1 s when idle; 5.5 s with a request that had 5 s to go', basis: client },
    longest: { text: 'graceful_timeout, 30 s by default', basis: conf },
    waitsFor: { text: 'Running requests to finish', basis: client },
    command: {
      text: 'systemctl stop of its unit; Debian delivers none, so the unit is your own',
      basis: 'unknown',
    },
    ownDeadline: {
      seconds: 30,
      what: 'SIGKILL to workers that still have a request',
      source: 'graceful_timeout',
      basis: conf,
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Requests that are running', basis: client },
    survivors: {
      text: 'Its workers, which answer until they notice: 15.8 s when idle',
      basis: tried,
    },
    recovery: {
      text: 'Nothing: the old workers left by themselves (“Parent changed, shutting down”), and the next start succeeded',
      basis: tried,
    },
  },
  files: {},
  notes: [
    {
      text: 'It writes a pid file only where -p says so, and removes it on a clean stop',
      basis: tried,
    },
  ],
  sources: [
    'gunicorn documentation, Signal handling',
    'gunicorn documentation, settings, graceful_timeout',
  ],
}
