/** Puts services in the order in which they stop: who needs another goes before it. */
import type { OrderEntry } from '../../../../shared/order.ts'
import type { ForceLimit } from '../limits/limits.ts'
import { findEdges, type Edge } from './edges.ts'
import { isUnknownFacility } from './facilities.ts'
import type { OrderService } from './order-service.ts'

export interface Ordered {
  /** By wave, then by title. */
  readonly entries: readonly OrderEntry[]
  readonly notes: readonly string[]
}

interface Kept {
  readonly edges: readonly Edge[]
  readonly notes: readonly string[]
}

type Graph = ReadonlyMap<string, readonly Edge[]>

/** The way from one service to another along kept edges, as titles; null where there is none. */
function findPath(graph: Graph, from: OrderService, to: OrderService): readonly string[] | null {
  const cameBy = new Map<string, Edge | null>([[from.target, null]])
  const queue = [from]
  for (const service of queue) {
    if (service.target === to.target) return walkBack(cameBy, to)
    for (const edge of graph.get(service.target) ?? []) {
      if (cameBy.has(edge.then.target)) continue
      cameBy.set(edge.then.target, edge)
      queue.push(edge.then)
    }
  }
  return null
}

function walkBack(cameBy: ReadonlyMap<string, Edge | null>, to: OrderService): readonly string[] {
  const titles = [to.title]
  for (let edge = cameBy.get(to.target); edge; edge = cameBy.get(edge.first.target)) {
    titles.unshift(edge.first.title)
  }
  return titles
}

/**
 * Takes the edges from the strongest to the weakest, and leaves out what would close a loop: so a
 * loop is always cut at its weakest place, and at the same one each time.
 */
function cutLoops(edges: readonly Edge[]): Kept {
  const graph = new Map<string, Edge[]>()
  const kept: Edge[] = []
  const notes: string[] = []
  for (const edge of edges) {
    const loop = findPath(graph, edge.then, edge.first)
    if (loop === null) {
      kept.push(edge)
      graph.set(edge.first.target, [...(graph.get(edge.first.target) ?? []), edge])
    } else if (edge.strength > 0) {
      const names = [...loop, edge.then.title].join(' before ')
      notes.push(`A loop: ${names}. It is cut here: ${edge.because}, which is left out.`)
    }
  }
  return { edges: kept, notes }
}

/** The length of the longest way to each service: what has nobody before it is 0. */
function findWaves(
  services: readonly OrderService[],
  edges: readonly Edge[],
): ReadonlyMap<string, number> {
  const waves = new Map(services.map((service) => [service.target, 0]))
  const open = new Map(services.map((service) => [service.target, 0]))
  const next = new Map<string, OrderService[]>()
  for (const { first, then } of edges) {
    open.set(then.target, (open.get(then.target) ?? 0) + 1)
    next.set(first.target, [...(next.get(first.target) ?? []), then])
  }
  const queue = services.filter(({ target }) => open.get(target) === 0)
  for (const { target } of queue) {
    for (const then of next.get(target) ?? []) {
      const left = (open.get(then.target) ?? 1) - 1
      open.set(then.target, left)
      waves.set(then.target, Math.max(waves.get(then.target) ?? 0, (waves.get(target) ?? 0) + 1))
      if (left === 0) queue.push(then)
    }
  }
  return waves
}

function unknownFacilities(services: readonly OrderService[]): string[] {
  return services.flatMap(({ title, header }) => {
    if (header === null) return []
    const { requiredStart, shouldStart, requiredStop, shouldStop } = header
    const named = [...requiredStart, ...shouldStart, ...requiredStop, ...shouldStop]
    return [...new Set(named.filter(isUnknownFacility))].map(
      (name) => `The init script of ${title} names ${name}, which nothing is known to provide.`,
    )
  })
}

const compareTitles = (a: OrderEntry, b: OrderEntry): number =>
  a.title < b.title ? -1 : a.title > b.title ? 1 : a.target < b.target ? -1 : 1

/** The order of these services. Total: a loop is cut and told, an unknown word is told. */
export function planOrder(services: readonly OrderService[]): Ordered {
  const { edges, notes } = cutLoops(findEdges(services))
  const waves = findWaves(services, edges)
  const entries = services.map((service): OrderEntry => {
    const after = edges
      .filter(({ then }) => then.target === service.target)
      .map(({ first, because }) => ({ target: first.target, because }))
    const { target, title, plan } = service
    return { target, title, wave: waves.get(target) ?? 0, after, plan }
  })
  const sorted = entries.sort((a, b) => a.wave - b.wave || compareTitles(a, b))
  return { entries: sorted, notes: [...notes, ...unknownFacilities(services)] }
}

/** What follows when every one of them has had its graceful stop. */
export const lastSteps = (force: ForceLimit): readonly string[] => [
  'Whoever is still there then is asked about; what has to wait for it waits.',
  'If you say so, SIGTERM goes to every process that is left of those, and 5 s are waited.',
  force === 'never'
    ? 'No force is given on this machine: those that are left then are left running.'
    : 'SIGKILL goes to those that are left then, and only if you force it.',
]
