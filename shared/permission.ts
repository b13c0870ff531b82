/** What a plain user may have done by root here, and how it is asked for. */
import { z } from 'zod'

/** The polkit actions of Quiesce's own, one each; units have systemd's. */
export const privilegedActions = ['signals', 'init-scripts', 'stale-files', 'deadlines'] as const
export type PrivilegedAction = (typeof privilegedActions)[number]
export const privilegedAction = z.enum(privilegedActions)

/** Whether root's part can be asked here. */
export interface PermissionState {
  /**
   * `root`: nothing has to be asked. `can-ask`: the system asks a person. `no-agent`: nobody is there
   * whom polkit could ask (seen at the last try). `no-polkit`: pkexec(1) or polkitd is missing.
   * `not-installed`: the root helper is not at its installed, root-owned path.
   */
  readonly kind: 'root' | 'can-ask' | 'no-agent' | 'no-polkit' | 'not-installed'
  /** Why, as a sentence, with what would help. */
  readonly why: string
  /** What was granted and still lasts; wall clock, milliseconds. */
  readonly granted: readonly { readonly action: PrivilegedAction; readonly since: number }[]
  /** The system is asking a person now. */
  readonly asking: PrivilegedAction | null
}
