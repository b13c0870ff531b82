/** What a look at a unit shows: its impact and details, made up for tests. */
import type { RunUnit, UnitDetail, UnitImpact } from '../../shared/unit.ts'
import { ms } from './run.ts'
import { makeUnit, unitSettings, unitState } from './unit.ts'

/** On its way down, waiting for its stop signal to be obeyed. */
export const stoppingUnit = (more: Partial<RunUnit> = {}): RunUnit =>
  makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm', since: ms(0) }, more)

/** A stop that touches nobody else. */
export const makeImpact = (more: Partial<UnitImpact> = {}): UnitImpact => ({
  stopsToo: [],
  bringsBack: [],
  clients: [],
  clientsUnknown: null,
  ownSession: null,
  refusesManualStop: false,
  ...more,
})

/** Something of everything that a stop can touch. */
export const richImpact: UnitImpact = makeImpact({
  stopsToo: [
    {
      name: 'iguana-exporter.service',
      description: 'Exporter',
      activeState: 'active',
      subState: 'running',
      because: 'it has BindsTo=iguana.service',
    },
  ],
  bringsBack: [
    {
      kind: 'socket',
      by: 'iguana.socket',
      when: 'after-a-stop',
      sentence: 'iguana.socket starts it at the next connection',
      stoppable: true,
    },
    {
      kind: 'bus-name',
      by: 'org.example.Iguana',
      when: 'after-a-stop',
      sentence: 'a call to org.example.Iguana on the bus starts it',
      stoppable: false,
    },
    {
      kind: 'restart',
      by: null,
      when: 'after-a-signal',
      sentence: 'Restart=always starts it again after 100 ms',
      stoppable: false,
    },
  ],
  clients: [
    { port: 4569, count: 14, peers: [{ address: '10.0.0.1', count: 9 }] },
    { port: 4570, count: 0, peers: [] },
  ],
})

export const makeUnitDetail = (more: Partial<UnitDetail> = {}): UnitDetail => ({
  name: 'iguana.service',
  manager: 'system',
  description: 'Iguana SIP server',
  state: unitState(),
  settings: unitSettings(),
  loadState: 'loaded',
  fileState: 'enabled',
  file: '/usr/lib/systemd/system/iguana.service',
  dropIns: [],
  needsReload: false,
  controlGroup: '/system.slice/iguana.service',
  impact: makeImpact(),
  ...more,
})
