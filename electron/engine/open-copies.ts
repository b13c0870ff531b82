/** What a start asks of the world and of the engine before it may make a second copy. */
import type { StarterPorts } from './runs/starter.ts'
import type { Inventory } from './inventory/inventory.ts'
import { lookForHolds } from './copies/find-holds.ts'
import { createProcSigns } from './copies/proc-signs.ts'
import { createProcReader } from './os/proc-reader.ts'
import type { Runs } from './runs/runs.ts'
import type { World } from './world.ts'

export function openCopies(
  { clock, table, runMemory }: World,
  inventory: Inventory,
  runs: Pick<Runs, 'list'>,
): NonNullable<StarterPorts['findHolds']> {
  const ports = {
    clock,
    table,
    signs: createProcSigns(createProcReader('/proc')),
    portOwners: inventory.sources.backendOptions.portOwners,
    runs: () => runs.list(),
    remembered: (run: string) => runMemory.find(run),
  }
  return (observed, stopsFirst) => lookForHolds(ports, observed, stopsFirst)
}
