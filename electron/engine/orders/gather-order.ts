/** Which services an order is about, and in which order they stop. Sends nothing. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import type { OrderChoice } from '../../../shared/order-input.ts'
import type { LeftOut, OrderPlan } from '../../../shared/order.ts'
import type { Run } from '../../../shared/run.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import type { ForceLimit } from '../decide/limits/limits.ts'
import { isNeverInAll } from '../decide/order/never-in-all.ts'
import { orderSchedule } from '../decide/order/order-schedule.ts'
import {
  mainPrograms,
  namesOf,
  orderServiceOf,
  type OrderService,
} from '../decide/order/order-service.ts'
import { lastSteps, planOrder } from '../decide/order/plan-order.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock } from '../os/ports.ts'

export interface GatherPorts {
  readonly clock: Clock
  readonly inventory: Pick<Inventory, 'ready' | 'prepare' | 'list' | 'look' | 'plan'>
  /** The configured groups, by name. */
  groups(): Readonly<Record<string, readonly string[]>>
  allRuns(): Promise<readonly Run[]>
  /** How force is limited here; absent: not at all. */
  force?(): ForceLimit
}

type Gathered =
  | { readonly kind: 'in'; readonly service: OrderService }
  | { readonly kind: 'out'; readonly leftOut: LeftOut }
  /** It is not there: a slip of the keyboard where a person named it. */
  | { readonly kind: 'unknown'; readonly error: QuiesceError }

interface Wanted {
  readonly target: string
  /** Named outright, alone or in a group: what is only never among "all" may be in it. */
  readonly named: boolean
}

/** Where a target cannot even be understood, the whole order is refused: somebody meant another. */
const slips: readonly QuiesceError['code'][] = [
  ...(['unknown-target', 'ambiguous-target', 'bad-usage', 'bad-input'] as const),
  'bad-schedule',
]

/**
 * Plans an order. Refused where a name that was given means nothing; what may not be stopped is in
 * `leftOut`, each with its reason.
 */
export async function gatherOrder(ports: GatherPorts, of: OrderChoice): Promise<Result<OrderPlan>> {
  await ports.inventory.ready()
  const chosen = await chooseTargets(ports, of)
  if (!chosen.ok) return chosen
  const leftOut = [...chosen.value.leftOut]
  const services = new Map<string, OrderService>()
  for (const wanted of chosen.value.wanted) {
    const gathered = await gatherOne(ports, wanted)
    if (gathered.kind === 'unknown' && wanted.named) return fail(gathered.error)
    if (gathered.kind === 'out') leftOut.push(gathered.leftOut)
    // Two names of one service are one entry: the unit that both belong to.
    if (gathered.kind === 'in') services.set(identityOf(gathered.service), gathered.service)
  }
  const { entries, notes } = planOrder([...services.values()])
  const last = entries.length === 0 ? [] : lastSteps(ports.force?.() ?? 'allowed')
  return ok({ of, entries, leftOut, last, notes, madeAt: ports.clock.now().wall })
}

const identityOf = ({ target, unit }: OrderService): string =>
  unit === null ? target : `${unit.manager} ${unit.names[0] ?? target}`

interface Chosen {
  readonly wanted: readonly Wanted[]
  readonly leftOut: readonly LeftOut[]
}

async function chooseTargets(ports: GatherPorts, of: OrderChoice): Promise<Result<Chosen>> {
  const named = (targets: readonly string[]): Chosen => ({
    wanted: [...new Set(targets)].map((target) => ({ target, named: true })),
    leftOut: [],
  })
  switch (of.kind) {
    case 'all':
      return ok(chooseAll(ports.inventory.list({ all: false }, await ports.allRuns()).rows))
    case 'chosen':
      return ok(named(of.targets))
    case 'group': {
      const groups = ports.groups()
      const targets = Object.hasOwn(groups, of.name) ? groups[of.name] : undefined
      return targets ? ok(named(targets)) : fail(noSuchGroup(of.name, Object.keys(groups)))
    }
  }
}

const noSuchGroup = (name: string, known: readonly string[]): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no group ${name} in the configuration.`,
  next:
    known.length === 0
      ? 'Write it down in services.yaml, below `groups:`.'
      : 'Name a group that the configuration has.',
  candidates: nearest(name, known),
})

/** Every row with something that runs. What a run of its own stops already is told, and left to it. */
function chooseAll(rows: readonly ServiceRow[]): Chosen {
  const running = rows.filter((row) => row.memberCount > 0)
  const why = ({ state, refusal }: ServiceRow): string | null =>
    state.kind === 'stopping' || state.kind === 'asking'
      ? `It is being stopped already (run ${state.runId}).`
      : (refusal?.message ?? null)
  return {
    wanted: running
      .filter((row) => why(row) === null)
      .map(({ target }) => ({ target, named: false })),
    leftOut: running.flatMap((row) => {
      const reason = why(row)
      return reason === null ? [] : [{ target: row.target, title: row.title, why: reason }]
    }),
  }
}

async function gatherOne(ports: GatherPorts, { target, named }: Wanted): Promise<Gathered> {
  const { inventory } = ports
  await inventory.prepare(target, true)
  const out = (title: string, why: string): Gathered => ({
    kind: 'out',
    leftOut: { target, title, why },
  })
  const seen = inventory.look(target)
  if (!seen.ok) {
    return slips.includes(seen.error.code)
      ? { kind: 'unknown', error: seen.error }
      : out(target, seen.error.message)
  }
  const { observed } = seen.value.look
  const manager = observed.unit?.manager ?? null
  const called = { names: namesOf(observed), programs: mainPrograms(observed), manager }
  const never = named ? null : isNeverInAll(called)
  if (never !== null) return out(observed.title, never)
  const own = inventory.plan(target, undefined)
  const plan = own.ok ? inventory.plan(target, orderSchedule(own.value.schedule)) : own
  if (!plan.ok) return out(observed.title, plan.error.message)
  if (plan.value.refusal) return out(observed.title, plan.value.refusal.message)
  const session = plan.value.unit?.impact.ownSession ?? null
  if (!named && session !== null) return out(observed.title, session)
  return { kind: 'in', service: orderServiceOf(observed, plan.value) }
}
