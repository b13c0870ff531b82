/** Root's part as the engine has it: its ports with the root helper behind them, for a plain user. */
import type { IsOthers } from '../decide/privilege/needs.ts'
import type { NoPermission } from '../decide/privilege/pkexec-answer.ts'
import type { Locks } from '../locks/locks.ts'
import type { Clock, CommandRunner, ProcessTable, Signaller } from '../os/ports.ts'
import type { DeadlineFiles, DeadlinesByRoot } from '../os/systemd/ports.ts'
import { createUserNames } from '../os/user-names.ts'
import { sameIdentity } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { pkexecPath, rootHelperPath, whyNotRoots } from './installed.ts'
import { createPermits, noPermits, type Permits } from './permits.ts'
import type { Asking, RootHelpers, StartRootLink } from './ports.ts'
import { createRootDeadlines, withRootDeadlines } from './root-deadlines.ts'
import { createRootHelpers } from './root-helpers.ts'
import { createRoutedCommands } from './root-scripts.ts'
import { createRoutedSignaller } from './routed-signaller.ts'
import { createClaimCheck, createSharedLocks } from './shared-locks.ts'
import { rootLinkStarter } from './start-root-helper.ts'

/** What goes by root's helper where it has to. */
export interface RoutedPorts {
  readonly signaller: Signaller
  readonly commands: CommandRunner
  readonly locks: Locks
  readonly deadlineFiles: DeadlineFiles
}

export interface Privilege {
  readonly helpers: RootHelpers
  readonly permits: Permits
  readonly isOthers: IsOthers
  readonly asking: Asking
  /** For units of the machine's manager; null where Quiesce is root. */
  readonly deadlines: DeadlinesByRoot | null
  readonly ports: RoutedPorts
}

export interface PrivilegeOf {
  readonly uid: number
  readonly boot: string
  readonly door: string
  readonly asking: Asking
  readonly ports: RoutedPorts & { readonly clock: Clock; readonly table: ProcessTable }
  readonly record: (sentence: string) => void
  /** Another way to start helpers than pkexec, and what may keep it from that; for tests. */
  readonly start?: StartRootLink
  readonly whyNever?: () => NoPermission | null
}

/** What is missing for good: nobody needs to be asked to know it. */
function whyNever(): NoPermission | null {
  const helper = whyNotRoots(rootHelperPath)
  if (helper !== null) return { kind: 'not-installed', why: helper.why }
  const pkexec = whyNotRoots(pkexecPath)
  return pkexec === null ? null : { kind: 'no-polkit', why: pkexec.why }
}

/** Wires it; starts nothing and asks nobody. Root's own engine keeps its ports as they are. */
export function openPrivilege(of: PrivilegeOf): Privilege {
  const { uid, boot, door, asking, ports, record } = of
  const { clock, table } = ports
  const helpers = createRootHelpers({
    root: uid === 0,
    start: of.start ?? rootLinkStarter({ clock, boot, uid }),
    whyNever: of.whyNever ?? whyNever,
    wall: () => clock.now().wall,
    record,
  })
  if (uid === 0) {
    const isOthers = (): boolean => false
    return { helpers, permits: noPermits, isOthers, asking, deadlines: null, ports }
  }
  const isOthers: IsOthers = (identity) => {
    const row = table.readOne(identity.pid)
    if (row === null || !sameIdentity(row.identity, identity)) return false
    return isKnown(row.uid) && row.uid !== uid
  }
  const users = createUserNames()
  const nameOf = (wanted: number): string => {
    users.refresh()
    return users.nameOf(wanted)
  }
  const locks = createSharedLocks({ own: ports.locks, helpers, isOthers, door, nameOf })
  const isClaimed = createClaimCheck(locks, record)
  return {
    helpers,
    permits: createPermits(helpers, asking),
    isOthers,
    asking,
    deadlines: createRootDeadlines({ helpers, asking }),
    ports: {
      signaller: createRoutedSignaller({ own: ports.signaller, helpers, isOthers, isClaimed }),
      commands: createRoutedCommands({ own: ports.commands, helpers, clock }),
      locks,
      deadlineFiles: withRootDeadlines(ports.deadlineFiles, { helpers, asking }),
    },
  }
}
