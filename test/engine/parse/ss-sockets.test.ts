import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSsSockets, type SsSocket } from '../../../electron/engine/parse/ss-sockets.ts'

const header = 'Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n'
// As iproute2 6.1 prints them.
const tcp =
  'tcp   ESTAB 1      0             127.0.0.1:45961      127.0.0.1:44982   ' +
  'users:(("python3",pid=499,fd=5)) ino:3966613 sk:10e5 cgroup:/ <->\n' +
  '\t ts sack bbr wscale:10,10 rto:200 rtt:0.029/0.014 send 90394482759bps lastsnd:2272 ' +
  'lastrcv:96 lastack:96 pacing_rate 258333973752bps minrtt:0.029 snd_wnd:65536\n'
const unix = (a: string, b: string, users = ''): string =>
  `u_str ESTAB 0      0                  ${a}            ${b}${users} <->   \n`
const pair = unix('* 3966615', '* 3966616') + unix('/tmp/ss a b.sock 3966616', '* 3966615')

const one = (text: string): Partial<SsSocket> | undefined => parseSsSockets(text)[0]

describe('a socket by ss(8)', () => {
  it('of TCP tells when it was used last, and by whom', () => {
    expect(parseSsSockets(header + tcp)).toEqual([
      { inode: 3_966_613, peerInode: null, lastReceivedMs: 96, lastSentMs: 2272, pids: [499] },
    ])
  })

  it('has been used just now where the rest is told and that is not', () => {
    expect(one(tcp.replace('lastrcv:96 ', ''))).toMatchObject({ lastReceivedMs: 0 })
    expect(one(tcp.split('\n')[0] ?? '')).toMatchObject({ lastReceivedMs: null, lastSentMs: null })
  })

  it('does not take other times for these', () => {
    expect(one(tcp.replace('lastrcv:', 'xlastrcv:'))).toMatchObject({ lastReceivedMs: 0 })
  })

  it('of Unix names its other end, also where a path holds spaces', () => {
    expect(parseSsSockets(header + pair).map(({ inode, peerInode }) => [inode, peerInode])).toEqual(
      [
        [3_966_615, 3_966_616],
        [3_966_616, 3_966_615],
      ],
    )
  })

  it('has no other end that does not say the same', () => {
    const text = unix('* 5', '* 6') + unix('* 6', '* 7') + unix('* 7', '* 0')
    expect(parseSsSockets(text).map(({ peerInode }) => peerInode)).toEqual([null, null, null])
  })

  describe('of datagrams', () => {
    const dgram = (a: string, b: string, users = ' '): string =>
      `u_dgr ESTAB 0      0      ${a}            ${b}${users}<->   \n`
    const log = dgram('/dev/log 9', '* 0', ' users:(("rsyslogd",pid=175,fd=3)) ')
    const peersOf = (text: string): readonly (number | null)[] =>
      parseSsSockets(text).map(({ peerInode }) => peerInode)

    it('has the log socket at its other end, which names none of its clients', () => {
      const clients = dgram('* 5', '* 9', ' users:(("sshd",pid=186,fd=5)) ') + dgram('* 6', '* 9')
      expect(peersOf(clients + log)).toEqual([9, 9, null])
    })

    it.each([
      ['the other end is connected to somebody else', dgram('* 5', '* 6') + dgram('* 6', '* 7')],
      ['the other end is not there', dgram('* 5', '* 6')],
      ['a path that looks like it', dgram('* 5 * 9 8', '* 0') + log],
      [
        'a path that looks like a whole line',
        dgram('* 5 * 9 users:((', '* 0') + dgram('* 5', '* 0') + log,
      ],
      [
        'the same after the true line',
        dgram('* 5', '* 0') + dgram('* 5 * 9 users:((', '* 0') + log,
      ],
      ['a stream', unix('* 5', '* 9') + log],
    ])('has none where it is %s', (_what, text) => {
      expect(peersOf(text).every((peer) => peer === null)).toBe(true)
    })
  })

  it('cannot be given another end by a path that looks like one', () => {
    const text = unix('* 5', '* 6') + unix('/a 5 * 9 b 8', '* 4') + unix('* 6', '* 5')
    const found = new Map(parseSsSockets(text).map((socket) => [socket.inode, socket.peerInode]))
    expect(found.get(5)).toBe(6)
    expect(found.get(6)).toBe(5)
  })

  it.each([
    ['several', 'users:(("nginx",pid=7,fd=5),("nginx",pid=8,fd=5))', [7, 8]],
    ['one twice', 'users:(("a",pid=7,fd=5),("a",pid=7,fd=6))', [7]],
    ['a name with quotes and brackets', 'users:(("a"),("b",pid=7,fd=5))', [7]],
    ['nobody that we may see', '', []],
  ])('is open in %s', (_what, users, pids) => {
    const text = tcp.replace('users:(("python3",pid=499,fd=5))', users)
    expect(one(text)?.pids).toEqual(pids)
  })

  it('is open in at most so many', () => {
    const users = Array.from({ length: 50 }, (_, pid) => `("x",pid=${pid + 1},fd=5)`).join(',')
    expect(one(tcp.replace('("python3",pid=499,fd=5)', users))?.pids).toHaveLength(16)
  })

  it.each([
    ['nothing', ''],
    ['a header alone', header],
    ['details alone', '\t ts sack rto:200 lastsnd:1\n'],
    ['no inode', tcp.replace('ino:3966613 ', '')],
    ['inode 0', tcp.replace('ino:3966613', 'ino:0')],
    ['an inode beyond all numbers', tcp.replace('3966613', '9'.repeat(20))],
    ['an error', 'Cannot open netlink socket: Permission denied\n'],
  ])('is none: %s', (_what, text) => {
    expect(parseSsSockets(text)).toEqual([])
  })

  it('has numbers that exist, whatever was printed', () => {
    const damaged = fc
      .tuple(fc.constantFrom(tcp, pair), fc.nat(300), fc.nat(20), fc.string({ maxLength: 8 }))
      .map(([whole, at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length))
    fc.assert(
      fc.property(damaged, (text) => {
        for (const { inode, pids } of parseSsSockets(text)) {
          expect([inode, ...pids].every((number) => Number.isSafeInteger(number))).toBe(true)
        }
      }),
    )
  })
})
