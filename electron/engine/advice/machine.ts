/** Everything that advice asks the machine. */
import type { MachineFacts } from '../decide/advice/facts.ts'
import type { Table } from '../decide/table.ts'
import type { Clock } from '../os/ports.ts'
import { isInContainer } from './in-container.ts'
import { findFrozenUnits } from './frozen-units.ts'
import { readKernelFaults } from './kernel-log.ts'
import { findLasting } from './lasting.ts'
import { findStaleCode } from './stale-code.ts'
import {
  readInstalledKernels,
  readMemoryLook,
  readReadOnlyRoot,
  readRebootRequired,
  readTainted,
} from './system-files.ts'

export interface MachinePorts {
  readonly clock: Clock
  readTable(): Table
  /** uname(2), the release. */
  readonly kernel: string
  /** ActiveState of a unit by its manager, or null where nobody knows it. */
  stateOf(unit: string): string | null
  /** Instead of `/`. */
  readonly root?: string
}

/**
 * Looks at the machine: small reads, one after the other, so that nobody waits for them. It takes 5 s
 * where there are zombies or processes in state D that got SIGKILL: one look proves nothing of them.
 */
export async function gatherMachine(ports: MachinePorts): Promise<MachineFacts> {
  const { clock, kernel, root = '' } = ports
  const proc = `${root}/proc`
  const lasting = findLasting({ clock, readTable: () => ports.readTable(), proc })
  const table = ports.readTable()
  const { stale, unread, unreadInit } = await findStaleCode(table, proc)
  return {
    kernel,
    inContainer: await isInContainer(root),
    installed: await readInstalledKernels(root),
    tainted: await readTainted(root),
    kernelLines: await readKernelFaults(`${root}/dev/kmsg`),
    rebootRequired: await readRebootRequired(root),
    readOnlyRoot: await readReadOnlyRoot(root),
    frozen: await findFrozenUnits({
      table,
      cgroups: `${root}/sys/fs/cgroup`,
      stateOf: (unit) => ports.stateOf(unit),
    }),
    stale,
    unreadMaps: unread,
    unreadInit,
    memory: await readMemoryLook(root),
    ...(await lasting),
  }
}
