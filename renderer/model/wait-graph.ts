/** Who waits for whom, laid out in columns: whoever waits to the left, the culprit to the right. Pure. */
import type { Diagnosis, WaitEdge, WaitNode } from '../../shared/diagnosis.ts'
import { count, duration, printable } from '../../shared/wording/numbers.ts'

type Waits = Diagnosis['waits']

/** A box. Across in percent of the width, down in pixels. */
export interface Box {
  readonly node: WaitNode
  readonly left: number
  readonly width: number
  readonly top: number
  /** Others that wait for the same and are not drawn each. */
  readonly others: number
}

/** A line from the right edge of one box to the left edge of another. */
export interface Line {
  readonly key: string
  readonly edge: WaitEdge
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  /** It leads to the culprit. */
  readonly culprit: boolean
  /** It leads back: they wait for each other. Drawn below the boxes. */
  readonly back: boolean
}

export interface Layout {
  readonly height: number
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
}

/** Pixels, as the sheet has them: a box with two lines of words, and the room below it. */
export const boxHeight = 52
const boxPitch = 62
const roomForBack = 26

/** More columns or rows cannot be read as a picture: then it is a list. */
const columnsAtMost = 4
const rowsAtMost = 4
const gaps: readonly number[] = [0, 0, 18, 14.5, 12]

/** The edges that lead back to somebody on the way here: without them there is no circle. */
export function findBackEdges({ nodes, edges }: Waits): ReadonlySet<WaitEdge> {
  const back = new Set<WaitEdge>()
  const seen = new Map<string, 'open' | 'done'>()
  const outOf = groupByFrom(edges)
  const visit = (id: string): void => {
    seen.set(id, 'open')
    for (const edge of outOf.get(id) ?? []) {
      const state = seen.get(edge.to)
      if (state === 'open') back.add(edge)
      else if (state === undefined) visit(edge.to)
    }
    seen.set(id, 'done')
  }
  for (const { id } of nodes) if (!seen.has(id)) visit(id)
  return back
}

function groupByFrom(edges: readonly WaitEdge[]): ReadonlyMap<string, readonly WaitEdge[]> {
  const grouped = new Map<string, WaitEdge[]>()
  for (const edge of edges) grouped.set(edge.from, [...(grouped.get(edge.from) ?? []), edge])
  return grouped
}

/** How many steps each is from the end of its chain. */
function stepsToEnd({ nodes }: Waits, edges: readonly WaitEdge[]): ReadonlyMap<string, number> {
  const outOf = groupByFrom(edges)
  const steps = new Map<string, number>()
  const measure = (id: string): number => {
    const known = steps.get(id)
    if (known !== undefined) return known
    const most = Math.max(-1, ...(outOf.get(id) ?? []).map(({ to }) => measure(to))) + 1
    steps.set(id, most)
    return most
  }
  for (const { id } of nodes) measure(id)
  return steps
}

/** Only edges between nodes that are there. */
function sound({ nodes, edges }: Waits): Waits {
  const ids = new Set(nodes.map(({ id }) => id))
  return { nodes, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
}

/** Who waits for it and for whom it waits, and how: alike for two nodes that differ in name alone. */
function placeInChain(id: string, edges: readonly WaitEdge[]): string {
  const ways = edges.flatMap(({ from, to, why }) => {
    if (from === id) return [`> ${to} ${why}`]
    return to === id ? [`< ${from} ${why}`] : []
  })
  return ways.sort().join('|')
}

/** Members that stand in the same place of the chain become one box with a number: two hundred workers. */
export function foldAlike(waits: Waits): {
  readonly waits: Waits
  readonly others: ReadonlyMap<string, number>
} {
  const { nodes, edges } = sound(waits)
  const alike = new Map<string, WaitNode[]>()
  for (const node of nodes) {
    if (node.role !== 'member') continue
    const key = placeInChain(node.id, edges)
    alike.set(key, [...(alike.get(key) ?? []), node])
  }
  const gone = new Set<string>()
  const others = new Map<string, number>()
  for (const [first, ...rest] of alike.values()) {
    if (first === undefined || rest.length < 2) continue
    others.set(first.id, rest.length)
    for (const { id } of rest) gone.add(id)
  }
  const kept = edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to))
  return { waits: { nodes: nodes.filter(({ id }) => !gone.has(id)), edges: kept }, others }
}

/** Columns from left to right; null where there is nothing to draw, or too much. */
function columnsOf(
  waits: Waits,
  back: ReadonlySet<WaitEdge>,
): readonly (readonly WaitNode[])[] | null {
  if (waits.nodes.length < 2 || waits.edges.length === 0) return null
  const ahead = waits.edges.filter((edge) => !back.has(edge))
  const steps = stepsToEnd(waits, ahead)
  const deepest = Math.max(...steps.values())
  const columns = Array.from({ length: deepest + 1 }, (_, at) =>
    waits.nodes.filter(({ id }) => steps.get(id) === deepest - at),
  )
  const tallest = Math.max(...columns.map((column) => column.length))
  return columns.length > columnsAtMost || tallest > rowsAtMost ? null : columns
}

function placeBoxes(
  columns: readonly (readonly WaitNode[])[],
  others: ReadonlyMap<string, number>,
): readonly Box[] {
  const tallest = Math.max(...columns.map((column) => column.length))
  const gap = gaps[columns.length] ?? 0
  const width = (100 - gap * (columns.length - 1)) / columns.length
  return columns.flatMap((column, x) =>
    column.map((node, y) => ({
      node,
      left: x * (width + gap),
      width,
      top: ((tallest - column.length) / 2 + y) * boxPitch,
      others: others.get(node.id) ?? 0,
    })),
  )
}

/** Lines that end at the same box end a little apart. */
function placeLines(
  edges: readonly WaitEdge[],
  boxes: readonly Box[],
  back: ReadonlySet<WaitEdge>,
): readonly Line[] {
  const boxOf = new Map(boxes.map((box) => [box.node.id, box]))
  return edges.flatMap((edge, at) => {
    const from = boxOf.get(edge.from)
    const to = boxOf.get(edge.to)
    if (from === undefined || to === undefined) return []
    const isBack = back.has(edge)
    const beside = edges
      .filter((one) => one.to === edge.to && !back.has(one))
      .sort((a, b) => (boxOf.get(a.from)?.top ?? 0) - (boxOf.get(b.from)?.top ?? 0))
    const spread = isBack ? 0 : (beside.indexOf(edge) - (beside.length - 1) / 2) * 12
    return [
      {
        key: `${edge.from} ${edge.to} ${at}`,
        edge,
        x1: isBack ? from.left + from.width / 2 : from.left + from.width,
        y1: from.top + (isBack ? boxHeight : boxHeight / 2),
        x2: isBack ? to.left + to.width / 2 : to.left,
        y2: to.top + (isBack ? boxHeight : boxHeight / 2 + spread),
        culprit: to.node.role === 'culprit',
        back: isBack,
      },
    ]
  })
}

/** The picture of a chain; null where a list says it better. */
export function layoutWaits(given: Waits): Layout | null {
  const { waits, others } = foldAlike(given)
  const back = findBackEdges(waits)
  const columns = columnsOf(waits, back)
  if (columns === null) return null
  const boxes = placeBoxes(columns, others)
  const bottom = Math.max(...boxes.map(({ top }) => top)) + boxHeight
  return {
    height: bottom + (back.size > 0 ? roomForBack : 0),
    boxes,
    lines: placeLines(waits.edges, boxes, back),
  }
}

/** For how long at least; '' where nobody knows, or where it is no time at all. */
export const waitedWords = ({ ms }: WaitEdge): string =>
  ms === null || ms < 1000 ? '' : duration(ms)

/** "a socket, 94 s". */
export const edgeWords = (edge: WaitEdge): string =>
  [printable(edge.why), waitedWords(edge)].filter((word) => word !== '').join(', ')

export interface WaitLine {
  readonly key: string
  readonly who: WaitNode
  readonly whom: WaitNode
  readonly how: string
  readonly others: number
}

/** The same as a list, for who cannot see the picture, and where it has no room. */
export function waitLines(given: Waits): readonly WaitLine[] {
  const { waits, others } = foldAlike(given)
  const nodes = new Map(waits.nodes.map((node) => [node.id, node]))
  return waits.edges.flatMap((edge, at) => {
    const who = nodes.get(edge.from)
    const whom = nodes.get(edge.to)
    if (who === undefined || whom === undefined) return []
    const key = `${edge.from} ${edge.to} ${at}`
    return [{ key, who, whom, how: edgeWords(edge), others: others.get(who.id) ?? 0 }]
  })
}

const named = ({ label }: WaitNode, others: number): string =>
  others === 0 ? printable(label) : `${printable(label)} and ${count(others, 'other')}`

/** The whole chain as one sentence: "4698 waits for 4711 (its child); 4711 waits for … (94 s)." */
export const waitsSentence = (waits: Waits): string =>
  waitLines(waits)
    .map(({ who, whom, how, others }) => {
      const verb = others === 0 ? 'waits' : 'wait'
      return `${named(who, others)} ${verb} for ${printable(whom.label)}${how === '' ? '' : ` (${how})`}`
    })
    .join('; ')
    .concat('.')
