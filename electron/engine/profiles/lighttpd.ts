/** lighttpd: INT drains, TERM cuts; systemd sends TERM. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: lighttpd 1.4.69, Debian 12, idle'
const withDownload = 'tried: lighttpd 1.4.69, Debian 12, one download running'
const changes = 'documented: lighttpd, changelog ("server.graceful-shutdown-timeout" => 8)'

export const lighttpd: Profile = {
  id: 'lighttpd',
  title: 'lighttpd',
  recognise: { programs: ['lighttpd'], units: ['lighttpd.service'], scripts: ['lighttpd'] },
  signals: [
    {
      signal: 'INT',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'closes the ports, lets running requests finish for some seconds, then leaves',
      to: 'main',
      basis: withDownload,
    },
    {
      signal: 'TERM',
      role: 'fast',
      action: 'Stop now',
      does: 'leaves at once, also in the middle of a download',
      to: 'main',
      price: 'running requests are cut',
      basis: withDownload,
    },
    {
      signal: 'USR1',
      role: 'reload',
      action: 'Reload configuration',
      does: 'drains as with INT and starts again with the new configuration, in the same process',
      to: 'main',
      price: 'requests that take longer than the drain are cut',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log files anew, and does not read its configuration',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: lighttpd does not catch it',
      to: 'main',
      price: 'running requests are cut, and nothing is logged',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: lighttpd does not catch it',
      to: 'main',
      price: 'running requests are cut, and nothing is logged',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/20/ask/TERM/5/ask/KILL/5',
    usual: { text: '0.02 s when idle', basis: tried },
    longest: {
      text: 'With INT, 12.7 s with a download that was cut: 8 s for running requests (server.graceful-shutdown-timeout), and some for what was sent already; with TERM, no time at all',
      basis: withDownload,
    },
    waitsFor: { text: 'After INT, running requests; after TERM, nothing', basis: withDownload },
    command: {
      text: 'systemctl stop lighttpd: Debian’s unit sends TERM, so running requests are cut',
      basis: 'documented: lighttpd 1.4.69, Debian 12, lighttpd.service',
    },
  },
  force: {
    danger: 'low',
    costs: { text: 'Requests that are running', basis: withDownload },
    survivors: {
      text: 'Nobody: it is one process, unless server.max-worker or FastCGI programs are configured',
      basis: tried,
    },
    recovery: { text: 'Nothing: the next start succeeds over the old pid file', basis: tried },
  },
  files: {
    debian: { pid: ['/run/lighttpd.pid'], basis: 'documented: lighttpd(8)' },
  },
  left: { afterStop: ['/run/lighttpd.pid'], afterKill: ['/run/lighttpd.pid'], basis: tried },
  notes: [
    { text: 'server.graceful-shutdown-timeout is 8 s by default', basis: changes },
    {
      text: 'It runs as www-data and cannot remove its pid file from /run, so the file says nothing after a stop',
      basis: tried,
    },
  ],
  sources: ['lighttpd(8)', 'lighttpd, changelog', 'Debian 12, lighttpd.service'],
}
