import { describe, expect, it } from 'vitest'
import { whyToAsk } from '../../electron/desktop/harmless-stop.ts'
import type { Plan } from '../../shared/plan.ts'
import type { ServiceRow } from '../../shared/service.ts'
import type { BringsBack, UnitImpact } from '../../shared/unit.ts'
import { planOf } from '../fakes/order.ts'
import { makeUnit } from '../fakes/unit.ts'
import { rowIn } from './fake-snapshot.ts'

const nobody: UnitImpact = {
  ...{ stopsToo: [], bringsBack: [], clients: [], clientsUnknown: null, ownSession: null },
  refusesManualStop: false,
}
const unitPlan = (impact: Partial<UnitImpact> = {}, more: Partial<Plan> = {}): Plan =>
  planOf('cron', { unit: { unit: makeUnit(), impact: { ...nobody, ...impact } }, ...more })
const row = rowIn('running')
const discovered = rowIn('running', { origin: 'discovered' })
const step = { index: 0, item: 'KILL', sentence: '', targets: [], force: true } as const
const socket: BringsBack = {
  kind: 'socket',
  by: 'a.socket',
  when: 'after-a-stop',
  sentence: 'a.socket starts it again',
  stoppable: true,
}
const web = { name: 'web.service', description: '', activeState: 'active', subState: '' } as const
const refusal = { code: 'protected', message: 'It is protected.', next: 'Leave it.' } as const

describe('a stop that starts at once', () => {
  it.each<[string, Plan, ServiceRow]>([
    ['a unit that nobody needs and nobody uses', unitPlan(), row],
    [
      'a unit with ports and no client',
      unitPlan({ clients: [{ port: 80, count: 0, peers: [] }] }),
      row,
    ],
    [
      'what only a signal would bring back',
      unitPlan({ bringsBack: [{ ...socket, when: 'after-a-signal' }] }),
      row,
    ],
    [
      'a process without ports',
      planOf('cron', { impact: ['1 process of ada will end.'] }),
      discovered,
    ],
    [
      'force that asks before',
      unitPlan({}, { steps: [{ ...step, condition: 'only-if-you-say-so' }] }),
      row,
    ],
    ['a note', unitPlan({}, { warnings: [{ severity: 'note', sentence: 'It is slow.' }] }), row],
  ])('%s', (_what, plan, of) => {
    expect(whyToAsk(plan, of)).toBeNull()
  })
})

describe('a stop that the window asks about', () => {
  it.each<[string, Plan, ServiceRow | undefined]>([
    ['it is protected', unitPlan({}, { refusal }), row],
    ['nobody could start it again', unitPlan(), rowIn('running', { canStart: false })],
    ['it is in no list', unitPlan(), undefined],
    [
      'there is a warning',
      unitPlan({}, { warnings: [{ severity: 'stop', sentence: 'Careful.' }] }),
      row,
    ],
    [
      'its schedule forces by itself',
      unitPlan({}, { steps: [{ ...step, condition: 'if-some-are-left' }] }),
      row,
    ],
    [
      'somebody may belong to it',
      unitPlan({}, { suspects: [{} as Plan['suspects'][number]] }),
      row,
    ],
    ['the own session hangs on it', unitPlan({ ownSession: 'The display.' }), row],
    ['systemd refuses', unitPlan({ refusesManualStop: true }), row],
    ['another unit stops too', unitPlan({ stopsToo: [{ ...web, because: 'Requires=' }] }), row],
    ['a socket brings it back', unitPlan({ bringsBack: [socket] }), row],
    ['clients are connected', unitPlan({ clients: [{ port: 80, count: 2, peers: [] }] }), row],
    ['clients are not known: some', unitPlan({ clientsUnknown: 'permission denied' }), row],
    [
      'a process has ports, so it may have clients',
      planOf('cron', { impact: ['1 process will end.', 'Port 80 will be closed.'] }),
      discovered,
    ],
    ['others of the configuration may need it', planOf('cron'), row],
  ])('%s', (_what, plan, of) => {
    expect(whyToAsk(plan, of)).toMatch(/^(?:[A-Z]|systemd).*\.$/)
  })
})
