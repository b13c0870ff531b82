/** The ports of a reboot on this machine. */
import type { RequestInput } from '../../shared/contract.ts'
import type { Advice } from '../../shared/advice.ts'
import { toQuiesceError, type Result } from '../../shared/errors.ts'
import type { RebootPlan, RebootReport } from '../../shared/reboot.ts'
import type { Run } from '../../shared/run.ts'
import { rebootNearSentence } from '../../shared/wording/reboot-words.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { Orders } from './orders/orders.ts'
import type { Pushes } from './pushes.ts'
import { systemBusSocket } from './os/dbus/address.ts'
import { createUserNames } from './os/user-names.ts'
import { withLogind } from './reboot/logind.ts'
import { planReboot } from './reboot/plan.ts'
import type { RebootPorts } from './reboot/ports.ts'
import { cancelReboot, requestReboot } from './reboot/request.ts'
import { readScheduledFile, scheduledFile } from './reboot/scheduled-file.ts'
import { RebootWatch } from './reboot/watch.ts'
import { decideWhose, type Whose } from './reboot/whose.ts'
import type { World } from './world.ts'

interface RebootOf {
  readonly world: World
  readonly inventory: Inventory
  readonly orders: Pick<Orders, 'list'>
  readonly pushes: Pushes
  allRuns(): Promise<readonly Run[]>
  advise(): Promise<Advice>
}

/** A reboot as the handlers ask for it. */
export interface Reboot {
  plan(): Promise<Result<RebootPlan>>
  request(wanted: RequestInput<'reboot.request'>): Promise<Result<RebootReport>>
  cancel(wanted: RequestInput<'reboot.cancel'>): Promise<Result<RebootReport>>
  /** Nobody is warned any more. */
  close(): void
}

/** Whose plan it is, by logind's file and by our journal of this boot. */
async function whoseOf(
  { journal, user, uid, host }: World,
  nameOf: (uid: number) => string,
  planned: { readonly at: number; readonly type: string },
): Promise<Whose> {
  const file = await readScheduledFile(scheduledFile)
  const { entries } = await journal.read({ since: host.bootedAt })
  const record = entries.findLast(
    (entry) =>
      entry.kind === 'intent' && entry.what === 'plan-reboot' && entry.planned === planned.at,
  )
  const traces = {
    type: planned.type,
    uid: file?.at === planned.at ? file.uid : null,
    recordedBy: record?.kind === 'intent' ? record.by : null,
  }
  return decideWhose(traces, { uid, name: user, nameOf })
}

/** Opens it; logind is not connected to before somebody asks. */
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
    whose: (planned) => whoseOf(world, nameOf, planned),
    record: (body) => journal.write(null, null, body),
    withLogind: (use) => withLogind(systemBusSocket(env), clock, use),
  }
  const watch = watchReboot(of, ports)
  return {
    plan: () => planReboot(ports),
    request: (wanted) => requestReboot(ports, wanted),
    cancel: (wanted) => cancelReboot(ports, wanted),
    close: () => {
      watch.close()
    },
  }
}

/** Warns while runs are alive, whosever they are. */
function watchReboot({ world, pushes }: RebootOf, ports: RebootPorts): RebootWatch {
  const { clock, journal } = world
  const stops = new Map<string, string>()
  const note = (sentence: string): void => {
    void journal.write(null, null, { kind: 'notice', sentence })
  }
  const watch = new RebootWatch({
    clock,
    scheduled: () => readScheduledFile(scheduledFile),
    whose: (planned) => ports.whose(planned),
    stops: () => [...stops.values()],
    tell: (news) => {
      pushes.push({ name: 'reboot', payload: news })
      if (news.kind === 'near') note(rebootNearSentence(news))
    },
    onFailure: (error) => {
      note(`Whether a reboot is planned could not be read: ${toQuiesceError(error).message}`)
    },
  })
  pushes.observe((event) => {
    if (event.name !== 'run') return
    const { run } = event.payload
    if (run.phase.kind === 'ended') stops.delete(run.id)
    else stops.set(run.id, run.title)
    watch.follow(stops.size > 0)
  })
  return watch
}
