/** Fail2Ban: a stop unbans everybody, and HUP kills it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: fail2ban 1.0.2, Debian 12, one jail, nobody banned'
const unit = 'documented: fail2ban 1.0.2, Debian 12, fail2ban.service'

export const fail2ban: Profile = {
  id: 'fail2ban',
  title: 'Fail2Ban',
  recognise: { programs: ['fail2ban-server'], units: ['fail2ban.service'], scripts: ['fail2ban'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'stops its jails, takes its bans out of the firewall and leaves',
      to: 'main',
      price: 'everybody who is banned may connect until it is back',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'reopen-logs',
      action: 'Reopen logs',
      does: 'opens its log file anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'deadly',
      action: 'Send HUP',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its firewall rules stay; reload it with fail2ban-client reload',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its firewall rules stay',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends it on the spot: nobody catches it',
      to: 'main',
      price: 'its firewall rules stay',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.6 s with one jail', basis: tried },
    longest: { text: 'Not known; each banned address runs a firewall command', basis: 'unknown' },
    waitsFor: { text: 'Its jails, and up to 5 s for what is queued', basis: tried },
    command: {
      text: 'systemctl stop fail2ban: the unit runs fail2ban-client stop, which took 0.7 s',
      basis: unit,
    },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Nothing is unbanned: the firewall rules stay until somebody removes them or it starts again',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: {
      text: 'Nothing: the next start succeeded over old pid file and socket',
      basis: tried,
    },
  },
  files: {
    debian: {
      pid: ['/run/fail2ban/fail2ban.pid'],
      socket: ['/run/fail2ban/fail2ban.sock'],
      basis: tried,
    },
  },
  left: {
    afterStop: [],
    afterKill: ['/run/fail2ban/fail2ban.pid', '/run/fail2ban/fail2ban.sock'],
    basis: tried,
  },
  sources: ['fail2ban-server(1)', 'Debian 12, fail2ban.service'],
}
