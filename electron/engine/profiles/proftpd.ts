/** ProFTPD: TERM ends its sessions too; QUIT says that it terminates, and it runs on. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: proftpd 1.3.8, Debian 12, idle'
const client = 'tried: proftpd 1.3.8, Debian 12, one session before its login'
const unit = 'documented: proftpd 1.3.8, Debian 12, proftpd.service'

export const proftpd: Profile = {
  id: 'proftpd',
  title: 'ProFTPD FTP server',
  recognise: { programs: ['proftpd'], units: ['proftpd.service'], scripts: ['proftpd'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends every session and leaves',
      to: 'main',
      price: 'transfers are cut',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: client,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'other',
      action: 'Send QUIT',
      does: 'is logged as a termination, and it runs on',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'other',
      action: 'Send USR2',
      does: 'had no effect that was seen',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its files stay, and sessions have nobody above them',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/15/ask/KILL/5',
    usual: { text: '0.4 s; with a session 0.9 s', basis: client },
    longest: { text: 'Not known', basis: 'unknown' },
    waitsFor: { text: 'Nothing that was seen: sessions are ended', basis: client },
    command: { text: 'systemctl stop proftpd, which sends TERM', basis: unit },
  },
  force: {
    danger: 'low',
    costs: { text: 'Transfers that are running are left to their sessions', basis: client },
    survivors: { text: 'Every session, until its client leaves', basis: client },
    recovery: { text: 'Nothing: the next start succeeded over its old files', basis: client },
  },
  files: { debian: { pid: ['/run/proftpd.pid'], socket: ['/run/proftpd.sock'], basis: tried } },
  left: {
    afterStop: ['/run/proftpd.pid', '/run/proftpd.delay'],
    afterKill: [
      '/run/proftpd.pid',
      '/run/proftpd.delay',
      '/run/proftpd.scoreboard',
      '/run/proftpd.scoreboard.lck',
      '/run/proftpd.sock',
    ],
    basis: tried,
  },
  notes: [
    {
      text: 'A session is still there for half a second after the main process has gone',
      basis: client,
    },
    { text: 'Its pid file stays after a clean stop with this configuration', basis: tried },
  ],
  sources: ['proftpd(8)', 'Debian 12, proftpd.service'],
}
