/** Runs of a unit, in each way in which systemd's own clock can stand. */
import type { RunView } from '../../shared/contract.ts'
import { later } from '../../shared/moment.ts'
import type { Ceiling } from '../../shared/plan.ts'
import type { Run, RunMember } from '../../shared/run.ts'
import type { RunUnit, UnitState } from '../../shared/unit.ts'
import type { ServiceState } from '../../shared/service.ts'
import { makeRunView, type RunScene } from './scene-runs.ts'
import { runningState, unitMembers, unitSettings } from './scene-units.ts'

export const unitRunScenes = [
  'unit-waiting',
  'unit-calling',
  'unit-moved',
  'unit-held',
  'unit-fixed',
  'unit-exec-stop',
  'unit-asking',
  'unit-killed',
  'unit-timeout',
  'unit-abandoned',
  'unit-refused',
] as const
export type UnitRunScene = (typeof unitRunScenes)[number]

export const isUnitRun = (name: string): name is UnitRunScene =>
  (unitRunScenes as readonly string[]).includes(name)

const stopping = (now: number, sub: string): UnitState => ({
  ...runningState(now),
  activeState: 'deactivating',
  subState: sub,
  since: { mono: 9_000_000, wall: now - 12_000 },
})

const runUnit = (now: number, more: Partial<RunUnit> = {}): RunUnit => ({
  name: 'kamailio.service',
  manager: 'system',
  invocation: '0f'.repeat(16),
  settings: unitSettings,
  state: stopping(now, 'stop-sigterm'),
  fixedDeadline: null,
  movedTo: null,
  ...more,
})

const ceilingAt = (at: number | null, more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=90s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at,
  ...more,
})

const failed = (now: number): UnitState => ({
  ...stopping(now, 'failed'),
  activeState: 'failed',
  result: 'timeout',
  mainPid: 0,
  mainExit: { how: 'killed', status: 9 },
})

const notRoot = 'only root can write the drop-in that moves a deadline of the system’s manager'

interface Words {
  readonly base: RunScene
  readonly unit: RunUnit
  readonly ceilings?: readonly Ceiling[]
  readonly more?: Partial<Run>
}

function wordsOf(kind: UnitRunScene, now: number): Words {
  const unit = runUnit(now)
  const at = now + 78_000
  switch (kind) {
    case 'unit-waiting':
      return { base: 'waiting', unit, ceilings: [ceilingAt(at)] }
    case 'unit-calling': {
      const deadline = later({ mono: 9_000_000, wall: now }, 30_000)
      const phase = { kind: 'stopping', step: 0, call: 1, deadline } as const
      return {
        base: 'waiting',
        unit: { ...unit, state: runningState(now) },
        more: { phase, sent: [] },
      }
    }
    case 'unit-moved': {
      const moved = now + 125_000
      return { base: 'waiting', unit: { ...unit, movedTo: moved }, ceilings: [ceilingAt(moved)] }
    }
    case 'unit-held':
      return { base: 'held', unit: { ...unit, movedTo: 'never' } }
    case 'unit-fixed':
      return {
        base: 'waiting',
        unit: { ...unit, fixedDeadline: notRoot },
        ceilings: [ceilingAt(at, { fixed: notRoot })],
      }
    case 'unit-exec-stop':
      return {
        base: 'waiting',
        unit: { ...unit, state: stopping(now, 'stop') },
        ceilings: [ceilingAt(now + 168_000, { earliest: at })],
      }
    case 'unit-asking':
      return { base: 'asking', unit, ceilings: [ceilingAt(now + 26_000)] }
    case 'unit-killed':
      return { base: 'killed', unit: { ...unit, state: { ...failed(now), result: 'signal' } } }
    case 'unit-timeout':
      return {
        base: 'stopped',
        unit: { ...unit, state: failed(now) },
        more: { forcedByOther: 'systemd' },
      }
    case 'unit-abandoned':
      return { base: 'abandoned', unit, ceilings: [ceilingAt(now + 26_000)] }
    case 'unit-refused':
      return { base: 'refused', unit: { ...unit, state: runningState(now) } }
  }
}

/** A run of kamailio.service, as the engine would show it at `now`. */
export function makeUnitRunView(kind: UnitRunScene, now: number): RunView {
  const { base, unit, ceilings = [], more = {} } = wordsOf(kind, now)
  const method = { kind: 'unit', unit: unit.name, manager: unit.manager, also: [] } as const
  const view = makeRunView(base, now, unitMembers(), {
    target: 'kamailio.service',
    title: 'kamailio.service',
    stopMethod: method,
    unit,
    ceilings,
    ...more,
  })
  const { phase } = view.run
  const members = view.run.members.map((one): RunMember =>
    one.member.kept === null ? one : { ...one, gone: null },
  )
  const run = { ...view.run, members }
  if (kind !== 'unit-timeout' || phase.kind !== 'ended') return { ...view, run }
  const outcome = { kind: 'killed', by: 'systemd' } as const
  return { ...view, run: { ...run, phase: { ...phase, outcome } } }
}

/** The state that the row of the unit has beside this run. */
export function rowStateOf({ run }: RunView): ServiceState {
  if (run.phase.kind === 'asking')
    return { kind: 'asking', runId: run.id, since: run.phase.since.wall }
  if (run.phase.kind !== 'ended') return { kind: 'stopping', runId: run.id, until: null }
  const state = run.unit?.state
  if (state?.activeState === 'failed') return { kind: 'failed', result: state.result }
  return state?.activeState === 'active'
    ? { kind: 'running' }
    : { kind: 'deactivating', sub: state?.subState ?? '', until: run.ceilings[0]?.at ?? null }
}
