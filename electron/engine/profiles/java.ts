/** Any Java program that no other profile knows: what the JVM does with signals. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: OpenJDK 17, Debian 12'
const manual = 'documented: Oracle Troubleshooting Guide, Signals Used in Oracle Solaris and Linux'

export const java: Profile = {
  id: 'java',
  title: 'Java program',
  recognise: { programs: ['java'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'runs its shutdown hooks, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'runs its shutdown hooks, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'runs its shutdown hooks, then leaves: it reloads nothing',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'statistics',
      action: 'Print a thread dump',
      does: 'writes what every thread does to its standard output',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'User signal 1',
      does: 'kills it without its shutdown hooks',
      to: 'main',
      price: 'nothing is saved or closed',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'User signal 2',
      does: 'makes the JVM crash, without its shutdown hooks',
      to: 'main',
      price: 'nothing is saved or closed',
      expects: 'caught',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.01 s without shutdown hooks', basis: tried },
    longest: { text: 'As long as its shutdown hooks take, without a limit', basis: tried },
    waitsFor: { text: 'Its shutdown hooks', basis: tried },
    command: { text: 'That of the service', basis: 'unknown' },
  },
  force: {
    danger: 'medium',
    costs: { text: 'What the program has not saved', basis: 'unknown' },
    survivors: { text: 'Child processes of the program', basis: 'unknown' },
    recovery: { text: 'Depends on the program', basis: 'unknown' },
  },
  files: {},
  left: { afterStop: [], afterKill: ['/tmp/hsperfdata_USER/PID'], basis: tried },
  notes: [
    {
      text: 'A shutdown hook that hangs holds up the stop for ever, and a second TERM does nothing: print a thread dump first',
      basis: tried,
    },
    { text: 'Exit status 143 after TERM is a clean stop', basis: tried },
    { text: 'With -Xrs there are no shutdown hooks on signals and no thread dump', basis: manual },
  ],
  sources: ['Oracle Troubleshooting Guide, Signals Used in Oracle Solaris and Linux'],
}
