import { mkdirSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClients } from '../../../../electron/engine/os/systemd/clients.ts'
import { FakeProc } from '../fake-proc.ts'

const row = (local: string, remote: string): string =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000 0 0 1 1\n`
const port80 = '0100007F:0050'

describe('the clients of a port', () => {
  let proc: FakeProc
  beforeEach(() => {
    proc = new FakeProc()
  })
  afterEach(() => {
    proc.remove()
  })

  it('come from the tables of both protocols', () => {
    proc.write('self/net/tcp', row(port80, '0200007F:C001'))
    const mapped = `${'0'.repeat(16)}FFFF0000`
    proc.write('self/net/tcp6', row(`${mapped}${port80}`, `${mapped}0200007F:C002`))
    expect(createClients(proc).connectedTo([80])).toEqual([
      { port: 80, count: 2, peers: [{ address: '127.0.0.2', count: 2 }] },
    ])
  })

  it('come from the one table where the kernel has no IPv6', () => {
    proc.write('self/net/tcp', row(port80, '0200007F:C001'))
    expect(createClients(proc).connectedTo([80, 81])).toHaveLength(1)
  })

  it('are those of the network of a process, and unknown once that is gone', () => {
    proc.write('self/net/tcp', row(port80, '0200007F:C001'))
    proc.write('10/net/tcp', row(port80, '0300007F:C001') + row(port80, '0300007F:C002'))
    const clients = createClients(proc)
    expect(clients.connectedTo([80], 10)).toEqual([
      { port: 80, count: 2, peers: [{ address: '127.0.0.3', count: 2 }] },
    ])
    expect(clients.connectedTo([80])).toHaveLength(1)
    expect(clients.connectedTo([80], 11)).toBe('there is no such file or folder')
  })

  it('are none for no port, and nothing is read', () => {
    proc.delete('self')
    expect(createClients({ root: '/nowhere' }).connectedTo([])).toEqual([])
  })

  it('are unknown, with the reason, where a table cannot be read', () => {
    mkdirSync(join(proc.root, 'self/net/tcp'), { recursive: true })
    expect(createClients(proc).connectedTo([80])).toBe('it is a folder')
  })

  it('are unknown where a table is longer than we read, not fewer', () => {
    const line = row(port80, '0200007F:C001')
    proc.write('self/net/tcp', line)
    const read = (mostBytes: number): unknown =>
      createClients({ root: proc.root, mostBytes }).connectedTo([80])
    expect(read(line.length)).toHaveLength(1)
    expect(read(line.length - 1)).toBe('the table of connections is too long to be read')
  })
})

describe('the clients of a port of this machine', () => {
  let server: Server
  const sockets: Socket[] = []
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })

  it.each(['127.0.0.1', '::1'])('are counted while they are connected to %s', async (host) => {
    const accepted: Socket[] = []
    server = createServer((socket) => accepted.push(socket))
    await new Promise<void>((resolve) => server.listen(0, host, resolve))
    const { port } = server.address() as AddressInfo
    const clients = createClients()
    expect(clients.connectedTo([port])).toEqual([])
    const both = Promise.withResolvers<undefined>()
    server.on('connection', () => {
      if (accepted.length === 2) both.resolve(undefined)
    })
    sockets.push(connect(port, host), connect(port, host))
    await both.promise
    sockets.push(...accepted)
    expect(clients.connectedTo([port])).toEqual([
      { port, count: 2, peers: [{ address: host, count: 2 }] },
    ])
  })
})
