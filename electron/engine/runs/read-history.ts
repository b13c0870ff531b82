import type { PastStop } from '../../../shared/service.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { StopMemory } from './stop-memory.ts'

/** Earlier stops of a service, newest first, once the journal has been read. */
export async function readHistory(
  memory: StopMemory,
  inventory: Inventory,
  target: string,
): Promise<readonly PastStop[]> {
  await memory.ready()
  const seen = inventory.look(target)
  const service = seen.ok ? seen.value.look.observed : { title: target, members: [] }
  return memory.historyOf({ ...service, target })
}
