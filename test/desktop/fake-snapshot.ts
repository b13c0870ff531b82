/** Snapshots made up for tests: say what matters, the rest is a quiet machine. */
import { nothingKnown, type Snapshot } from '../../electron/desktop/snapshot.ts'
import type { RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import type { Ceiling } from '../../shared/plan.ts'
import type { Moment, Outcome, Phase, Run } from '../../shared/run.ts'
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'
import { makeRun, ms } from '../fakes/run.ts'

/** One of every phase, ended ones apart. */
export const phases = {
  planned: { kind: 'planned' },
  stopping: { kind: 'stopping', step: 0, call: 1, deadline: ms(30_000) },
  waiting: { kind: 'waiting', step: 1, deadline: ms(30_000) },
  endless: { kind: 'waiting', step: 1, deadline: null },
  held: { kind: 'held', step: 1, leftMs: 12_000 },
  heldEndless: { kind: 'held', step: 1, leftMs: null },
  asking: { kind: 'asking', step: 2, why: 'schedule', since: ms(30_000) },
  found: { kind: 'asking', step: 2, why: 'found', since: ms(30_000) },
  forcing: { kind: 'forcing', step: 3, call: 2, by: 'person', deadline: ms(35_000) },
  verifying: { kind: 'verifying', until: ms(40_000), back: null },
} satisfies Record<string, Phase>
export type PhaseName = keyof typeof phases
export const phaseNames = Object.keys(phases) as readonly PhaseName[]

const someError = { code: 'internal', message: 'It broke.', next: 'Look.' } as const

/** One of every outcome. */
export const outcomes = {
  'already-stopped': { kind: 'already-stopped' },
  stopped: { kind: 'stopped' },
  killed: { kind: 'killed', by: 'ada' },
  survived: { kind: 'survived', survivors: [] },
  'came-back': { kind: 'came-back', evidence: 'same pid file', afterMs: 4000 },
  abandoned: { kind: 'abandoned', by: 'ada' },
  hung: { kind: 'hung' },
  interrupted: { kind: 'interrupted', why: 'the window was closed' },
  refused: { kind: 'refused', error: someError },
  failed: { kind: 'failed', error: someError },
} satisfies Record<Outcome['kind'], Outcome>
export type OutcomeName = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as readonly OutcomeName[]

/** systemd's SIGKILL at a moment of the tests. */
export const systemdKills = (at: Moment, more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=90s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at: at.wall,
  ...more,
})

interface ViewWish extends Partial<Run> {
  readonly here?: boolean
}

/** A run as a door sees it, in this phase. */
export function viewIn(phase: PhaseName, { here = true, ...more }: ViewWish = {}): RunView {
  const title = more.title ?? 'cron'
  return {
    run: makeRun('stop/30/ask/KILL/5', {
      ...{ id: `run-${title}`, target: title, title, turn: 3, phase: phases[phase] },
      ...more,
    }),
    plan: null,
    owner: { here, pid: 1234, user: 'ada', door: 'desktop' },
    advice: null,
    canStart: false,
    usual: null,
  }
}

/** The same run, ended so, as a newer view. */
export function endedAs(outcome: OutcomeName, view = viewIn('waiting')): RunView {
  const { run } = view
  const phase: Phase = { kind: 'ended', outcome: outcomes[outcome], at: ms(50_000) }
  return { ...view, run: { ...run, phase, revision: run.revision + 1 } }
}

/** The same run in another phase, as a newer view. */
export function movedTo(phase: PhaseName, view: RunView, more: Partial<Run> = {}): RunView {
  const { run } = view
  const moved = { ...run, phase: phases[phase], turn: run.turn + 1, revision: run.revision + 1 }
  return { ...view, run: { ...moved, ...more } }
}

/** One of every state of a service. */
export const states = {
  running: { kind: 'running' },
  stopping: { kind: 'stopping', runId: 'run-1', until: ms(30_000).wall },
  asking: { kind: 'asking', runId: 'run-1', since: 0 },
  stopped: { kind: 'stopped' },
  starting: { kind: 'starting', sub: 'start' },
  deactivating: { kind: 'deactivating', sub: 'stop', until: null },
  failed: { kind: 'failed', result: 'exit-code' },
  exited: { kind: 'exited' },
  frozen: { kind: 'frozen' },
  'dead-pid-file': { kind: 'dead-pid-file', path: '/run/x.pid' },
  'dead-lock-file': { kind: 'dead-lock-file', path: '/run/lock/subsys/x' },
  unknown: { kind: 'unknown', why: 'permission denied' },
} satisfies Record<ServiceState['kind'], ServiceState>
export type StateName = keyof typeof states
export const stateNames = Object.keys(states) as readonly StateName[]

const dead: ReadonlySet<StateName> = new Set(['stopped', 'dead-pid-file', 'dead-lock-file'])

export const rowIn = (state: StateName, more: Partial<ServiceRow> = {}): ServiceRow => ({
  target: 'cron',
  title: more.target ?? 'cron',
  subtitle: '/usr/sbin/cron',
  backend: 'systemd',
  state: states[state],
  main: null,
  user: 'root',
  memberCount: dead.has(state) || state === 'failed' ? 0 : 3,
  cpuPercent: 0,
  residentBytes: 1_000_000,
  startedAt: 0,
  note: null,
  refusal: null,
  origin: 'configured',
  practice: false,
  unit: null,
  canStart: true,
  ...more,
})

interface SnapshotWish extends Partial<Omit<Snapshot, 'runs' | 'orders' | 'rows' | 'settings'>> {
  readonly runs?: readonly RunView[]
  readonly orders?: readonly Order[]
  readonly rows?: readonly ServiceRow[]
  readonly settings?: Partial<Settings>
}

export function snapshotOf(wish: SnapshotWish = {}): Snapshot {
  const { runs = [], orders = [], rows = [], settings = {}, ...more } = wish
  return {
    ...nothingKnown,
    host: 'sip-edge-03',
    ...more,
    settings: { ...fillSettings(), ...settings },
    runs: new Map(runs.map((view) => [view.run.id, view])),
    orders: new Map(orders.map((order) => [order.id, order])),
    rows: new Map(rows.map((row) => [row.target, row])),
  }
}
