/** Apache: WINCH drains it; TERM cuts; its children outlive a killed parent. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: apache2 2.4.71, Debian 12'
const manual = 'documented: Apache HTTP Server manual, Stopping and Restarting'

export const apache2: Profile = {
  id: 'apache2',
  title: 'Apache HTTP Server',
  recognise: {
    programs: ['apache2', 'httpd'],
    units: ['apache2.service', 'apache2@*.service', 'httpd.service'],
    scripts: ['apache2', 'httpd'],
  },
  signals: [
    {
      signal: 'WINCH',
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
      does: 'ends its children and leaves; up to 10.4 s with a request running',
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
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reload',
      action: 'Reload and reopen logs',
      does: 'reads the configuration and opens the logs anew, and lets running requests finish',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Restart the children at once',
      does: 'reads the configuration and opens the logs anew, with new children',
      to: 'main',
      price: 'running requests are cut',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills the parent alone, and its children go on answering',
      to: 'main',
      price: 'the children keep the port, and the next start fails',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills the parent alone, and its children go on answering',
      to: 'main',
      price: 'the children keep the port, and the next start fails',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/90/ask/TERM/15/ask/KILL/5',
    usual: { text: '1 s when idle', basis: tried },
    longest: {
      text: 'As long as the longest request, unless GracefulShutdownTimeout is set',
      basis: manual,
    },
    waitsFor: { text: 'Running requests to finish', basis: tried },
    command: { text: 'systemctl stop apache2, or apachectl graceful-stop', basis: tried },
  },
  force: {
    danger: 'high',
    costs: { text: 'Requests that are running, and what CGI programs had begun', basis: 'unknown' },
    survivors: {
      text: 'Its children, which go on answering with HTTP 200, and CGI programs',
      basis: tried,
    },
    recovery: {
      text: 'Kill each child before the start: they ignore TERM, INT and USR1, and hold the port',
      basis: tried,
    },
  },
  files: {
    debian: { pid: ['/run/apache2/apache2.pid'], basis: tried },
    rhel: { pid: ['/run/httpd/httpd.pid'], basis: 'unknown' },
  },
  left: { afterStop: [], afterKill: ['/run/apache2/apache2.pid'], basis: tried },
  notes: [
    {
      text: 'The pid file and the port go at the start of a drain: the parent stayed 25 s more, so a missing pid file does not mean stopped',
      basis: tried,
    },
    { text: 'TERM one second after WINCH still took 10.4 s', basis: tried },
    { text: 'TERM leaves a CGI program that runs under pid 1', basis: tried },
  ],
  sources: [
    'Apache HTTP Server manual: Stopping and Restarting',
    'Apache HTTP Server manual: GracefulShutdownTimeout',
    'apache2ctl(8)',
  ],
}
