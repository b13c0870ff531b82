/** PHP-FPM: QUIT is graceful only where a time limit is configured. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: php-fpm 8.2.35, Debian 12'
const manual = 'documented: php-fpm8.2(8)'

export const phpFpm: Profile = {
  id: 'php-fpm',
  title: 'PHP-FPM',
  recognise: {
    programs: ['php-fpm', 'php-fpm7.4', 'php-fpm8.1', 'php-fpm8.2', 'php-fpm8.3', 'php-fpm8.4'],
    units: ['php-fpm.service', 'php*-php-fpm.service', 'php7.4-fpm.service', 'php8.*-fpm.service'],
    scripts: ['php-fpm', 'php7.4-fpm', 'php8.1-fpm', 'php8.2-fpm', 'php8.3-fpm', 'php8.4-fpm'],
  },
  signals: [
    {
      signal: 'QUIT',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'lets running requests finish for process_control_timeout, then leaves',
      to: 'main',
      price: 'with process_control_timeout at 0, as it is by default, running requests are cut',
      basis: tried,
    },
    {
      signal: 'TERM',
      role: 'fast',
      action: 'Stop now',
      does: 'ends its workers and leaves',
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
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log files anew',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR2',
      role: 'reload',
      action: 'Reload configuration',
      does: 'runs itself anew with the new configuration and new workers',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'does the same as USR2',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/TERM/5/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: {
      text: 'process_control_timeout: 10.01 s with 10 s and a busy request',
      basis: tried,
    },
    waitsFor: { text: 'Nothing, unless process_control_timeout is set', basis: tried },
    command: {
      text: 'systemctl stop php8.2-fpm: its unit sends TERM, which cuts requests',
      basis: tried,
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Requests that are running', basis: 'unknown' },
    survivors: { text: 'Its pool workers, which hold the socket', basis: tried },
    recovery: {
      text: 'End the workers with TERM: until then the next start fails at the socket',
      basis: tried,
    },
  },
  files: {
    debian: {
      pid: ['/run/php/php8.2-fpm.pid'],
      socket: ['/run/php/php8.2-fpm.sock'],
      basis: tried,
    },
    rhel: { pid: ['/run/php-fpm/php-fpm.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/php/php8.2-fpm.pid', '/run/php/php8.2-fpm.sock'],
    basis: tried,
  },
  notes: [
    {
      text: 'A reload in the background changes the main pid: read the pid file again',
      basis: tried,
    },
    { text: 'By default a busy request was cut 0.01 s after QUIT', basis: tried },
  ],
  sources: ['php-fpm8.2(8), SIGNAL', 'PHP Manual: process_control_timeout'],
}
