import { describe, expect, it } from 'vitest'
import { judgeLeftovers } from '../../../../electron/engine/decide/leftovers/leftovers.ts'
import {
  deadLook,
  forcedMemory,
  keepOf,
  makeFile,
  makeLeftoverFacts,
  survivor,
  tableOf,
} from '../../../fakes/leftovers.ts'

describe('pid and lock files', () => {
  const path = '/run/iguana.pid'
  const stale = { path, verdict: 'stale', pid: 7, evidence: ['It is dead.'] }
  const look = deadLook({ pidFile: stale, configuration: { pidfile: path } })

  it('may go when stale, and stay where somebody has them open', () => {
    expect(keepOf(makeLeftoverFacts({ look }), `pid-file:${path}`)).toBeNull()
    const openRecords = new Map([[path, [{ pid: 812, name: 'flock' }]]])
    expect(keepOf(makeLeftoverFacts({ look, openRecords }), `pid-file:${path}`)).toBe(
      'flock (812) has it open.',
    )
  })
  it('stay while one of the run lives', () => {
    const rows = tableOf(survivor)
    expect(
      keepOf(makeLeftoverFacts({ look, memory: forcedMemory, table: rows }), `pid-file:${path}`),
    ).toMatch(/outlived/)
  })
})

it('each thing is named once, those that live first', () => {
  const file = makeFile({})
  const found = judgeLeftovers(
    makeLeftoverFacts({ memory: forcedMemory, table: tableOf(survivor), files: [file, file] }),
  )
  expect(found.map(({ id }) => id)).toEqual(['survivor:700', 'fifo:/run/iguana/ctl'])
})
