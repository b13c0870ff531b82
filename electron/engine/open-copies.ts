/** What a start asks of the world and of the engine before it may make a second copy. */
import type { StarterPorts } from './runs/starter.ts'
import type { Inventory } from './inventory/inventory.ts'
import { lookForHolds } from './copies/find-holds.ts'
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
    portOwners: inventory.sources.backendOptions.portOwners,
    runs: () => runs.list(),
    remembered: (run: string) => runMemory.find(run),
  }
  return (observed) => lookForHolds(ports, observed)
}
