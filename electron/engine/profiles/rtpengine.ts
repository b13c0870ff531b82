/** rtpengine: blocks all its signals and waits for them; TERM ends every call’s media. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: rtpengine 10.5.3.5, Debian 12, without its kernel module, idle'
const unit = 'documented: rtpengine 10.5.3.5, Debian 12, rtpengine-daemon.service'

export const rtpengine: Profile = {
  id: 'rtpengine',
  title: 'rtpengine media proxy',
  recognise: {
    programs: ['rtpengine'],
    units: ['rtpengine-daemon.service', 'rtpengine.service', 'ngcp-rtpengine-daemon.service'],
    scripts: ['rtpengine-daemon', 'ngcp-rtpengine-daemon'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'shuts down',
      to: 'main',
      price: 'every running call loses its media',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Log less',
      does: 'lowers its log level by one',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Log more',
      does: 'raises its log level by one',
      to: 'main',
      price: 'the log grows fast',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Send HUP',
      does: 'had no effect that was seen',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'every running call loses its media',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.03 s when idle', basis: tried },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen when idle; not known with calls', basis: tried },
    command: {
      text: 'Drain it at the SIP proxy first, then systemctl stop rtpengine-daemon; the unit also takes its firewall rule away',
      basis: unit,
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'The media of every running call', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: {
      text: 'Nothing: the next start succeeded over the old pid file; with the kernel module, not tried',
      basis: tried,
    },
  },
  files: { debian: { pid: ['/run/rtpengine/rtpengine-daemon.pid'], basis: tried } },
  left: {
    afterStop: ['/run/rtpengine/rtpengine-daemon.pid'],
    afterKill: ['/run/rtpengine/rtpengine-daemon.pid'],
    basis: 'tried: rtpengine 10.5.3.5, Debian 12, as root, idle',
  },
  notes: [
    {
      text: 'Its masks show nearly every signal as blocked and none as caught, and yet it obeys TERM and INT',
      basis: tried,
    },
  ],
  sources: ['rtpengine(8)', 'Debian 12, rtpengine-daemon.service'],
}
