/** Units made up for tests: active, killed by SIGTERM and after 90 s by SIGKILL. */
import type { Member } from '../../shared/process.ts'
import type { Run } from '../../shared/run.ts'
import type { RunUnit, UnitSettings, UnitState } from '../../shared/unit.ts'
import { makeMember, makeRun, ms } from './run.ts'

export const unitSettings = (more: Partial<UnitSettings> = {}): UnitSettings => ({
  type: 'simple',
  killMode: 'control-group',
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
  restart: 'no',
  restartMs: 100,
  remainAfterExit: false,
  mayExtend: false,
  ...more,
})

export const unitState = (more: Partial<UnitState> = {}): UnitState => ({
  activeState: 'active',
  subState: 'running',
  result: 'success',
  since: ms(0),
  mainPid: 100,
  controlPid: 0,
  mainExit: null,
  frozen: false,
  invocation: 'a'.repeat(32),
  ...more,
})

export const makeUnit = (state: Partial<UnitState> = {}, more: Partial<RunUnit> = {}): RunUnit => ({
  name: 'iguana.service',
  manager: 'system',
  invocation: 'a'.repeat(32),
  settings: unitSettings(),
  state: unitState(state),
  fixedDeadline: null,
  movedTo: null,
  ...more,
})

/** A process of the unit's own cgroup. */
export const unitMember = (pid: number, more: Partial<Member> = {}): Member =>
  makeMember(pid, { reasons: [{ kind: 'unit', unit: 'iguana.service', below: '' }], ...more })

/** The unit's main process 100 and a worker 101. */
export const unitMembers = (): Member[] => [
  unitMember(100, { main: true }),
  unitMember(101, { parentPid: 100 }),
]

/** A planned run about the unit, stopped by its manager. */
export const makeUnitRun = (
  schedule: string,
  unit: RunUnit = makeUnit(),
  members = unitMembers(),
  more: Partial<Run> = {},
): Run =>
  makeRun(
    schedule,
    {
      target: unit.name,
      title: unit.name,
      unit,
      stopMethod: { kind: 'unit', unit: unit.name, manager: unit.manager, also: [] },
      ...more,
    },
    members,
  )
