/** Services, plans and records as an engine would answer them. */
import type { ServiceList } from '../../shared/contract.ts'
import type { HostInfo } from '../../shared/host.ts'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import type { Plan } from '../../shared/plan.ts'
import type { ServiceDetail, ServiceRow } from '../../shared/service.ts'
import { boot, identity, makeMember, ms } from '../fakes/run.ts'

export const start = ms(0).wall

export function makeServiceRow(more: Partial<ServiceRow> = {}): ServiceRow {
  return {
    target: 'iguana',
    title: 'Iguana',
    subtitle: '/opt/iguana/iguana_service',
    backend: 'pidfile',
    state: { kind: 'running' },
    main: identity(100),
    user: 'iguana',
    memberCount: 3,
    cpuPercent: 1.25,
    residentBytes: 612_000_000,
    startedAt: start - 3 * 3_600_000,
    note: null,
    refusal: null,
    origin: 'configured',
    practice: false,
    unit: null,
    canStart: true,
    ...more,
  }
}

/** A hostile name, a stopped service, and one whose pid file lies there. */
export const sampleList: ServiceList = {
  rows: [
    makeServiceRow(),
    makeServiceRow({
      target: 'pid:4242@8831',
      title: 'evil\x1b[31m\n<b>name</b>',
      backend: 'process',
      user: 'ops',
      memberCount: 1,
      cpuPercent: null,
      residentBytes: 4096,
      startedAt: start - 8000,
      origin: 'discovered',
    }),
    makeServiceRow({
      target: 'kamailio',
      title: 'kamailio',
      state: { kind: 'dead-pid-file', path: '/run/kamailio.pid' },
      main: null,
      memberCount: 0,
      residentBytes: 0,
      startedAt: null,
      cpuPercent: null,
      note: 'The pid file names a process that is gone.',
    }),
    makeServiceRow({
      target: 'exe:/usr/lib/very/long/path/of/a/daemon/that-does-not-fit/worker-2',
      title: '/usr/lib/very/long/path/of/a/daemon/that-does-not-fit/worker-2',
      backend: 'process',
      state: { kind: 'asking', runId: 'run-1', since: start },
      user: 'www-data',
    }),
  ],
  hidden: 2,
  at: start,
  problems: ['/etc/quiesce/services.d/bad.yaml:3:5: "shedule" is no key'],
}

export const sampleHost: HostInfo = {
  hostName: 'host',
  system: 'Debian GNU/Linux 12',
  kernel: '6.12.0',
  user: 'ops',
  root: false,
  bootedAt: start - 86_400_000,
  version: '1.2.3',
  guarantee: { kind: 'exact', why: 'signal helper, pidfd' },
  journal: { state: 'writing', folder: '/home/ops/.local/state', records: 7, why: null },
  systemd: false,
  abilities: [],
  permission: { kind: 'not-installed', why: 'No root helper.', granted: [], asking: null },
}

export const samplePlan: Plan = {
  target: 'iguana',
  title: 'Iguana',
  backend: 'pidfile',
  schedule: 'stop/60/ask/KILL/5',
  scheduleSource: 'configuration',
  steps: [
    {
      index: 0,
      item: 'stop',
      sentence: 'SIGTERM to the main process',
      targets: [{ pid: 100, name: 'iguana\tservice' }],
      force: false,
      condition: 'always',
    },
    {
      index: 1,
      item: '60',
      sentence: 'wait at most 60 s until all have left',
      targets: [],
      force: false,
      condition: 'always',
    },
    {
      index: 2,
      item: 'ask',
      sentence: 'ask you',
      targets: [],
      force: false,
      condition: 'if-some-are-left',
    },
    {
      index: 3,
      item: 'KILL',
      sentence: 'SIGKILL to every member',
      targets: [
        { pid: 100, name: 'iguana' },
        { pid: 101, name: 'worker' },
      ],
      force: true,
      condition: 'only-if-you-say-so',
    },
  ],
  members: [
    makeMember(100, { main: true, name: 'iguana' }),
    makeMember(101, { parentPid: 100, name: 'worker' }),
    makeMember(102, { parentPid: 100, name: 'shim', kept: 'a container hangs on it' }),
  ],
  suspects: [{ member: makeMember(200, { name: 'iguana' }), why: 'same executable' }],
  ceilings: [
    {
      who: 'systemd',
      source: 'TimeoutStopSec=90s',
      what: 'SIGKILL',
      fixed: null,
      at: start + 90_000,
    },
  ],
  unit: null,
  profile: null,
  impact: ['2 clients are connected to port 4569'],
  warnings: [
    { severity: 'note', sentence: 'The lock file stays behind.' },
    {
      severity: 'stop',
      sentence: 'The schedule forces without asking.',
      evidence: 'KILL stands before any ask',
    },
  ],
  refusal: null,
  madeAt: start,
}

export const sampleDetail: ServiceDetail = {
  row: makeServiceRow(),
  members: samplePlan.members,
  suspects: samplePlan.suspects,
  executable: '/opt/iguana/iguana_service',
  pidFile: {
    path: '/run/iguana.pid',
    verdict: 'trusted',
    pid: 100,
    evidence: ['it is older than the file'],
  },
  lockFile: { path: '/var/lock/subsys/iguana', there: true },
  unit: null,
  init: null,
  profile: null,
  watch: null,
  schedule: 'stop/60/ask/KILL/5',
  scheduleSource: 'configuration',
  startCommand: ['/etc/init.d/iguana', 'start'],
  stopCommand: null,
  signals: [],
  history: [{ runId: 'run-0', at: start - 60_000, outcome: 'stopped', tookMs: 12_300 }],
  stopTimes: null,
}

const common = { v: 1, boot, run: 'run-1', target: 'iguana' } as const
const writer = { pid: 4000, startTicks: 40_000, door: 'cli', user: 'ops' }
const worker = { ...identity(101), name: 'wor\nker' }

export const sampleJournal: readonly JournalEntry[] = [
  {
    ...common,
    seq: 1,
    at: ms(0),
    writer,
    kind: 'run-began',
    title: 'Iguana',
    schedule: 'stop/60/ask/KILL/5',
    state: null,
  },
  {
    ...common,
    seq: 2,
    at: ms(1),
    writer,
    kind: 'intent',
    call: 1,
    step: 0,
    what: 'TERM',
    force: false,
    by: 'ops',
    targets: [worker],
  },
  {
    ...common,
    seq: 3,
    at: ms(900),
    writer,
    kind: 'member-gone',
    member: worker,
    how: 'by-itself',
    left: 0,
  },
  {
    ...common,
    seq: 4,
    at: ms(2900),
    writer,
    kind: 'outcome',
    outcome: 'stopped',
    sentence: 'Iguana has stopped by itself.',
    by: null,
    survivors: [],
    tookMs: 900,
  },
]
