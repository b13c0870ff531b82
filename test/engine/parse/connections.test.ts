import fc from 'fast-check'
import { isIPv4, isIPv6 } from 'node:net'
import { describe, expect, it } from 'vitest'
import { countClients, parseConnections } from '../../../electron/engine/parse/connections.ts'
import { printKernelAddress } from '../../../electron/engine/parse/socket-address.ts'

/** An IPv6 address of eight groups as the kernel prints it on a little-endian machine. */
const kernelHex = (groups: readonly number[]): string => {
  const bytes = groups.flatMap((group) => [group >> 8, group & 255])
  const words = [0, 4, 8, 12].map((at) => bytes.slice(at, at + 4).reverse())
  return words
    .flat()
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('')
}

describe('an address of the kernel', () => {
  it.each([
    ['0100007F', '127.0.0.1'],
    ['00000000', '0.0.0.0'],
    ['2A01A8C0', '192.168.1.42'],
    ['00000000000000000000000001000000', '::1'],
    ['0'.repeat(32), '::'],
    ['0000000000000000FFFF00000100007F', '127.0.0.1'],
    ['0000000000000000FFFF00002A01A8C0', '192.168.1.42'],
  ])('%s is %s', (hex, expected) => {
    expect(printKernelAddress(hex)).toBe(expected)
  })

  it.each([
    [[0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], '2001:db8::1'],
    [[0x2001, 0xdb8, 0, 1, 0, 0, 0, 1], '2001:db8:0:1::1'],
    [[0x2001, 0, 0, 1, 0, 0, 0, 1], '2001:0:0:1::1'],
    [[0x2001, 0, 0, 1, 0, 0, 1, 1], '2001::1:0:0:1:1'],
    [[0x2001, 0xdb8, 0, 1, 1, 1, 1, 1], '2001:db8:0:1:1:1:1:1'],
    [[0xfe80, 0, 0, 0, 0xa00, 0x27ff, 0xfe10, 0x10], 'fe80::a00:27ff:fe10:10'],
    [[1, 2, 3, 4, 5, 6, 0, 0], '1:2:3:4:5:6::'],
    [[0, 0, 0, 0, 0, 0xfffe, 0x102, 0x304], '::fffe:102:304'],
    [[1, 0, 0, 0, 0, 0xffff, 0x102, 0x304], '1::ffff:102:304'],
    [[0x10, 0, 0, 0x100, 0, 0, 0x10, 0], '10::100:0:0:10:0'],
  ])('of the groups %j is %s', (groups, expected) => {
    expect(printKernelAddress(kernelHex(groups))).toBe(expected)
  })

  it.each(['', '0100007', '0100007f', '0100007G', '0'.repeat(16), '0'.repeat(33)])(
    '%j is none',
    (hex) => {
      expect(printKernelAddress(hex)).toBeNull()
    },
  )

  it('comes back as it went in, whatever it is', () => {
    const group = fc.oneof(fc.constant(0), fc.nat(0xffff))
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const text = printKernelAddress(kernelHex(groups)) ?? ''
        if (isIPv4(text)) {
          expect(groups.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0xffff])
          return
        }
        expect(isIPv6(text)).toBe(true)
        // The platform's own reader of addresses writes them the same way.
        expect(new URL(`http://[${text}]/`).hostname).toBe(`[${text}]`)
        const [head = '', tail] = text.split('::')
        const read = (part: string): number[] =>
          part === '' ? [] : part.split(':').map((digits) => Number.parseInt(digits, 16))
        const [first, last] = [read(head), read(tail ?? '')]
        const zeros = Array<number>(8 - first.length - last.length).fill(0)
        expect([...first, ...zeros, ...last]).toEqual(groups)
      }),
    )
  })
})

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const tail = '00000000:00000000 00:00000000 00000000     0        0 4711 1 0000 20 4 30 10 -1'
const row = (local: string, remote: string, state = '01', slot = '   0'): string =>
  `${slot}: ${local} ${remote} ${state} ${tail}                \n`
const read = (text: string, ...ports: readonly number[]): string[] =>
  parseConnections(header + text, new Set(ports)).map(({ port, peer }) => `${port} ${peer}`)

describe('established connections', () => {
  it.each([
    ['a client from elsewhere', row('0500A8C0:0050', '2A00A8C0:C001'), ['80 192.168.0.42']],
    ['a client of this machine', row('0100007F:0050', '0100007F:C001'), ['80 127.0.0.1']],
    ['the other side of that client', row('0100007F:C001', '0100007F:0050'), []],
    ['a client of another port', row('0100007F:0051', '0100007F:C001'), []],
    ['a listener', row('00000000:0050', '00000000:0000', '0A'), []],
    ['one that waits for its end', row('0100007F:0050', '0100007F:C001', '06'), []],
    ['one half closed', row('0100007F:0050', '0100007F:C001', '08'), []],
    ['a high slot', row('0100007F:FFFF', '0100007F:C001', '01', '123456'), ['65535 127.0.0.1']],
    [
      'IPv4 over an IPv6 socket',
      row(`${'0'.repeat(16)}FFFF00000500A8C0:0050`, `${'0'.repeat(16)}FFFF00002A00A8C0:C001`),
      ['80 192.168.0.42'],
    ],
    ['IPv6', row(`${'0'.repeat(32)}:0050`, `${'0'.repeat(24)}01000000:C001`), ['80 ::1']],
    ['an address of another length', row('0100007F:0050', '01007F:C001'), []],
    ['a line cut off', '   0: 0100007F:0050 0100007F:C001 01', []],
    ['other text', 'garbage\n\n: : :\n', []],
  ])('%s', (_what, text, expected) => {
    expect(read(text, 80, 65535)).toEqual(expected)
  })

  it('are each found among many', () => {
    const text = Array.from({ length: 300 }, (_, at) =>
      row(
        at % 3 === 0 ? '0100007F:0050' : '0100007F:0051',
        `0100007F:${(1000 + at).toString(16).padStart(4, '0').toUpperCase()}`,
        '01',
        String(at).padStart(4),
      ),
    ).join('')
    expect(read(text, 80)).toHaveLength(100)
    expect(read(text, 80, 81)).toHaveLength(300)
    expect(read(text)).toEqual([])
  })
})

describe('clients', () => {
  const from = (port: number, peer: string, count: number): { port: number; peer: string }[] =>
    Array.from({ length: count }, () => ({ port, peer }))

  it('are counted by port, lowest first, and by peer, busiest first', () => {
    const list = [
      ...from(443, 'b', 1),
      ...from(80, 'z', 2),
      ...from(443, 'c', 3),
      ...from(80, 'y', 2),
    ]
    expect(countClients(list)).toEqual([
      {
        port: 80,
        count: 4,
        peers: [
          { address: 'y', count: 2 },
          { address: 'z', count: 2 },
        ],
      },
      {
        port: 443,
        count: 4,
        peers: [
          { address: 'c', count: 3 },
          { address: 'b', count: 1 },
        ],
      },
    ])
  })

  it('are all counted where only ten peers are named', () => {
    const list = Array.from({ length: 12 }, (_, at) => from(80, `peer ${at}`, at + 1)).flat()
    const [only] = countClients(list)
    expect(only?.count).toBe(78)
    expect(only?.peers.map(({ count }) => count)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
  })

  it('are none without connections', () => {
    expect(countClients([])).toEqual([])
  })
})
