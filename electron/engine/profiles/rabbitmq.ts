/** RabbitMQ: a node on the Erlang machine; epmd stays after every stop. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: rabbitmq-server 3.10.8, Debian 12'
const manual = 'documented: rabbitmqctl(8)'

export const rabbitmq: Profile = {
  id: 'rabbitmq',
  title: 'RabbitMQ',
  recognise: {
    programs: ['beam.smp'],
    units: ['rabbitmq-server.service'],
    scripts: ['rabbitmq-server'],
    argument: ['rabbit'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'shuts the node down in order, then leaves',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'ignored',
      action: 'Hang up',
      does: 'does nothing',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'INT',
      role: 'ignored',
      action: 'Interrupt',
      does: 'does nothing',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'ignored',
      action: 'Quit',
      does: 'does nothing',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'abort',
      action: 'Crash with a dump',
      does: 'the Erlang machine writes a crash dump and leaves at once',
      to: 'main',
      price: 'messages that are not on disk are lost',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/120/ask/KILL/5',
    usual: { text: '1.05 s with an empty node', basis: tried },
    longest: { text: 'Not measured', basis: 'unknown' },
    waitsFor: { text: 'Queues to be written and connections to be closed', basis: 'unknown' },
    command: { text: 'rabbitmqctl stop, or systemctl stop rabbitmq-server', basis: manual },
  },
  force: {
    danger: 'high',
    costs: { text: 'Messages that are not on disk', basis: 'unknown' },
    survivors: { text: 'Only epmd, which outlives every stop and may serve others', basis: tried },
    recovery: { text: 'Durable queues are recovered at the start', basis: 'unknown' },
  },
  files: {
    debian: { pid: ['/run/rabbitmq/pid'], basis: 'unknown' },
    rhel: { pid: ['/run/rabbitmq/pid'], basis: 'unknown' },
  },
  notes: [
    {
      text: 'epmd on port 4369 stays after a clean stop: it is no leftover, and other Erlang nodes may use it',
      basis: tried,
    },
  ],
  sources: ['rabbitmqctl(8), stop'],
}
