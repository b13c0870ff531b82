import { describe, expect, it } from 'vitest'
import {
  endedRunsOf,
  gatherHistory,
  toEndedRun,
  type EndedRun,
} from '../../../electron/engine/decide/history.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, makeMember, makeRun, ms } from '../../fakes/run.ts'

let seq = 0
function entry(run: string | null, target: string, body: JournalBody): JournalEntry {
  seq += 1
  const writer = { pid: 1, door: 'cli', user: 'ops' }
  return { v: 1, seq, at: ms(seq * 1000), boot, writer, run, target, ...body }
}
const outcome = (state: unknown, tookMs: number | null = 800): JournalBody => ({
  kind: 'outcome',
  outcome: 'stopped',
  sentence: '',
  by: null,
  survivors: [],
  tookMs,
  state,
})
const ended = (runId: string, target: string, title: string | null, at = 0): EndedRun => ({
  ...{ runId, target, title, at, timedByPerson: false },
  command: 'ops /usr/sbin/nginx',
  outcome: 'stopped',
  tookMs: 800,
})

describe('the end of a run as its record tells it', () => {
  it('has what is shown of it, and how the service was named then', () => {
    const record = entry('a', 'pid:7@70', outcome({ title: 'nginx' }))
    expect(toEndedRun(record)).toEqual({
      runId: 'a',
      at: record.at.wall,
      outcome: 'stopped',
      tookMs: 800,
      target: 'pid:7@70',
      title: 'nginx',
      command: null,
      timedByPerson: false,
    })
  })

  it('has who ran what as its main process, and whether a person had a part in its time', () => {
    const members = [
      makeMember(101),
      makeMember(100, { main: true, user: 'ada', args: 'java -jar a' }),
    ]
    const state = makeRun('stop/30/ask', { timedByPerson: true }, members)
    expect(toEndedRun(entry('a', 'iguana', outcome(state)))).toMatchObject({
      title: state.title,
      command: 'ada java -jar a',
      timedByPerson: true,
    })
  })

  it.each([[{ members: 'x' }], [{ members: [{ member: null }] }], [{ timedByPerson: 'yes' }]])(
    'is read all the same where its state is odd: %j',
    (state) => {
      const read = toEndedRun(entry('a', 'iguana', outcome({ title: 'nginx', ...state })))
      expect(read).toMatchObject({ title: 'nginx', command: null, timedByPerson: false })
    },
  )

  it.each([undefined, null, 'text', { title: 7 }])(
    'does not know the title where its state is %j',
    (state) => {
      expect(toEndedRun(entry('a', 'iguana', outcome(state)))?.title).toBeNull()
    },
  )

  it('is no other record, nor one of no run', () => {
    expect(toEndedRun(entry('a', 'iguana', { kind: 'notice', sentence: 'x' }))).toBeNull()
    expect(toEndedRun(entry(null, 'iguana', outcome(null)))).toBeNull()
  })
})

describe('earlier stops of a service', () => {
  const runs = [
    ended('a', 'pid:7@70', 'nginx', 1),
    ended('b', 'iguana', 'iguana', 2),
    ended('c', 'pid:9@90', 'nginx', 3),
    ended('d', 'iguana', null, 4),
  ]

  const members = [makeMember(11, { main: true, user: 'ops', args: '/usr/sbin/nginx' })]

  it('are those of the same target, and of the same command of a process, newest first', () => {
    const stops = gatherHistory(runs, { target: 'pid:11@110', title: 'nginx', members })
    expect(stops.map((stop) => stop.runId)).toEqual(['c', 'a'])
    expect(Object.keys(stops[0] ?? {})).toEqual(['runId', 'at', 'outcome', 'tookMs'])
  })

  it.each([
    ['runs another command', 'pid:11@110', [makeMember(11, { args: '/usr/sbin/nginx -p /b' })]],
    [
      'runs as somebody else',
      'pid:11@110',
      [makeMember(11, { user: 'ada', args: '/usr/sbin/nginx' })],
    ],
    ['runs what nobody may read', 'pid:11@110', [makeMember(11, { args: '' })]],
    ['is nobody any more', 'pid:11@110', []],
    ['has a name of its own', 'nginx.service', members],
  ])('are not those of a namesake that %s', (_, target, of) => {
    expect(gatherHistory(runs, { target, title: 'nginx', members: of })).toEqual([])
  })

  it('are those of nobody else', () => {
    expect(gatherHistory(runs, { target: 'iguana', title: 'iguana', members })).toHaveLength(2)
    expect(gatherHistory(runs, { target: 'x', title: 'y', members })).toEqual([])
  })

  it('are fifty on a list, and all where they are counted', () => {
    const many = Array.from({ length: 80 }, (_, n) => ended(`r${n}`, 'iguana', 'iguana', n))
    const service = { target: 'iguana', title: 'iguana', members: [] }
    expect(gatherHistory(many, service)).toHaveLength(50)
    expect(gatherHistory(many, service)[0]?.runId).toBe('r79')
    expect(endedRunsOf(many, service)).toHaveLength(80)
  })
})
