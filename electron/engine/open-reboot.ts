/** The ports of a reboot on this machine. */
import type { RequestInput } from '../../shared/contract.ts'
import type { Advice } from '../../shared/advice.ts'
import type { Result } from '../../shared/errors.ts'
import type { RebootPlan, RebootReport } from '../../shared/reboot.ts'
import type { Run } from '../../shared/run.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { Orders } from './orders/orders.ts'
import { systemBusSocket } from './os/dbus/address.ts'
import { createUserNames } from './os/user-names.ts'
import { withLogind } from './reboot/logind.ts'
import { readPlanner } from './reboot/planner.ts'
import { planReboot } from './reboot/plan.ts'
import type { RebootPorts } from './reboot/ports.ts'
import { cancelReboot, requestReboot } from './reboot/request.ts'
import type { World } from './world.ts'

interface RebootOf {
  readonly world: World
  readonly inventory: Inventory
  readonly orders: Pick<Orders, 'list'>
  allRuns(): Promise<readonly Run[]>
  advise(): Promise<Advice>
}

/** A reboot as the handlers ask for it. */
export interface Reboot {
  plan(): Promise<Result<RebootPlan>>
  request(wanted: RequestInput<'reboot.request'>): Promise<Result<RebootReport>>
  cancel(): Promise<Result<RebootReport>>
}

/** Opens it; nothing is connected to before somebody asks. */
export function openReboot(of: RebootOf): Reboot {
  const { world, inventory, orders } = of
  const { clock, journal, user, host, env, privilege } = world
  const names = createUserNames()
  const nameOf = (uid: number): string => {
    names.refresh()
    return names.nameOf(uid)
  }
  const ports: RebootPorts = {
    hostName: host.hostName,
    by: user,
    now: () => clock.now().wall,
    canAsk: () => privilege.helpers.state().kind === 'can-ask',
    advice: () => of.advise(),
    running: async () => {
      await inventory.ready()
      const { rows } = inventory.list({ all: false }, [])
      return rows.filter(({ memberCount }) => memberCount > 0)
    },
    liveStops: async () => {
      const runs = await of.allRuns()
      const live = (await orders.list()).filter(({ phase }) => phase.kind !== 'ended')
      return [...runs.map(({ title }) => title), ...live.map(({ id }) => `the order ${id}`)]
    },
    userName: nameOf,
    scheduledBy: async () => {
      const uid = await readPlanner('/run/systemd/shutdown/scheduled')
      return uid === null ? null : nameOf(uid)
    },
    record: (body) => journal.write(null, null, body),
    withLogind: (use) => withLogind(systemBusSocket(env), clock, use),
  }
  return {
    plan: () => planReboot(ports),
    request: (wanted) => requestReboot(ports, wanted),
    cancel: () => cancelReboot(ports),
  }
}
