/** HAProxy: USR1 drains, TERM cuts; the master hands both on. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: haproxy 2.6.12, Debian 12'
const manual = 'documented: haproxy(1)'

export const haproxy: Profile = {
  id: 'haproxy',
  title: 'HAProxy',
  recognise: { programs: ['haproxy'], units: ['haproxy.service'], scripts: ['haproxy'] },
  signals: [
    {
      signal: 'USR1',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'closes the ports, lets every session end, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'TERM',
      role: 'fast',
      action: 'Stop now',
      does: 'ends its workers and leaves',
      to: 'main',
      price: 'every open session is cut',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'fast',
      action: 'Stop now',
      does: 'does the same as TERM',
      to: 'main',
      price: 'every open session is cut',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'reload',
      action: 'Reload configuration',
      does: 'the master runs itself anew; old workers stay until their sessions end',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'statistics',
      action: 'Print the state of servers',
      does: 'writes the state of proxies and servers to the log',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'TTOU',
      role: 'other',
      action: 'Pause',
      does: 'stops listening',
      to: 'main',
      price: 'new connections are refused',
      basis: manual,
    },
    {
      signal: 'TTIN',
      role: 'other',
      action: 'Resume',
      does: 'listens again',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'ignored',
      action: 'Quit',
      does: 'does nothing to the master; a worker prints its memory pools',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/TERM/5/ask/KILL/5',
    usual: { text: '0.01 s without sessions', basis: tried },
    longest: {
      text: 'As long as the longest session, unless hard-stop-after is set',
      basis: 'documented: HAProxy Management Guide, section 4',
    },
    waitsFor: { text: 'Every open session to end', basis: tried },
    command: {
      text: 'kill -USR1 to the master to drain; systemctl stop haproxy cuts',
      basis: 'documented: HAProxy Management Guide, section 4',
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Open sessions', basis: 'unknown' },
    survivors: { text: 'Nobody: workers leave with their master', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/haproxy.pid'], socket: ['/run/haproxy/admin.sock'], basis: tried },
    rhel: { pid: ['/run/haproxy.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: ['/run/haproxy.pid', '/run/haproxy/admin.sock'],
    afterKill: ['/run/haproxy.pid', '/run/haproxy/admin.sock'],
    basis: tried,
  },
  notes: [
    {
      text: 'USR1 and not TERM is its graceful stop: the manual calls TERM the hard stop, which cuts sessions',
      basis: 'documented: HAProxy Management Guide, section 4',
    },
    { text: 'systemctl stop sends TERM: drain first, where sessions matter', basis: tried },
    {
      text: 'The pid file and the socket stay after a clean stop: they are no sign of a crash',
      basis: tried,
    },
    { text: 'A worker that is stopped (SIGSTOP) holds up TERM', basis: tried },
    {
      text: 'Debian’s unit has Restart=always: after a signal by hand it comes back',
      basis: tried,
    },
  ],
  sources: ['haproxy(1), SIGNALS', 'HAProxy Management Guide, section 4'],
}
