import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInetSockets } from '../../../electron/engine/parse/net-sockets.ts'
import { parseUnixSockets } from '../../../electron/engine/parse/net-unix.ts'

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
interface Line {
  local?: string
  remote?: string
  state?: string
  queues?: string
  retransmits?: string
  inode?: string
  tail?: string
}
const line = (of: Line = {}): string =>
  `   0: ${of.local ?? '0100007F:A44B'} ${of.remote ?? '0500000A:1538'} ${of.state ?? '01'} ` +
  `${of.queues ?? '00000000:00000000'} 02:000A7D8C ${of.retransmits ?? '00000000'}   112        0 ` +
  `${of.inode ?? '3918598'}${of.tail ?? ' 2 0000000077b1e6dd 20 4 0 10 -1'}\n`

describe('a socket of TCP', () => {
  it('has both its ends, its state and what is under way', () => {
    const text = header + line({ queues: '00000A00:00000010', retransmits: '00000003' })
    expect(parseInetSockets(text)).toEqual([
      {
        inode: 3_918_598,
        state: 'ESTABLISHED',
        localAddress: '127.0.0.1',
        localPort: 42_059,
        remoteAddress: '10.0.0.5',
        remotePort: 5432,
        sendQueue: 2560,
        receiveQueue: 16,
        retransmits: 3,
      },
    ])
  })

  it.each([
    ['01', 'ESTABLISHED'],
    ['02', 'SYN_SENT'],
    ['03', 'SYN_RECV'],
    ['04', 'FIN_WAIT1'],
    ['05', 'FIN_WAIT2'],
    ['06', 'TIME_WAIT'],
    ['07', 'CLOSE'],
    ['08', 'CLOSE_WAIT'],
    ['09', 'LAST_ACK'],
    ['0A', 'LISTEN'],
    ['0B', 'CLOSING'],
    ['0C', 'NEW_SYN_RECV'],
    // A state of a later kernel, and one that is none.
    ['1F', 'state 1F'],
    ['00', 'state 00'],
  ])('in state %s is %s', (state, expected) => {
    expect(parseInetSockets(line({ state }))[0]?.state).toBe(expected)
  })

  it.each([
    ['IPv6', `${'0'.repeat(24)}01000000:1538`, '::1'],
    ['IPv4 in IPv6', `0000000000000000FFFF00000500000A:1538`, '10.0.0.5'],
  ])('of %s', (_what, remote, expected) => {
    const local = `${'0'.repeat(32)}:0050`
    expect(parseInetSockets(line({ local, remote }))[0]).toMatchObject({
      localAddress: '::',
      localPort: 80,
      remoteAddress: expected,
      remotePort: 5432,
    })
  })

  it('in TIME_WAIT belongs to nobody', () => {
    const text = line({ state: '06', inode: '0', tail: ' 3 0000000000000000\n' })
    expect(parseInetSockets(text)[0]).toMatchObject({ state: 'TIME_WAIT', inode: 0 })
  })

  it.each([
    ['an inode', (inode: number) => inode === 7, [7]],
    ['a local port', (_: number, local: number) => local === 80, [8]],
    ['a remote port', (_: number, __: number, remote: number) => remote === 25, [9]],
    ['nothing', () => false, []],
  ])('is asked for by %s', (_what, wanted, inodes) => {
    const text =
      line({ inode: '7' }) +
      line({ inode: '8', local: '00000000:0050' }) +
      line({ inode: '9', remote: '0500000A:0019' })
    expect(parseInetSockets(text, wanted).map(({ inode }) => inode)).toEqual(inodes)
  })

  it.each([
    ['an empty table', ''],
    ['a header alone', header],
    ['a line cut off', line().slice(0, 60)],
    ['an address of an odd length', line({ local: '0100007:A44B' })],
    ['small letters, which the kernel never writes', line({ local: '0100007f:a44b' })],
    ['an inode that is a word', line({ inode: 'none' })],
    ['an inode beyond all numbers', line({ inode: '99999999999999999999' })],
    ['garbage', 'a b c d e f\n'],
  ])('is none: %s', (_what, text) => {
    expect(parseInetSockets(text)).toEqual([])
  })
})

const unixHeader = 'Num       RefCount Protocol Flags    Type St Inode Path\n'
const unix = (of: { flags?: string; type?: string; state?: string; rest?: string }): string =>
  `0000000042c792c8: 00000002 00000000 ${of.flags ?? '00000000'} ${of.type ?? '0001'} ` +
  `${of.state ?? '03'} ${of.rest ?? '3966614 /run/x.sock'}\n`

describe('a Unix socket', () => {
  it.each([
    ['connected', {}, { state: 'CONNECTED', type: 'stream', path: '/run/x.sock' }],
    ['listening', { flags: '00010000', state: '01' }, { state: 'LISTENING' }],
    ['unconnected', { state: '01' }, { state: 'UNCONNECTED' }],
    ['connecting', { state: '02' }, { state: 'CONNECTING' }],
    ['disconnecting', { state: '04' }, { state: 'DISCONNECTING' }],
    ['in a state of a later kernel', { state: '09' }, { state: 'state 09' }],
    ['of datagrams', { type: '0002' }, { type: 'datagram' }],
    ['of packets', { type: '0005' }, { type: 'packets' }],
    ['of something else', { type: '0009' }, { type: 'other' }],
    ['without a name', { rest: '12' }, { inode: 12, path: '' }],
    ['behind spaces', { rest: '   12 @a' }, { inode: 12, path: '@a' }],
    ['with an abstract name', { rest: '12 @/tmp/.X11-unix/X0' }, { path: '@/tmp/.X11-unix/X0' }],
    ['with spaces in its path', { rest: '12 /tmp/a b  c.sock' }, { path: '/tmp/a b  c.sock' }],
    ['with parentheses', { rest: '12 /tmp/a) R (.sock' }, { path: '/tmp/a) R (.sock' }],
  ])('%s', (_what, of, expected) => {
    expect(parseUnixSockets(unixHeader + unix(of))).toMatchObject([expected])
  })

  it('cannot be made up by another one with a newline in its path', () => {
    const forged = unix({ rest: '7 /forged', state: '02' }).trimEnd()
    const text = unix({ rest: '7 /real' }) + unix({ rest: `8 /tmp/a\n${forged}` })
    expect(parseUnixSockets(text).map(({ inode, path, state }) => [inode, path, state])).toEqual([
      [7, '/real', 'CONNECTED'],
      [8, '/tmp/a', 'CONNECTED'],
    ])
  })

  it('is asked for by its inode', () => {
    const text = unix({ rest: '7 /a' }) + unix({ rest: '8 /b' })
    expect(parseUnixSockets(text, (inode) => inode === 8).map(({ path }) => path)).toEqual(['/b'])
  })

  it.each([
    ['an empty table', ''],
    ['a header alone', unixHeader],
    ['a line cut off', unix({}).slice(0, 40)],
    ['an inode beyond all numbers', unix({ rest: '99999999999999999999 /x' })],
    ['garbage', 'x: y\n'],
  ])('is none: %s', (_what, text) => {
    expect(parseUnixSockets(text)).toEqual([])
  })
})

describe('whatever a table holds', () => {
  it('ports and inodes are numbers that exist', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(line(), unix({})),
        fc.nat(120),
        fc.nat(10),
        fc.string({ maxLength: 6 }),
      )
      .map(([whole, at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length))
    fc.assert(
      fc.property(damaged, (text) => {
        for (const { inode, localPort, remotePort } of parseInetSockets(text)) {
          expect(Number.isSafeInteger(inode)).toBe(true)
          expect(Math.max(localPort, remotePort)).toBeLessThan(65_536)
        }
        for (const { inode } of parseUnixSockets(text)) expect(inode).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
