import { takeBackStale } from './backends/systemd/stale-deadlines.ts'
import { createUnits, type Units } from './backends/systemd/units.ts'
import type { Clock } from './os/ports.ts'
import { createCgroups } from './os/systemd/cgroups.ts'
import { createClients } from './os/systemd/clients.ts'
import { createDeadlineFiles } from './os/systemd/deadline-files.ts'
import { createInvocations } from './os/systemd/invocations.ts'
import { openSystemdManager } from './os/systemd/manager.ts'
import type { Cgroups, Clients, DeadlineFiles, Invocations } from './os/systemd/ports.ts'
import { createUnitLog, type ClosableUnitLog } from './os/systemd/unit-log.ts'

/** What the engine has of systemd; on a machine without it, units are absent and nothing fails. */
export interface SystemdPorts {
  readonly units: Units
  readonly cgroups: Cgroups
  readonly invocations: Invocations
  readonly clients: Clients
  readonly unitLog: ClosableUnitLog
  readonly deadlineFiles: DeadlineFiles
}

interface SystemdOf {
  readonly clock: Clock
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Makes the ports. The managers are connected to when somebody first asks for units. */
export function openSystemd({ clock, uid, env }: SystemdOf): SystemdPorts {
  const deadlineFiles = createDeadlineFiles({ uid, env })
  return {
    units: createUnits({
      clock,
      open: (manager) => openSystemdManager({ manager, clock, environment: env, uid }),
      opened: (book) => takeBackStale(book, deadlineFiles),
    }),
    cgroups: createCgroups(),
    invocations: createInvocations(),
    clients: createClients(),
    unitLog: createUnitLog({ clock }),
    deadlineFiles,
  }
}
