/** The files that move a stop's deadline and take it back: systemd.unit(5), systemd.service(5). */
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { textOf } from '../../parse/unit-values.ts'

export interface DeadlineDropIn {
  /** Where the file will lie, absolute. */
  readonly path: string
  readonly timeoutStopSec: string
  readonly timeoutAbortSec: string | null
  /** Id of the run. */
  readonly run: string
  /** The unit that takes it back once the stopped one is at rest; without it ExecStopPost= does. */
  readonly tidyUnit?: string | null
}

/**
 * A path as one argument of a command line in a unit file: in double quotes with C escapes, `%`
 * doubled against specifiers and `$` against variables ("COMMAND LINES" of systemd.service(5)).
 */
export function quoteForUnit(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replaceAll('\n', '\\n')
  return `"${escaped}"`
}

const tidyPrefix = 'quiesce-tidy-'

/** True for a unit that takes a drop-in of ours back: a reload does it no harm. */
export const isTidyUnit = (name: string): boolean => name.startsWith(tidyPrefix)

const firstWithOnSuccess = 249
const longestUnitName = 255

/**
 * The name of the unit that shall take the drop-in back, or null where ExecStopPost= has to. That
 * one is over before systemd's last SIGTERM: a reload by anybody between the two brings SIGKILL at
 * once (tried on systemd 252), so it is second best. OnSuccess= is of systemd 249. A unit whose
 * OnFailureJobMode= is not the usual one may stop half the machine for a unit more in OnFailure=.
 */
export function tidyUnitFor(
  facts: Pick<UnitFacts, 'name' | 'raw'>,
  version: string,
): string | null {
  const name = `${tidyPrefix}${facts.name}`
  const isOld = !(Number.parseInt(version.replace(/^v/, ''), 10) >= firstWithOnSuccess)
  if (isOld || name.length > longestUnitName) return null
  const modes = [textOf(facts.raw.OnFailureJobMode), textOf(facts.raw.OnSuccessJobMode)]
  return modes.every((mode) => mode === 'fail' || mode === 'replace') ? name : null
}

/** The text of that unit. It removes the drop-in, then its own file. */
export const tidyUnitText = (file: {
  readonly dropIn: string
  readonly path: string
  readonly run: string
}): string =>
  [
    `# Written by Quiesce for run ${file.run}: it takes a moved deadline back, then itself.`,
    '[Unit]',
    'Description=Take back a deadline that Quiesce moved',
    'DefaultDependencies=no',
    'CollectMode=inactive-or-failed',
    '[Service]',
    'Type=oneshot',
    `ExecStart=/bin/rm -f -- ${quoteForUnit(file.dropIn)} ${quoteForUnit(file.path)}`,
    '',
  ].join('\n')

/**
 * The drop-in. It is taken back when the stop is over, also without us; `-` because a removal that
 * fails shall not spoil the unit's result, `+` because the unit's own sandbox may not reach it.
 */
export function deadlineDropIn(file: DeadlineDropIn): string {
  const tidyUnit = file.tidyUnit ?? null
  return [
    `# Written by Quiesce for run ${file.run}: it moves the deadline of the stop under way.`,
    '# It is removed when that stop is over. Removed earlier, the next reload would force at once.',
    ...(tidyUnit === null ? [] : ['[Unit]', `OnSuccess=${tidyUnit}`, `OnFailure=${tidyUnit}`]),
    '[Service]',
    `TimeoutStopSec=${file.timeoutStopSec}`,
    ...(file.timeoutAbortSec === null ? [] : [`TimeoutAbortSec=${file.timeoutAbortSec}`]),
    ...(tidyUnit === null ? [`ExecStopPost=-+/bin/rm -f -- ${quoteForUnit(file.path)}`] : []),
    '',
  ].join('\n')
}
