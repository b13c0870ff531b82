/** A unit in every answer that the command line shows: list, status, plan, dependencies, log. */
import { ok } from '../../shared/errors.ts'
import type { Ceiling, Plan } from '../../shared/plan.ts'
import type { Run } from '../../shared/run.ts'
import type { ServiceDetail, ServiceRow } from '../../shared/service.ts'
import type { DependencyGroup, LogLine, UnitProperty } from '../../shared/unit.ts'
import { makeMember, ms } from '../fakes/run.ts'
import { makeUnitDetail, richImpact, stoppingUnit } from '../fakes/unit-samples.ts'
import { makeUnit, unitSettings, unitState } from '../fakes/unit.ts'
import { FakeEngine } from './fake-engine.ts'
import { makeServiceRow, sampleDetail, sampleHost, samplePlan, start } from './samples.ts'

export const killCeiling: Ceiling = {
  who: 'systemd',
  source: 'TimeoutStopSec=90s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at: start + 90_000,
}

/** The run of a stop that systemd has taken. */
export const unitRun: Partial<Run> = {
  target: 'iguana.service',
  title: 'iguana.service',
  stopMethod: { kind: 'unit', unit: 'iguana.service', manager: 'system', also: [] },
  ceilings: [killCeiling],
  unit: stoppingUnit(),
}

export const unitRow = (more: Partial<ServiceRow> = {}): ServiceRow =>
  makeServiceRow({
    target: 'iguana.service',
    title: 'iguana.service',
    subtitle: 'Iguana SIP server',
    backend: 'systemd',
    unit: { name: 'iguana.service', manager: 'system' },
    ...more,
  })

export const unitRows: readonly ServiceRow[] = [
  unitRow(),
  unitRow({
    target: 'user:sync.service',
    title: 'sync.service',
    state: { kind: 'deactivating', sub: 'stop-post', until: start + 30_000 },
    unit: { name: 'sync.service', manager: 'user' },
    user: 'ops',
    memberCount: 0,
    main: null,
    startedAt: null,
    cpuPercent: null,
    residentBytes: 0,
  }),
  unitRow({
    target: 'broken.service',
    title: 'broken.service',
    state: { kind: 'failed', result: 'exit-code' },
    main: null,
    memberCount: 0,
    startedAt: null,
    cpuPercent: null,
    residentBytes: 0,
  }),
]

const members = [
  makeMember(100, {
    main: true,
    name: 'iguana',
    reasons: [{ kind: 'unit', unit: 'iguana.service', below: '' }],
  }),
  makeMember(101, {
    name: 'worker',
    reasons: [{ kind: 'unit', unit: 'iguana.service', below: '/workers' }],
  }),
]

export const unitPlan: Plan = {
  ...samplePlan,
  target: 'iguana.service',
  title: 'iguana.service',
  backend: 'systemd',
  members,
  suspects: [],
  ceilings: [
    { ...killCeiling, earliest: start + 30_000 },
    { ...killCeiling, what: 'SIGABRT', fixed: 'it needs root', at: null, source: 'WatchdogSec=' },
  ],
  impact: ['iguana.socket starts it at the next connection.', 'Port 4569 will be closed.'],
  warnings: [],
  unit: { unit: makeUnit(), impact: richImpact },
}

export const unitServiceDetail: ServiceDetail = {
  ...sampleDetail,
  row: unitRow(),
  members,
  suspects: [],
  pidFile: null,
  lockFile: null,
  startCommand: null,
  history: [],
  stopTimes: null,
  unit: makeUnitDetail({
    state: unitState({
      activeState: 'failed',
      subState: 'failed',
      result: 'exit-code',
      mainExit: { how: 'exited', status: 3 },
      since: ms(-60_000),
    }),
    settings: unitSettings({
      execStop: [{ argv: ['/usr/bin/iguanactl', 'stop'], ignoreFailure: false }],
      restart: 'always',
      sendSigkill: false,
      timeoutStopMs: null,
      timeoutFailureMode: 'abort',
    }),
    dropIns: ['/run/systemd/system/iguana.service.d/a.conf'],
    needsReload: true,
    impact: richImpact,
  }),
}

export const dependencies: readonly DependencyGroup[] = [
  {
    relation: 'BoundBy',
    meaning: 'stop with it, also when it ends by itself',
    direction: 'needed-by',
    units: [
      {
        name: 'iguana-exporter.service',
        description: 'Exporter\x1b[2J',
        activeState: 'active',
        subState: 'running',
      },
      { name: 'old.service', description: '', activeState: 'unknown', subState: '' },
    ],
  },
  {
    relation: 'TriggeredBy',
    meaning: 'start it when something happens',
    direction: 'triggers',
    units: [
      {
        name: 'iguana.socket',
        description: 'Iguana socket',
        activeState: 'active',
        subState: 'listening',
      },
    ],
  },
]

export const properties: readonly UnitProperty[] = [
  { name: 'Id', value: 'iguana.service', section: 'unit' },
  { name: 'Description', value: 'a\nb', section: 'unit' },
  { name: 'KillMode', value: 'control-group', section: 'service' },
  { name: 'Names', value: 'iguana.service', section: 'unit' },
]

export const logLines: readonly LogLine[] = [
  { cursor: 's=1', at: start, level: 6, pid: 100, from: 'iguana', text: 'up' },
  { cursor: 's=2', at: start + 1000, level: 3, pid: null, from: 'systemd', text: 'a\x1b[2J\nb' },
]

/** An engine that knows this unit. */
export function unitEngine(): FakeEngine {
  const engine = new FakeEngine()
  engine.answers['services.list'] = () => ok({ rows: unitRows, hidden: 0, at: start, problems: [] })
  engine.answers['host.info'] = () => ok({ ...sampleHost, systemd: true })
  engine.answers['services.inspect'] = () => ok(unitServiceDetail)
  engine.answers['plan.make'] = () => ok(unitPlan)
  engine.answers['unit.dependencies'] = () => ok(dependencies)
  engine.answers['unit.properties'] = () => ok(properties)
  engine.answers['log.read'] = () => ok({ lines: logLines, cursor: 's=2' })
  engine.runChanges = unitRun
  return engine
}
