/** What a plain user has to be permitted before this can be done. */
import type { Member, ProcessIdentity } from '../../../../shared/process.ts'
import type { PrivilegedAction } from '../../../../shared/permission.ts'
import type { StopMethod } from '../../../../shared/run.ts'
import type { Schedule } from '../../../../shared/schedule.ts'
import { scriptOf } from './script-request.ts'

/** True where the process belongs to another user, as far as anybody can tell. */
export type IsOthers = (identity: ProcessIdentity) => boolean

/** What of a service, or of a run that is taken up, decides what has to be permitted. */
export interface Stoppable {
  readonly members: readonly Member[]
  readonly stopMethod: StopMethod
  /** Not null for a unit of systemd. */
  readonly unit: object | null
}

/** Members that a stop is about and that belong to somebody else. */
export const othersAmong = (members: readonly Member[], isOthers: IsOthers): readonly Member[] =>
  members.filter((member) => member.kept === null && isOthers(member.identity))

/**
 * A unit's processes are signalled by its manager, which polkit asks itself; only a signal that the
 * schedule names, and SIGKILL to a process group, go to each by itself.
 */
const signalsEach = (schedule: Schedule, { unit }: Stoppable): boolean =>
  unit === null ||
  schedule.some(
    (item) => item.kind === 'signal' && (item.signal !== 'KILL' || item.scope === 'group'),
  )

/**
 * What has to be permitted before a stop by this schedule begins; nothing for one's own processes.
 * A script needs both: claims go with signals, and so does force where the script does not help.
 */
export function needsOfStop(
  observed: Stoppable,
  schedule: Schedule,
  isOthers: IsOthers,
): readonly PrivilegedAction[] {
  if (othersAmong(observed.members, isOthers).length === 0) return []
  const { stopMethod } = observed
  const runsScript =
    stopMethod.kind === 'command' &&
    scriptOf(stopMethod.argv) !== null &&
    schedule.some((item) => item.kind === 'stop')
  return [
    ...(runsScript ? (['init-scripts'] as const) : []),
    ...(signalsEach(schedule, observed) ? (['signals'] as const) : []),
  ]
}

/** What a start needs: a script of root's, where that is how it is started. */
export const needsOfStart = (
  startCommand: readonly string[] | null,
): readonly PrivilegedAction[] =>
  startCommand !== null && scriptOf(startCommand) !== null ? ['init-scripts'] : []
