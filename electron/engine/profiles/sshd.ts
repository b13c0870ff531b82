/** sshd: the listener goes, the sessions stay. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: openssh-server 9.2p1, Debian 12'

export const sshd: Profile = {
  id: 'sshd',
  title: 'OpenSSH server',
  recognise: {
    programs: ['sshd'],
    units: ['ssh.service', 'sshd.service'],
    scripts: ['ssh', 'sshd'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop listening',
      does: 'leaves; open sessions go on',
      to: 'main',
      price: 'nobody can log in any more',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM; open sessions go on',
      to: 'main',
      price: 'nobody can log in any more',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'runs itself anew with the new configuration; open sessions go on',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'deadly',
      action: 'Interrupt',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'nobody can log in any more',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'nobody can log in any more',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'kills it; the pid file stays',
      to: 'main',
      price: 'nobody can log in any more',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/10/ask/KILL/5',
    usual: { text: '0.01 s', basis: tried },
    longest: { text: '0.1 s', basis: tried },
    waitsFor: { text: 'Nothing: sessions go on', basis: tried },
    command: { text: 'systemctl stop ssh, or sshd on RHEL', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Nothing; new logins are refused', basis: 'unknown' },
    survivors: { text: 'Open sessions, as after any stop', basis: tried },
    recovery: { text: 'Nothing', basis: tried },
  },
  keeps: { who: 'children', why: 'open sessions go on after a stop', basis: tried },
  files: {
    debian: { pid: ['/run/sshd.pid'], basis: tried },
    rhel: { pid: ['/run/sshd.pid'], basis: 'unknown' },
  },
  left: { afterStop: [], afterKill: ['/run/sshd.pid'], basis: tried },
  notes: [
    { text: 'Who stops it from afar cannot log in again', basis: tried },
    { text: 'killall sshd cuts every session, your own included', basis: 'unknown' },
    { text: 'Where ssh.socket is active, it starts it again', basis: 'unknown' },
  ],
  sources: ['sshd(8)', 'ssh.service (Debian), KillMode=process'],
}
