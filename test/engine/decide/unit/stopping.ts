/** Units in the middle of a stop, made up for tests. */
import type { Ceiling } from '../../../../shared/plan.ts'
import type { RunUnit, UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { makeUnit, unitSettings } from '../../../fakes/unit.ts'

/** A unit in this sub-state of a stop since the tests' beginning; two seconds of patience. */
export const stopping = (
  subState: string,
  settings: Partial<UnitSettings> = {},
  more: Partial<RunUnit> & { readonly state?: UnitState } = {},
): RunUnit =>
  makeUnit(
    { activeState: 'deactivating', subState, since: ms(0) },
    { settings: unitSettings({ timeoutStopMs: 2000, timeoutAbortMs: 2000, ...settings }), ...more },
  )

/** One that runs, with the same patience. */
export const running = (settings: Partial<UnitSettings> = {}): RunUnit =>
  makeUnit(
    {},
    { settings: unitSettings({ timeoutStopMs: 2000, timeoutAbortMs: 2000, ...settings }) },
  )

export const command = (...argv: string[]) => ({ argv, ignoreFailure: false })
/** So many ExecStop= commands. */
export const commands = (count: number) =>
  Array.from({ length: count }, () => command('/opt/iguana/stop'))

/** "SIGKILL 2000" or "SIGKILL 2000-4000": what comes when, in milliseconds from the beginning. */
export const brief = (ceilings: readonly Ceiling[]): readonly string[] =>
  ceilings.map(({ what, at, earliest }) => {
    if (at === null) return `${what} ?`
    const from = earliest === undefined ? '' : `${earliest - ms(0).wall}-`
    return `${what} ${from}${at - ms(0).wall}`
  })
