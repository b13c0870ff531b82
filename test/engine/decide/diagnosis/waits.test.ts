/** The picture of who waits for whom. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { inRecv, makeChild, makeFacts, makeProcess, oneProcess, withSocket } from './build-facts.ts'
import { makeLock, makeSocket, plainFile, waitingLock } from './build-parts.ts'

const draw = (facts: DiagnosisFacts) => diagnose(facts).diagnosis.waits

describe('the picture of waits', () => {
  it('is empty where there are no findings', () => {
    expect(draw(makeFacts({ askedAgo: null }))).toEqual({ nodes: [], edges: [] })
  })

  it('is the process alone where it waits for nobody', () => {
    expect(draw(oneProcess({ masks: { ignored: [15] } }))).toEqual({
      nodes: [
        { id: 'process:100', label: '100 daemon100', detail: 'main process', role: 'culprit' },
      ],
      edges: [],
    })
  })

  it('leads from the main process over its child to the server afar', () => {
    const { nodes, edges } = draw(
      makeFacts({
        processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(101, inRecv())],
        ...withSocket(),
      }),
    )
    expect(nodes.map(({ id, role }) => [id, role])).toEqual([
      ['process:100', 'member'],
      ['process:101', 'member'],
      ['remote:10.0.0.5:5432', 'culprit'],
    ])
    expect(edges).toEqual([
      { from: 'process:100', to: 'process:101', why: 'its child', ms: 2000 },
      { from: 'process:101', to: 'remote:10.0.0.5:5432', why: 'a socket', ms: 2000 },
    ])
  })

  it('shows the parents of a verdict though they wait in no call that tells', () => {
    const { nodes, edges } = draw(
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: null }] }),
          makeChild(101, { row: { state: 'T' } }),
        ],
      }),
    )
    expect(edges).toEqual([{ from: 'process:100', to: 'process:101', why: 'its child', ms: null }])
    expect(nodes.at(-1)).toMatchObject({ detail: 'stopped', role: 'culprit' })
  })

  it('has one culprit where a lock’s holder reads from afar: the server', () => {
    const { nodes, edges } = draw(
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: ['wait4', -1] }] }),
          makeChild(900, inRecv()),
          makeChild(101, { files: [plainFile(3, '/run/a')] }),
        ],
        more: { sockets: [makeSocket()], locks: [makeLock(), waitingLock(101)] },
      }),
    )
    expect(nodes.filter(({ role }) => role === 'culprit').map(({ id }) => id)).toEqual([
      'remote:10.0.0.5:5432',
    ])
    expect(edges.map(({ why }) => why).toSorted()).toEqual([
      'a lock',
      'a socket',
      'its child',
      'its child',
    ])
  })

  it('names a tracer, which is outside, as the culprit', () => {
    const { nodes } = draw(
      makeFacts({
        processes: [
          makeProcess({ row: { state: 't' }, tracerPid: 900 }),
          makeProcess({ pid: 900, member: false, row: { name: 'gdb' } }),
        ],
      }),
    )
    expect(nodes.map(({ label, role }) => [label, role])).toEqual([
      ['100 daemon100', 'member'],
      ['900 gdb', 'culprit'],
    ])
  })

  it('comes to an end where two wait for each other', () => {
    const lock = (id: number, holder: number, waiter: number) => [
      makeLock({ id, pid: holder, inode: id }),
      waitingLock(waiter, { id, waitsFor: id, inode: id }),
    ]
    const { nodes, edges } = draw(
      makeFacts({
        processes: [makeProcess(), makeChild(101)],
        more: { locks: [...lock(1, 100, 101), ...lock(2, 101, 100)] },
      }),
    )
    expect(edges).toHaveLength(2)
    expect(nodes.filter(({ role }) => role === 'culprit')).toHaveLength(1)
  })

  it('is no picture of two hundred children: a dozen nodes, and no edge into nowhere', () => {
    const children = Array.from({ length: 200 }, (_, at) => makeChild(200 + at))
    const { nodes, edges } = draw(
      makeFacts({
        processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), ...children],
      }),
    )
    expect(nodes).toHaveLength(12)
    const ids = new Set(nodes.map(({ id }) => id))
    expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true)
  })

  it('draws no arrow for a mere possibility beside something sure', () => {
    const { edges } = draw(
      makeFacts({
        processes: [
          makeProcess({ row: { state: 'T' } }),
          makeProcess({ pid: 300, tracerPid: 900 }),
        ],
      }),
    )
    expect(edges).toEqual([])
  })
})
