import { createClock } from './clock.ts'
import { createCommandRunner } from './command.ts'
import type { Clock, CommandRunner, Signaller } from './ports.ts'
import type { PresenceTable } from './presence.ts'
import { createProcessTable } from './proc-table.ts'
import { createSignaller } from './signaller.ts'

/** What the engine wants from a Linux machine. */
export interface LinuxPorts {
  readonly clock: Clock
  readonly table: PresenceTable
  readonly signaller: Signaller
  readonly commands: CommandRunner
}

/** How the ports are built. */
export interface LinuxPortsOptions {
  readonly helperPath: string
  /** Told at each death of the signal helper, before it is started again. */
  readonly onHelperDeath?: (why: string) => void
}

/**
 * The real ports. The signal helper runs until `signaller.close()`, and keeps this process from
 * ending until then.
 */
export async function createLinuxPorts(options: LinuxPortsOptions): Promise<LinuxPorts> {
  const { helperPath, onHelperDeath } = options
  const clock = createClock()
  const table = createProcessTable({ clock })
  const onDeath = onHelperDeath && { onDeath: onHelperDeath }
  const signaller = await createSignaller({ helperPath, table, clock, ...onDeath })
  return { clock, table, signaller, commands: createCommandRunner(clock) }
}
