import { describe, expect, it } from 'vitest'
import {
  boxHeight,
  edgeWords,
  findBackEdges,
  foldAlike,
  layoutWaits,
  waitLines,
  waitsSentence,
} from '../../../renderer/model/wait-graph.ts'
import type { WaitEdge, WaitNode } from '../../../shared/diagnosis.ts'

const node = (id: string, role: WaitNode['role'] = 'member'): WaitNode => ({
  id,
  label: id,
  detail: '',
  role,
})
const edge = (from: string, to: string, why = '', ms: number | null = null): WaitEdge => ({
  from,
  to,
  why,
  ms,
})

const chain = {
  nodes: [node('main'), node('other'), node('worker'), node('db', 'culprit')],
  edges: [
    edge('main', 'worker', 'its child'),
    edge('other', 'worker', 'a lock'),
    edge('worker', 'db', 'a socket', 94_000),
  ],
}
const circle = { nodes: [node('a'), node('b')], edges: [edge('a', 'b'), edge('b', 'a')] }
const crowd = {
  nodes: [
    node('main'),
    ...Array.from({ length: 200 }, (_, at) => node(`w${at}`)),
    node('holder', 'culprit'),
  ],
  edges: Array.from({ length: 200 }, (_, at) => [
    edge('main', `w${at}`, 'its child'),
    edge(`w${at}`, 'holder', 'a lock'),
  ]).flat(),
}

describe('the picture of who waits for whom', () => {
  it('has who waits to the left and the culprit to the right', () => {
    const boxes = layoutWaits(chain)?.boxes ?? []
    const left = Object.fromEntries(boxes.map((box) => [box.node.id, box.left]))
    expect(left['main']).toBe(0)
    expect(left['other']).toBe(0)
    expect(left['worker']).toBeGreaterThan(0)
    const last = boxes.find((box) => box.node.id === 'db')
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(100)
  })
  it('puts who waits for the same above each other, and whom they wait for between', () => {
    const tops = layoutWaits(chain)?.boxes.map((box) => [box.node.id, box.top])
    expect(tops).toEqual([
      ['main', 0],
      ['other', 62],
      ['worker', 31],
      ['db', 31],
    ])
  })
  it('lets lines that end at the same box end apart, and marks the one to the culprit', () => {
    const lines = layoutWaits(chain)?.lines ?? []
    const ends = lines.map((line) => line.y2)
    expect(new Set(ends).size).toBe(3)
    expect(lines.map((line) => line.culprit)).toEqual([false, false, true])
  })
  it('puts somebody who waits for the culprit itself next to it', () => {
    const waits = { ...chain, edges: [...chain.edges.slice(1), edge('main', 'db')] }
    const boxes = layoutWaits(waits)?.boxes ?? []
    const left = (id: string): number | undefined => boxes.find((b) => b.node.id === id)?.left
    expect(left('main')).toBe(left('worker'))
  })
  it('draws a circle with one line that leads back below the boxes', () => {
    const layout = layoutWaits(circle)
    expect(findBackEdges(circle).size).toBe(1)
    expect(layout?.lines.map((line) => line.back)).toEqual([false, true])
    expect(layout?.height).toBeGreaterThan(boxHeight)
  })
  it('survives somebody who waits for itself', () => {
    const self = { nodes: [node('a'), node('b')], edges: [edge('a', 'a'), edge('a', 'b')] }
    expect(layoutWaits(self)?.boxes).toHaveLength(2)
  })
  it.each<[string, { nodes: WaitNode[]; edges: WaitEdge[] }]>([
    ['nobody waits', { nodes: [node('a')], edges: [] }],
    ['an end is not among the nodes', { nodes: [node('a'), node('b')], edges: [edge('a', 'x')] }],
    [
      'the chain is longer than four',
      {
        nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => node(id)),
        edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('d', 'e')],
      },
    ],
    [
      'more than four wait side by side, each in its own way',
      {
        nodes: ['a', 'b', 'c', 'd', 'e', 'end'].map((id) => node(id)),
        edges: ['a', 'b', 'c', 'd', 'e'].map((id) => edge(id, 'end', id)),
      },
    ],
  ])('is none where %s', (_, waits) => {
    expect(layoutWaits(waits)).toBe(null)
  })
})

describe('members in the same place', () => {
  it('become one box with a number, two hundred as well', () => {
    const { waits, others } = foldAlike(crowd)
    expect(waits.nodes.map(({ id }) => id)).toEqual(['main', 'w0', 'holder'])
    expect(others.get('w0')).toBe(199)
    expect(layoutWaits(crowd)?.boxes.map((box) => box.others)).toEqual([0, 199, 0])
  })
  it('are each drawn while they are two', () => {
    expect(layoutWaits({ ...chain, edges: [edge('main', 'db'), edge('other', 'db')] })).not.toBe(
      null,
    )
    expect(foldAlike(chain).others.size).toBe(0)
  })
})

describe('the chain in words', () => {
  it('is one sentence', () => {
    expect(waitsSentence(chain)).toBe(
      'main waits for worker (its child); other waits for worker (a lock); worker waits for db (a socket, 1:34).',
    )
  })
  it('counts a crowd', () => {
    expect(waitsSentence(crowd)).toBe(
      'main waits for w0 (its child); w0 and 199 others wait for holder (a lock).',
    )
  })
  it('has a line for each wait', () => {
    expect(waitLines(chain).map(({ how }) => how)).toEqual([
      'its child',
      'a lock',
      'a socket, 1:34',
    ])
  })
  it.each<[number | null, string]>([
    [null, 'a lock'],
    [0, 'a lock'],
    [999, 'a lock'],
    [1500, 'a lock, 1.5\u00a0s'],
    [94_000, 'a lock, 1:34'],
  ])('says for how long where it is known and long: %s ms', (ms, words) => {
    expect(edgeWords(edge('a', 'b', 'a lock', ms))).toBe(words)
  })
  it('makes control characters of a name visible', () => {
    const odd = { nodes: [node('a\u202eb'), node('c')], edges: [edge('a\u202eb', 'c')] }
    expect(waitsSentence(odd)).toContain('\\u202e')
  })
})
