import { describe, expect, it } from 'vitest'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import { duration } from '../../../../shared/wording/numbers.ts'
import {
  deadLook,
  forcedMemory,
  heldByNginx,
  keepOf,
  keeps,
  makeLeftoverFacts,
  survivor,
  tableOf,
} from '../../../fakes/leftovers.ts'
import { makeMember } from '../../../fakes/run.ts'

const living = makeMember(700)
const free = { by: [], unseen: [] }

describe('ports', () => {
  const port = { port: 5060, protocol: 'udp', holding: heldByNginx } as const

  it('one that somebody else has says who', () => {
    expect(keeps(makeLeftoverFacts({ ports: [port] }))).toEqual([
      [
        'port:5060/udp',
        'nginx (812) has it, of something else: a new start of the service cannot bind it.',
      ],
    ])
  })
  it('one that a survivor has says that', () => {
    const rows = tableOf(survivor)
    const holding = { by: [{ pid: 700, name: 'iguana' }], unseen: [] }
    expect(
      keepOf(
        makeLeftoverFacts({ memory: forcedMemory, table: rows, ports: [{ ...port, holding }] }),
        'port:5060/udp',
      ),
    ).toMatch(/of the service, and outlived it/)
  })
  it('one whose holder is hidden says so', () => {
    expect(
      keepOf(makeLeftoverFacts({ ports: [{ ...port, holding: free }] }), 'port:5060/udp'),
    ).toMatch(/cannot be seen without root/)
  })
  it('connections without a process are counted, with their end', () => {
    const ending = [
      { port: 80, state: 'TIME_WAIT', timerMs: 5000 },
      { port: 80, state: 'TIME_WAIT', timerMs: 59_000 },
      { port: 80, state: 'FIN_WAIT2', timerMs: 1000 },
    ]
    const [found, ...more] = judgeLeftovers(makeLeftoverFacts({ ending }))
    expect(more).toEqual([])
    expect(found).toMatchObject({
      id: 'time-wait:80/tcp',
      label: 'Port 80/tcp: 3 connections without a process',
      proof: [
        'No process has them: 2 in TIME_WAIT, 1 in FIN_WAIT2.',
        `The last of TIME_WAIT ends in ${duration(59_000)}.`,
      ],
    })
    expect(found?.keep).toMatch(/by themselves/)
  })
  it("a living service's ports are its own", () => {
    expect(
      judgeLeftovers(makeLeftoverFacts({ look: deadLook({ members: [living] }), ports: [port] })),
    ).toEqual([])
  })
})
