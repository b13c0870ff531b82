/** How often the table is read for a look. */
import { describe, expect, it } from 'vitest'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'
import { Desk, nginx, self, worker } from './desk.ts'

it('looks at a thousand services with one read of the table', () => {
  const numbers = [...Array(1000).keys()]
  const mains = numbers.map((n) => makeRow({ pid: 1000 + n, exe: `/opt/s${n}` }))
  const workers = mains.map((main, n) => makeWorker(5000 + n, main))
  const services = Object.fromEntries(
    numbers.slice(0, 500).map((n) => [`s${n}`, { exe: `/opt/s${n}` }]),
  )
  const desk = new Desk([...mains, ...workers], { configuration: { services } })
  desk.inventory.list({ all: true }, [])
  const { rows } = desk.inventory.list({ all: true }, [])
  expect(rows).toHaveLength(1000)
  expect(rows.every((row) => row.memberCount === 2)).toBe(true)
  expect(desk.reads).toBe(2)
})

describe('a look in a table that was read already', () => {
  it('reads none of its own', () => {
    const desk = new Desk([nginx, worker])
    const table = makeTable([self, nginx], fakeNow)
    const seen = desk.inventory.look('pid:100', table)
    expect(seen.ok && seen.value.look.observed.members.map((m) => m.identity.pid)).toEqual([100])
    expect(desk.reads).toBe(0)
    expect(desk.inventory.look('pid:100').ok).toBe(true)
    expect(desk.reads).toBe(1)
  })
})
