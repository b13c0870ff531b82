import { describe, expect, it } from 'vitest'
import {
  findBoundPorts,
  findBoundSockets,
  findEndingSockets,
} from '../../../electron/engine/leftovers/sockets.ts'
import type { ProcReader } from '../../../electron/engine/os/proc-reader.ts'

/** A /proc of these texts; each process has the network namespace that is named. */
const procOf = (texts: Record<string, string>, namespaces: Record<string, string>): ProcReader => ({
  text: () => null,
  wholeText: (path) => texts[path] ?? null,
  link: (path) => namespaces[path.replace('/ns/net', '')] ?? null,
  names: () => Object.keys(namespaces).filter((pid) => pid !== 'self'),
  facts: () => null,
})

const unix = (type: string, flags: string, state: string, inode: number, path: string): string =>
  `0000000000000000: 00000002 00000000 ${flags} ${type} ${state} ${inode} ${path}\n`
const listening = (inode: number, path: string) => unix('0001', '00010000', '01', inode, path)
const datagram = (inode: number, path: string) => unix('0002', '00000000', '01', inode, path)
const silent = (inode: number, path: string) => unix('0001', '00000000', '01', inode, path)

describe('sockets that may be behind a path', () => {
  const inode = (lines: string) =>
    findBoundSockets(procOf({ 'self/net/unix': lines }, { self: 'a' }), ['/run/i/ctl']).get(
      '/run/i/ctl',
    )
  it.each<[string, string]>([
    ['bears the path', listening(7, '/run/i/ctl')],
    ['bears it under the old name of its folder', listening(7, '/var/run/i/ctl')],
    ['takes datagrams there', datagram(7, '/run/i/ctl')],
    ['was bound by a relative name, and does not listen yet', silent(7, 'ctl')],
    ['was bound in another root, and does not listen yet', silent(7, '/chroot/ctl')],
  ])('one that %s', (_, lines) => {
    expect(inode(lines)).toEqual([7])
  })
  it.each<[string, string]>([
    ['has another name', silent(7, '/run/i/other')],
    ['listens elsewhere under that name: a knock would tell', listening(7, '/run/j/ctl')],
    ['takes datagrams elsewhere: a knock would tell', datagram(7, '/run/j/ctl')],
    ['has that name in no file system', silent(7, '@/run/i/ctl')],
    ['has no name', silent(7, '')],
  ])('none that %s', (_, lines) => {
    expect(inode(lines)).toBeUndefined()
  })
  it('are looked for in every network, once each', () => {
    const reader = procOf(
      {
        'self/net/unix': listening(7, '/run/i/ctl'),
        '5/net/unix': listening(7, '/run/i/ctl'),
        '6/net/unix': listening(8, '/run/i/ctl'),
      },
      { self: 'a', '5': 'a', '6': 'b' },
    )
    expect(findBoundSockets(reader, ['/run/i/ctl'])).toEqual(new Map([['/run/i/ctl', [7, 8]]]))
    expect(findBoundSockets(reader, [])).toEqual(new Map())
  })
})

const line = (port: string, state: string, inode: number): string =>
  `   0: 0100007F:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000\n`

describe('ports that are bound', () => {
  const reader = procOf(
    {
      'self/net/tcp': line('13C4', '0A', 7) + line('13C4', '01', 8) + line('13C5', '0A', 9),
      'self/net/udp': line('13C4', '07', 10) + line('13C4', '01', 11),
    },
    { self: 'a' },
  )
  it('are those that wait, of the protocol that is asked for', () => {
    expect(findBoundPorts(reader, [{ port: 5060, protocol: 'tcp' }])).toEqual([
      { port: 5060, protocol: 'tcp', inode: 7 },
    ])
    expect(findBoundPorts(reader, [{ port: 5060, protocol: 'udp' }])).toEqual([
      { port: 5060, protocol: 'udp', inode: 10 },
    ])
    expect(findBoundPorts(reader, [])).toEqual([])
  })
  it('may end without a process', () => {
    const waiting = line('13C4', '06', 0).replace('00:00000000 00000000', '03:00000064 00000000')
    const ending = procOf({ 'self/net/tcp': waiting, 'self/net/tcp6': waiting }, { self: 'a' })
    expect(findEndingSockets(ending, new Set([5060]))).toHaveLength(2)
    expect(findEndingSockets(ending, new Set())).toEqual([])
  })
})
