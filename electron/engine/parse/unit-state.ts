/** What a unit does now, from its properties: org.freedesktop.systemd1(5). */
import type { ActiveState, UnitState } from '../../../shared/unit.ts'
import { countOf, hexOf, momentOf, numberOf, textOf } from './unit-values.ts'
import type { RawProperties } from './unit-properties.ts'

const activeStates: readonly string[] = [
  'active',
  'reloading',
  'refreshing',
  'inactive',
  'failed',
  'activating',
  'deactivating',
  'maintenance',
]

/** `si_code` of waitid(2), as ExecMainCode gives it; 0 while the process runs or where none ran. */
const exits: Readonly<Record<number, 'exited' | 'killed' | 'dumped'>> = {
  1: 'exited',
  2: 'killed',
  3: 'dumped',
}

/** `running` is thawed; `freezing`, `frozen` and (v257) `frozen-by-parent` are not; `thawing` is on its way out. */
const frozenStates: readonly string[] = [
  'freezing',
  'frozen',
  'frozen-by-parent',
  'freezing-by-parent',
]

function parseMainExit(raw: RawProperties): UnitState['mainExit'] {
  const how = exits[countOf(raw.ExecMainCode) ?? 0]
  return how === undefined ? null : { how, status: numberOf(raw.ExecMainStatus) ?? 0 }
}

/** Reads the state. A word nobody knows is `unknown`, never `inactive`. */
export function parseUnitState(raw: RawProperties): UnitState {
  const active = textOf(raw.ActiveState)
  return {
    activeState: (activeStates.includes(active) ? active : 'unknown') as ActiveState,
    subState: textOf(raw.SubState),
    result: textOf(raw.Result),
    since: momentOf(raw.StateChangeTimestamp, raw.StateChangeTimestampMonotonic),
    mainPid: countOf(raw.MainPID) ?? 0,
    controlPid: countOf(raw.ControlPID) ?? 0,
    mainExit: parseMainExit(raw),
    ...(hasJob(raw.Job) ? { hasJob: true } : {}),
    frozen: frozenStates.includes(textOf(raw.FreezerState)),
    invocation: parseInvocation(raw.InvocationID),
  }
}

/** Number and path of the job; the number is 0 where there is none. */
const hasJob = (job: unknown): boolean => Array.isArray(job) && (countOf(job[0]) ?? 0) > 0

/** 16 bytes; all zero or of another length where the unit does not run. */
function parseInvocation(value: unknown): string {
  const hex = hexOf(value)
  return /^(?!0+$)[0-9a-f]{32}$/.test(hex) ? hex : ''
}
