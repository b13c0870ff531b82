import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createPortOwners, readOpenPorts } from '../../../electron/engine/backends/port-owners.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'

describe('the owners of a port', () => {
  const ports: Record<number, number[]> = { 100: [80, 443], 101: [80], 102: [] }
  const table = makeTable([
    makeRow({ pid: 100 }),
    makeRow({ pid: 101 }),
    makeRow({ pid: 102 }),
    makeRow({ pid: 2, kernelThread: true }),
    makeRow({ pid: 103, alive: false, state: 'Z' }),
  ])
  const asked: number[] = []
  const owners = createPortOwners(
    (pid) => {
      asked.push(pid)
      return ports[pid] ?? []
    },
    () => new Set([22, 80, 443]),
  )

  it('are all who wait on it', () => {
    expect(owners(80, table)).toEqual({ listening: true, pids: [100, 101] })
    expect(owners(443, table)).toEqual({ listening: true, pids: [100] })
  })

  it('may be hidden: somebody waits there, and nobody may know who', () => {
    expect(owners(22, table)).toEqual({ listening: true, pids: [] })
  })

  it('are nobody where nobody waits', () => {
    expect(owners(8080, table)).toEqual({ listening: false, pids: [] })
  })

  it('are read once for a table, and of living processes alone', () => {
    expect(asked).toEqual([1, 100, 101, 102].sort((a, b) => a - b))
    owners(80, makeTable([makeRow({ pid: 102 })]))
    expect(asked.slice(4)).toEqual([1, 102])
  })

  it('count as somebody where the kernel does not say which ports are open', () => {
    const blind = createPortOwners(
      () => [],
      () => null,
    )
    expect(blind(80, table)).toEqual({ listening: true, pids: [] })
  })
})

it('sees a port of this machine open and close', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  expect(readOpenPorts()?.has(port)).toBe(true)
  server.close()
  await once(server, 'close')
  expect(readOpenPorts()?.has(port)).toBe(false)
})
