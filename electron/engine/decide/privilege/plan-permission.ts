/** What a plan says beforehand of the permission that it needs. */
import type { PermissionState, PrivilegedAction } from '../../../../shared/permission.ts'
import type { PlanWarning } from '../../../../shared/plan.ts'
import { actionWords } from './refusals.ts'

export interface PlannedPermission {
  /** What its stop needs, granted or not. */
  readonly needs: readonly PrivilegedAction[]
  readonly state: PermissionState
}

const isGranted = ({ state }: PlannedPermission, action: PrivilegedAction): boolean =>
  state.granted.some((one) => one.action === action)

const canAsk = ({ kind }: PermissionState): boolean => kind === 'can-ask' || kind === 'no-agent'

/** True where a script would be run by root's helper, if somebody is there to be asked. */
export const runsAsRoot = (permission: PlannedPermission | null): boolean =>
  permission !== null &&
  permission.needs.includes('init-scripts') &&
  (isGranted(permission, 'init-scripts') || canAsk(permission.state))

const sayActions = (actions: readonly PrivilegedAction[]): string =>
  `Permission to ${actions.map((action) => actionWords[action]).join(', and to ')}.`

/** One note, or none where nothing has to be permitted. */
export function permissionWarnings(permission: PlannedPermission | null): readonly PlanWarning[] {
  if (permission === null || permission.needs.length === 0) return []
  const { needs, state } = permission
  const missing = needs.filter((action) => !isGranted(permission, action))
  const note = (sentence: string, evidence: string): readonly PlanWarning[] => [
    { severity: 'note', sentence, evidence },
  ]
  if (missing.length === 0) {
    return note('It is done by root’s helper: permission was granted.', sayActions(needs))
  }
  if (state.kind === 'can-ask') {
    // polkit has an action for each, and one answer is about one action.
    const times = missing.length === 1 ? '' : ` ${missing.length} times, once for each of these,`
    return note(
      `It needs permission: the system will ask${times} before anything is sent.`,
      sayActions(missing),
    )
  }
  const sentence = canAsk(state)
    ? 'It needs permission: the system will be asked again, which found nobody to ask.'
    : 'It needs permission, and the system cannot ask for it.'
  return note(sentence, `${sayActions(missing)} ${state.why}`)
}
