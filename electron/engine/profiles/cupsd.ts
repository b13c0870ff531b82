/** cupsd: a socket and a path start it again. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: cups 2.4.2, Debian 12'

export const cupsd: Profile = {
  id: 'cupsd',
  title: 'CUPS',
  recognise: { programs: ['cupsd'], units: ['cups.service'], scripts: ['cups'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'leaves; with jobs not tried',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration anew',
      to: 'main',
      basis: 'unknown',
    },
    {
      signal: 'INT',
      role: 'deadly',
      action: 'Interrupt',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'the pid file and the socket stay',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'the pid file and the socket stay',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'the pid file and the socket stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it; its files stay',
      to: 'main',
      price: 'the pid file and the socket stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.01 s when idle', basis: tried },
    longest: { text: 'Not measured with jobs', basis: 'unknown' },
    waitsFor: { text: 'Not known with jobs', basis: 'unknown' },
    command: { text: 'systemctl stop cups.socket cups.path cups.service', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'A job that prints starts again', basis: 'unknown' },
    survivors: { text: 'Not tried with jobs', basis: 'unknown' },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: { pid: ['/run/cups/cupsd.pid'], socket: ['/run/cups/cups.sock'], basis: tried },
    rhel: { pid: ['/run/cups/cupsd.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: ['/run/cups/printcap'],
    afterKill: ['/run/cups/cupsd.pid', '/run/cups/cups.sock', '/run/cups/certs/0'],
    basis: tried,
  },
  notes: [
    {
      text: 'cups.socket and cups.path start it again: stop all three units',
      basis: 'documented: cups.socket and cups.path (Debian)',
    },
  ],
  sources: ['cupsd(8)', 'cups.service, cups.socket and cups.path (Debian)'],
}
