/** Postfix: its lock says whether it runs; its files always exist. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: postfix 3.7.11, Debian 12'
const manual = 'documented: master(8)'

export const postfix: Profile = {
  id: 'postfix',
  title: 'Postfix',
  recognise: {
    programs: ['master'],
    units: ['postfix.service', 'postfix@*.service'],
    scripts: ['postfix'],
    argument: ['-w'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'passes TERM on to its processes, then leaves',
      to: 'main',
      price: 'a delivery in progress may be done again',
      basis: manual,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration anew, with new processes',
      to: 'main',
      basis: manual,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills the master',
      to: 'main',
      price: 'deliveries that run may be done twice',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.01 s when idle', basis: tried },
    longest: { text: 'Not measured', basis: 'unknown' },
    waitsFor: {
      text: 'Its processes, which may finish what they do',
      basis: 'documented: postfix(1), stop',
    },
    command: { text: 'postfix stop, or systemctl stop postfix', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Nothing in the queue, which is on disk; a message may be delivered twice',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody, after 1.5 s', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  files: {
    debian: {
      pid: ['/var/spool/postfix/pid/master.pid'],
      lock: ['/var/lib/postfix/master.lock'],
      basis: tried,
    },
    rhel: { pid: ['/var/spool/postfix/pid/master.pid'], basis: 'unknown' },
  },
  left: {
    afterStop: ['/var/spool/postfix/pid/master.pid', '/var/lib/postfix/master.lock'],
    afterKill: ['/var/spool/postfix/pid/master.pid', '/var/lib/postfix/master.lock'],
    basis: tried,
  },
  notes: [
    {
      text: 'postfix stop itself waits 5 s, then runs kill -9 on the process group',
      basis: 'documented: /usr/lib/postfix/sbin/postfix-script, stop (3.7.11)',
    },
    {
      text: 'Its pid and lock files exist when it is stopped, too: the lock on them says whether it runs',
      basis: tried,
    },
  ],
  sources: ['master(8)', 'postfix(1)', '/usr/lib/postfix/sbin/postfix-script (3.7.11)'],
}
