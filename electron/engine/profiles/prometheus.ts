/** Prometheus: a Go program, which catches nearly every signal. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: prometheus 2.42.0, Debian 12'

export const prometheus: Profile = {
  id: 'prometheus',
  title: 'Prometheus',
  recognise: { programs: ['prometheus'], units: ['prometheus.service'], scripts: ['prometheus'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'closes its database, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'leaves as after TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration and rules anew',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'abort',
      action: 'Stop at once with a dump',
      does: 'prints what all its goroutines do and leaves at once',
      to: 'main',
      price: 'the next start has to replay its log',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'ignored',
      action: 'User signal 1',
      does: 'does nothing',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'ignored',
      action: 'User signal 2',
      does: 'does nothing',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.01 s when empty', basis: tried },
    longest: { text: 'Not measured', basis: 'unknown' },
    waitsFor: { text: 'Its newest samples and its log to be on disk', basis: 'unknown' },
    command: { text: 'systemctl stop prometheus', basis: tried },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Samples that are not yet in its log', basis: 'unknown' },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'It replays its log', basis: tried },
  },
  files: {},
  left: { afterStop: ['queries.active'], afterKill: ['queries.active'], basis: tried },
  notes: [{ text: 'Debian’s unit never forces (SendSIGKILL=no)', basis: tried }],
  sources: ['Prometheus: Management API', 'prometheus.service (Debian)'],
}
