/** OpenVPN: may carry the connection of who stops it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: openvpn 2.6.14, Debian 12'
const manual = 'documented: openvpn(8)'

export const openvpn: Profile = {
  id: 'openvpn',
  title: 'OpenVPN',
  recognise: {
    programs: ['openvpn'],
    units: ['openvpn@*.service', 'openvpn-server@*.service', 'openvpn-client@*.service'],
    scripts: ['openvpn'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves gracefully',
      to: 'main',
      price: 'all its connections end',
      basis: manual,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      price: 'all its connections end',
      basis: manual,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Restart with new configuration',
      does: 'closes all connections, reads its configuration anew and starts again',
      to: 'main',
      price: 'all its connections end for a moment',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Restart connections',
      does: 'restarts without reading its configuration anew',
      to: 'main',
      price: 'all its connections end for a moment',
      basis: manual,
    },
    {
      signal: 'USR2',
      role: 'statistics',
      action: 'Print statistics',
      does: 'writes the state of its connections to the log',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; no down script runs',
      to: 'main',
      price: 'routes and name servers stay as they are',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/15/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: 'Not measured', basis: 'unknown' },
    waitsFor: { text: 'Its peers to be told, and its down scripts', basis: manual },
    command: { text: 'systemctl stop openvpn-server@NAME', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'No data; down scripts do not run, so routes stay', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Look at routes and name servers', basis: 'unknown' },
  },
  files: { debian: { pid: ['/run/openvpn/*.pid'], basis: tried } },
  notes: [{ text: 'It may carry your own connection', basis: 'unknown' }],
  sources: ['openvpn(8), SIGNALS'],
}
