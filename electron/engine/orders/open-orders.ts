/** The orders of this engine, with what they ask of the world. */
import type { Order } from '../../../shared/order.ts'
import type { Run } from '../../../shared/run.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Pushes } from '../pushes.ts'
import type { Runs } from '../runs/runs.ts'
import type { World } from '../world.ts'
import { gatherOrder } from './gather-order.ts'
import { findLostOrders } from './lost-orders.ts'
import { Orders } from './orders.ts'

interface OrdersOf {
  readonly world: World
  readonly inventory: Inventory
  readonly runs: Runs
  readonly pushes: Pushes
  readonly allRuns: () => Promise<readonly Run[]>
}

/** Orders of this Quiesce; they follow its runs by what is pushed of them. */
export function openOrders({ world, inventory, runs, pushes, allRuns }: OrdersOf): Orders {
  const { clock, journal, configuration, user } = world
  const groups = (): Readonly<Record<string, readonly string[]>> =>
    configuration.current().configuration.groups ?? {}
  const force = () => world.settings.current().limits.force.value
  const since = world.host.bootedAt
  const orders = new Orders({
    clock,
    runs,
    by: user,
    plan: (of) => gatherOrder({ clock, inventory, groups, allRuns, force }, of),
    record: (run, target, body) => journal.write(run, target, body),
    lost: async () => {
      const { entries } = await journal.read({ since })
      return findLostOrders(entries, (writer) => world.isWriterAlive(writer))
    },
    push: (order: Order) => {
      pushes.push({ name: 'order', payload: order })
    },
  })
  pushes.observe((event) => {
    if (event.name === 'run' && event.payload.owner.here) orders.see(event.payload.run)
  })
  return orders
}
