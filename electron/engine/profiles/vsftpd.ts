/** vsftpd: the listener is stopped, sessions stay, and no signal is caught for it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: vsftpd 3.0.3, Debian 12, idle'
const client = 'tried: vsftpd 3.0.3, Debian 12, one session'
const unit = 'documented: vsftpd 3.0.3, Debian 12, vsftpd.service'

export const vsftpd: Profile = {
  id: 'vsftpd',
  title: 'vsftpd FTP server',
  recognise: {
    programs: ['vsftpd'],
    units: ['vsftpd.service', 'vsftpd@*.service'],
    scripts: ['vsftpd'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop listening',
      does: 'ends the listener; sessions that are open go on',
      to: 'main',
      expects: 'default',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      expects: 'default',
      basis: client,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration again',
      to: 'main',
      basis: unit,
    },
    {
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      expects: 'default',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends the listener: it does not catch it',
      to: 'main',
      price: 'nobody can connect any more',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'ends the listener: it does not catch it',
      to: 'main',
      price: 'nobody can connect any more',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.01 s for the listener', basis: tried },
    longest: {
      text: 'The listener: at once. A session: as long as its transfer takes',
      basis: client,
    },
    waitsFor: { text: 'Nothing: the default action of TERM ends the listener', basis: tried },
    command: {
      text: 'systemctl stop vsftpd: TERM to the sessions as well, and that ends them',
      basis: client,
    },
  },
  force: {
    danger: 'low',
    costs: {
      text: 'The listener has nothing to lose; of a killed session, its transfer',
      basis: 'unknown',
    },
    survivors: { text: 'Every session, with two processes each', basis: client },
    recovery: {
      text: 'Nothing: the next start succeeded while an old session still ran',
      basis: client,
    },
  },
  keeps: { who: 'children', why: 'An FTP session ends when its client leaves', basis: client },
  files: {},
  notes: [
    {
      text: 'It writes no pid file and catches only HUP of these signals, so its masks look as if it could not be stopped cleanly',
      basis: tried,
    },
    { text: 'HUP was taken without a visible effect on an idle listener', basis: tried },
  ],
  sources: ['vsftpd(8)', 'vsftpd.conf(5)', 'Debian 12, vsftpd.service'],
}
