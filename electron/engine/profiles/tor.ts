/** Tor: INT drains a relay for half a minute, TERM does not wait. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: tor 0.4.9.11, Debian 12, a relay without a network'
const manual = 'documented: tor(1)'
const unit = 'documented: tor 0.4.9.11, Debian 12, tor@default.service'

export const tor: Profile = {
  id: 'tor',
  title: 'Tor',
  recognise: { programs: ['tor'], units: ['tor@*.service', 'tor.service'], scripts: ['tor'] },
  signals: [
    {
      signal: 'INT',
      role: 'graceful',
      action: 'Drain and stop',
      does: 'as a relay takes no new connections for 30 s, then leaves; as a client leaves at once',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'TERM',
      role: 'fast',
      action: 'Stop now',
      does: 'writes its state and leaves',
      to: 'main',
      price: 'open circuits are cut',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again and opens its logs anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'statistics',
      action: 'Print statistics',
      does: 'writes what it knows of its connections and traffic into its log',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Switch full debugging',
      does: 'logs everything until the next HUP',
      to: 'main',
      price: 'the log grows fast, and tells what users do',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its state is not written, and its files stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/TERM/10/ask/KILL/5',
    usual: { text: '30.4 s as a relay; a second INT cuts that short', basis: tried },
    longest: { text: 'ShutdownWaitLength, 30 s by default', basis: manual },
    waitsFor: { text: 'ShutdownWaitLength to pass, on a relay', basis: manual },
    command: {
      text: 'systemctl stop tor@default: it sends INT and forces after 60 s; tor.service alone is an empty shell',
      basis: unit,
    },
  },
  force: {
    danger: 'low',
    costs: {
      text: 'Open circuits, and what it has learned since it last wrote its state',
      basis: 'unknown',
    },
    survivors: {
      text: 'Nobody: it is one process; pluggable transports were not tried',
      basis: tried,
    },
    recovery: { text: 'Nothing: the next start succeeded over the old files', basis: tried },
  },
  files: { debian: { pid: ['/run/tor/tor.pid'], socket: ['/run/tor/control'], basis: tried } },
  left: {
    afterStop: [],
    afterKill: ['/run/tor/tor.pid', '/run/tor/control.authcookie'],
    basis: tried,
  },
  notes: [{ text: 'TERM took 3.7 s here, right after a start without a network', basis: tried }],
  sources: ['tor(1), SIGNALS', 'Debian 12, tor@default.service'],
}
