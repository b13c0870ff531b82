/** Which service has to be gone before which other one is asked to stop, and who says so. */
import type { LsbHeader } from '../../../../shared/init-script.ts'
import type { RelationName } from '../../parse/unit-properties.ts'
import { keepsLog, providersOf } from './facilities.ts'
import type { OrderService } from './order-service.ts'

/** `first` is gone before `then` is asked. */
export interface Edge {
  readonly first: OrderService
  readonly then: OrderService
  /** Who says so, without a full stop. */
  readonly because: string
  /** Where edges form a loop, the weakest gives way. */
  readonly strength: number
}

/** A person's word, then what says an order, then what only says a need, then our own idea. */
const strengths = { configured: 4, ordered: 3, needed: 2, wished: 1, guessed: 0 } as const

const configured = (services: readonly OrderService[]): Edge[] =>
  services.flatMap((first) =>
    first.needs.flatMap((needed) =>
      services
        .filter((then) => then.names.includes(needed))
        .map((then) => ({
          ...{ first, then, strength: strengths.configured },
          because: `${first.title} needs ${needed}, says the configuration`,
        })),
    ),
  )

const needKeys: readonly (readonly [keyof LsbHeader & `${string}St${string}`, string, number])[] = [
  ['requiredStop', 'Required-Stop', strengths.ordered],
  ['shouldStop', 'Should-Stop', strengths.wished],
  ['requiredStart', 'Required-Start', strengths.ordered],
  ['shouldStart', 'Should-Start', strengths.wished],
]
/** Turned around: what starts after it, or stops before it, is named by the script itself. */
const turnedKeys = [
  ['stopAfter', 'X-Stop-After'],
  ['startBefore', 'X-Start-Before'],
] as const

function ofHeader(service: OrderService, services: readonly OrderService[]): Edge[] {
  const { header } = service
  if (header === null) return []
  const says = `the init script of ${service.title} says`
  const needs = needKeys.flatMap(([key, written, strength]) =>
    header[key].flatMap((facility) =>
      facility === '$all'
        ? beforeAll(service, services, `${says} ${written}: $all`)
        : providersOf(facility, services).map((then) => {
            return { first: service, then, because: `${says} ${written}: ${facility}`, strength }
          }),
    ),
  )
  const turned = turnedKeys.flatMap(([key, written]) =>
    header[key].flatMap((facility) =>
      providersOf(facility, services).map((first) => {
        const because = `${says} ${written}: ${facility}`
        return { first, then: service, because, strength: strengths.ordered }
      }),
    ),
  )
  return [...needs, ...turned]
}

/** `$all` starts last and stops first (insserv(8)). */
const beforeAll = (first: OrderService, services: readonly OrderService[], because: string) =>
  services.map((then) => ({ first, then, because, strength: strengths.guessed }))

type Related = (from: string, to: string) => string
/** What the unit itself says: it goes before those that it names. */
const forward: readonly (readonly [RelationName, number, Related])[] = [
  ['After', strengths.ordered, (from, to) => `${from} is ordered After=${to}`],
  ['BindsTo', strengths.needed, (from, to) => `${from} has BindsTo=${to}`],
  ['Requires', strengths.needed, (from, to) => `${from} has Requires=${to}`],
  ['Requisite', strengths.needed, (from, to) => `${from} has Requisite=${to}`],
  ['PartOf', strengths.needed, (from, to) => `${from} has PartOf=${to}`],
]
/** What others say of it, as the manager tells it: they go before it. */
const backward: readonly (readonly [RelationName, number, Related])[] = [
  ['Before', strengths.ordered, (from, to) => `${from} is ordered Before=${to}`],
  ['BoundBy', strengths.needed, (from, to) => `${to} has BindsTo=${from}`],
  ['RequiredBy', strengths.needed, (from, to) => `${to} has Requires=${from}`],
  ['RequisiteOf', strengths.needed, (from, to) => `${to} has Requisite=${from}`],
  ['ConsistsOf', strengths.needed, (from, to) => `${to} has PartOf=${from}`],
]

function ofUnit(service: OrderService, services: readonly OrderService[]): Edge[] {
  const { unit } = service
  if (unit === null) return []
  const named = (relation: RelationName): readonly (readonly [OrderService, string])[] =>
    services.flatMap((other) => {
      if (other.unit?.manager !== unit.manager) return []
      const name = other.unit.names.find((one) => unit.relations[relation].includes(one))
      return name === undefined ? [] : [[other, name] as const]
    })
  const own = unit.names[0] ?? service.title
  return [
    ...forward.flatMap(([relation, strength, say]) =>
      named(relation).map(([then, name]) => {
        return { first: service, then, because: say(own, name), strength }
      }),
    ),
    ...backward.flatMap(([relation, strength, say]) =>
      named(relation).map(([first, name]) => {
        return { first, then: service, because: say(own, name), strength }
      }),
    ),
  ]
}

/** The log is kept until nobody is left to write into it. */
const logsLast = (services: readonly OrderService[]): Edge[] =>
  services.filter(keepsLog).flatMap((then) =>
    services
      .filter((first) => !keepsLog(first))
      .map((first) => {
        const because = `${then.title} keeps the log of the others`
        return { first, then, because, strength: strengths.guessed }
      }),
  )

/** Every edge between two of these services, strongest first; of one pair only the strongest. */
export function findEdges(services: readonly OrderService[]): readonly Edge[] {
  const all = [
    ...configured(services),
    ...services.flatMap((service) => [
      ...ofHeader(service, services),
      ...ofUnit(service, services),
    ]),
    ...logsLast(services),
  ].filter((edge) => edge.first.target !== edge.then.target)
  const sorted = all.map((edge, at) => ({ edge, at })).sort(byStrength)
  const pairs = new Map<string, Edge>()
  for (const { edge } of sorted) {
    const pair = JSON.stringify([edge.first.target, edge.then.target])
    if (!pairs.has(pair)) pairs.set(pair, edge)
  }
  return [...pairs.values()]
}

interface Placed {
  readonly edge: Edge
  readonly at: number
}

/** Of two equally strong ones, that which agrees with chkconfig's numbers, then by name. */
function byStrength(a: Placed, b: Placed): number {
  const names = ({ edge }: Placed): string => JSON.stringify([edge.first.title, edge.then.title])
  const [one, other] = [names(a), names(b)]
  return (
    b.edge.strength - a.edge.strength ||
    disagrees(a.edge) - disagrees(b.edge) ||
    (one < other ? -1 : one > other ? 1 : a.at - b.at)
  )
}

/** chkconfig(8): of two scripts, the one with the smaller stop number stops first. */
function disagrees({ first, then }: Edge): 0 | 1 {
  if (first.chkconfig === null || then.chkconfig === null) return 0
  return first.chkconfig.stop > then.chkconfig.stop ? 1 : 0
}
