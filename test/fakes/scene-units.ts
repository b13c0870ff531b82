/** systemd units of the scenes: one of every state, and Kamailio as a unit, whole. */
import type { Member } from '../../shared/process.ts'
import type {
  DependencyGroup,
  LogLine,
  UnitDetail,
  UnitImpact,
  UnitProperty,
  UnitRef,
  UnitSettings,
  UnitState,
} from '../../shared/unit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { kamailioMembers, sceneMember } from './scene-rows.ts'

/** What a scene tells of its units, by target. */
export interface SceneUnits {
  readonly details: Readonly<Record<string, UnitDetail>>
  readonly dependencies: Readonly<Record<string, readonly DependencyGroup[]>>
  readonly properties: Readonly<Record<string, readonly UnitProperty[]>>
  readonly logs: Readonly<Record<string, readonly LogLine[] | QuiesceError>>
}

export const noUnits: SceneUnits = { details: {}, dependencies: {}, properties: {}, logs: {} }

export const longUnitName = 'app-foo\\x2dbar-with-a-very-long-name-that-goes-on@instance.service'

export const unitSettings: UnitSettings = {
  type: 'notify',
  killMode: 'mixed',
  killSignal: 15,
  finalKillSignal: 9,
  watchdogSignal: 6,
  sendSigkill: true,
  sendSighup: false,
  timeoutStopMs: 90_000,
  timeoutAbortMs: 90_000,
  timeoutFailureMode: 'terminate',
  execStop: [],
  execStopPost: [],
  restart: 'on-failure',
  restartMs: 100,
  remainAfterExit: false,
  mayExtend: false,
}

export const runningState = (now: number): UnitState => ({
  activeState: 'active',
  subState: 'running',
  result: 'success',
  since: { mono: 1, wall: now - 19 * 24 * 3600_000 },
  mainPid: 4698,
  controlPid: 0,
  mainExit: null,
  frozen: false,
  invocation: '0f'.repeat(16),
})

export const kamailioImpact: UnitImpact = {
  stopsToo: [
    {
      name: 'kamailio-exporter.service',
      description: 'Kamailio metrics',
      activeState: 'active',
      subState: 'running',
      because: 'BindsTo=kamailio.service',
    },
  ],
  bringsBack: [
    {
      kind: 'timer',
      by: 'kamailio-watch.timer',
      when: 'after-a-stop',
      sentence: 'kamailio-watch.timer starts it at 03:15',
      stoppable: true,
    },
    {
      kind: 'restart',
      by: null,
      when: 'after-a-signal',
      sentence: 'Restart=on-failure starts it again when it is signalled instead of stopped',
      stoppable: false,
    },
  ],
  clients: [
    {
      port: 5060,
      count: 198,
      peers: [
        { address: '10.20.4.81', count: 120 },
        { address: '10.20.4.12', count: 61 },
      ],
    },
    { port: 5061, count: 16, peers: [{ address: '2001:db8::17', count: 16 }] },
  ],
  clientsUnknown: null,
  ownSession: null,
  refusesManualStop: false,
}

export const freeImpact: UnitImpact = {
  ...kamailioImpact,
  stopsToo: [],
  bringsBack: [],
  clients: [],
}

/** The unit of a name as its manager knows it; running, and nothing hangs on it, unless more is said. */
export function sceneUnit(name: string, now: number, more: Partial<UnitDetail> = {}): UnitDetail {
  return {
    name,
    manager: 'system',
    description: 'A unit of the scene',
    state: runningState(now),
    settings: unitSettings,
    loadState: 'loaded',
    fileState: 'enabled',
    file: `/lib/systemd/system/${name}`,
    dropIns: [],
    needsReload: false,
    controlGroup: `/system.slice/${name}`,
    impact: freeImpact,
    ...more,
  }
}

const ref = (name: string, description: string, state = 'active running'): UnitRef => {
  const [activeState, subState = ''] = state.split(' ')
  return { name, description, activeState: activeState as UnitRef['activeState'], subState }
}

export const kamailioDependencies: readonly DependencyGroup[] = [
  {
    relation: 'BoundBy',
    meaning: 'they live with it: they stop with it, however it ends',
    direction: 'needed-by',
    units: [ref('kamailio-exporter.service', 'Kamailio metrics')],
  },
  {
    relation: 'Requires',
    meaning: 'it needs them: when they are stopped, it stops; its own stop leaves them running',
    direction: 'needs',
    units: [
      ref('system.slice', 'System Slice', 'active active'),
      ref(longUnitName, 'A helper with a name that nobody can read out', 'failed failed'),
    ],
  },
  {
    relation: 'TriggeredBy',
    meaning: 'they start it again when their moment comes',
    direction: 'triggers',
    units: [ref('kamailio-watch.timer', 'Looks after Kamailio', 'active waiting')],
  },
  {
    relation: 'After',
    meaning: 'stopped after it, where both stop at once',
    direction: 'order',
    units: ['network.target', 'postgresql.service', 'sysinit.target'].map((name) =>
      ref(name, '', 'active active'),
    ),
  },
]

export const kamailioProperties: readonly UnitProperty[] = [
  { name: 'ActiveState', value: 'active', section: 'unit' },
  { name: 'Id', value: 'kamailio.service', section: 'unit' },
  { name: 'Documentation', value: '', section: 'unit' },
  { name: 'TimeoutStopUSec', value: '1min 30s', section: 'service' },
  {
    name: 'ExecStart',
    value: '/usr/sbin/kamailio -P /run/kamailio/kamailio.pid -f /etc/kamailio/kamailio.cfg '.repeat(
      3,
    ),
    section: 'service',
  },
]

/** So many lines, one a second, the last one now; every tenth is a warning. */
export const sceneLog = (now: number, many: number): readonly LogLine[] =>
  Array.from({ length: many }, (_, at): LogLine => ({
    cursor: `s=${at}`,
    at: now - (many - 1 - at) * 1000,
    level: at % 10 === 9 ? 4 : 6,
    pid: 4700 + (at % 12),
    from: 'kamailio',
    text:
      at % 10 === 9
        ? `core [tcp_read.c:1489]: ${at} messages wait behind pid 4711`
        : `registrar [save.c:1022]: ${at} valid contacts, at most 4`,
  }))

/** Kamailio's members as the cgroup has them; its helper is kept by KillMode=mixed. */
export function unitMembers(): Member[] {
  return [
    ...kamailioMembers()
      .slice(0, -1)
      .map((member): Member => ({
        ...member,
        reasons: [
          {
            kind: 'unit',
            unit: 'kamailio.service',
            below: member.name === 'timer' ? '/timers' : '',
          },
        ],
      })),
    sceneMember(5120, 'rtpp-notify.sh', {
      user: 'kamailio',
      reasons: [{ kind: 'unit', unit: 'kamailio.service', below: '' }],
      kept: 'KillMode=process leaves it running',
    }),
  ]
}

/** What the unit scenes tell of their units. */
export const sceneUnits = (now: number): SceneUnits => ({
  details: {
    'kamailio.service': sceneUnit('kamailio.service', now, {
      description: 'Kamailio SIP server',
      impact: kamailioImpact,
      dropIns: ['/etc/systemd/system/kamailio.service.d/limits.conf'],
    }),
    'node-exporter.service': sceneUnit('node-exporter.service', now, {
      needsReload: true,
      state: {
        ...runningState(now),
        activeState: 'failed',
        subState: 'failed',
        result: 'exit-code',
        mainPid: 0,
        mainExit: { how: 'exited', status: 1 },
      },
    }),
    'batch.service': sceneUnit('batch.service', now, {
      state: { ...runningState(now), frozen: true },
    }),
    'getty@tty1.service': sceneUnit('getty@tty1.service', now, {
      impact: { ...freeImpact, ownSession: 'the shell that runs Quiesce (1204) is in it' },
    }),
  },
  dependencies: { 'kamailio.service': kamailioDependencies },
  properties: { 'kamailio.service': kamailioProperties },
  logs: {
    'kamailio.service': sceneLog(now, 300),
    'node-exporter.service': {
      code: 'no-permission',
      message: 'The journal cannot be read: ops is in none of the groups adm and systemd-journal.',
      next: 'Ask root to add you: `usermod -aG systemd-journal ops`.',
    },
  },
})
