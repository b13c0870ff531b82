import { describe, expect, it } from 'vitest'
import { parseAuxiliaryVector } from '../../../electron/engine/parse/auxiliary-vector.ts'
import { parseCommandLine } from '../../../electron/engine/parse/command-line.ts'
import { parseListeningSockets } from '../../../electron/engine/parse/net-tcp.ts'
import { parsePrettyName } from '../../../electron/engine/parse/os-release.ts'
import { parsePasswd } from '../../../electron/engine/parse/passwd.ts'

describe('a command line', () => {
  it.each([
    ['several arguments', 'nginx\0-g\0daemon off;\0', ['nginx', '-g', 'daemon off;']],
    ['an empty argument in the middle', 'a\0\0b\0', ['a', '', 'b']],
    ['newlines and escapes', 'a\nb\0\u001b[2J\0', ['a\nb', '\u001b[2J']],
    ['a title without any NUL', 'sshd: root@pts/0', ['sshd: root@pts/0']],
    ['a title padded with NULs', 'nginx: worker process\0\0\0\0', ['nginx: worker process']],
    ['a kernel thread or zombie', '', []],
    ['an area overwritten with NULs', '\0\0\0', []],
  ])('%s', (_what, text, expected) => {
    expect(parseCommandLine(text)).toEqual(expected)
  })
})

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const tail = '00000000:00000000 00:00000000 00000000     0        0'

describe('listening sockets', () => {
  it.each([
    [
      'a listener',
      `   0: 0100007F:1F90 00000000:0000 0A ${tail} 4711 1 0 100 0\n`,
      [[8080, '4711']],
    ],
    [
      'an IPv6 listener',
      `   1: ${'0'.repeat(32)}:0016 ${'0'.repeat(32)}:0000 0A ${tail} 9 1\n`,
      [[22, '9']],
    ],
    ['a high slot', `1234: 00000000:FFFF 00000000:0000 0A ${tail} 12 1\n`, [[65535, '12']]],
    ['an established connection', `   0: 0100007F:1F90 0100007F:9999 01 ${tail} 4712 1\n`, []],
    [
      'a socket in TIME_WAIT, whose inode is 0',
      `   0: 0100007F:1F90 0100007F:9999 06 ${tail} 0 1\n`,
      [],
    ],
    [
      'a listener that nobody has open any more',
      `   0: 0100007F:1F90 00000000:0000 0A ${tail} 0 1\n`,
      [],
    ],
    ['a listener without a port', `   0: 0100007F:0000 00000000:0000 0A ${tail} 5 1\n`, []],
    ['a line cut off', '   0: 0100007F:1F90 00000000:0000 0A\n', []],
    ['a line of another shape', 'garbage\n', []],
  ])('of TCP: %s', (_what, line, expected) => {
    const sockets = parseListeningSockets(header + line, 'tcp')
    expect(sockets.map(({ port, inode }) => [port, inode])).toEqual(expected)
  })

  it.each([
    ['bound and waiting', `  65: 00000000:13C4 00000000:0000 07 ${tail} 31 2 0\n`, [[5060, '31']]],
    ['connected to a peer', `  65: 0100007F:13C4 0100007F:0035 01 ${tail} 32 2 0\n`, []],
  ])('of UDP: %s', (_what, line, expected) => {
    const sockets = parseListeningSockets(header + line, 'udp')
    expect(sockets.map(({ port, inode }) => [port, inode])).toEqual(expected)
  })
})

describe('the file of users', () => {
  const names = parsePasswd(
    [
      'root:x:0:0:root:/root:/bin/bash',
      'toor:x:0:0::/root:/bin/sh',
      'www-data:x:33:33::/var/www:/usr/sbin/nologin',
      '+nisuser:::::',
      '+@group::1:0:::',
      'broken',
      'nouid:x::0::/:',
      'words:x:ten:0::/:',
      '',
    ].join('\n'),
  )
  it.each([
    [0, 'root'],
    [33, 'www-data'],
    [1, undefined],
    [NaN, undefined],
  ])('uid %s is %s', (uid, name) => {
    expect(names.get(uid)).toBe(name)
  })
  it('takes nothing else', () => {
    expect(names.size).toBe(2)
  })
})

describe('the auxiliary vector', () => {
  const vector = (...words: number[]) =>
    new Uint8Array(new BigUint64Array(words.map(BigInt)).buffer)

  it.each([
    ['an ARM machine with 64 KiB pages', vector(16, 1, 6, 65536, 17, 100, 0, 0), 65536, 100],
    ['a machine of 1024 ticks', vector(6, 8192, 17, 1024, 0, 0), 8192, 1024],
    ['nothing', vector(), 4096, 100],
    ['a vector that is cut off', vector(6, 16384, 17), 16384, 100],
    ['zeros', vector(6, 0, 17, 0), 4096, 100],
  ])('of %s', (_what, bytes, pageBytes, ticksPerSecond) => {
    expect(parseAuxiliaryVector(bytes)).toEqual({ pageBytes, ticksPerSecond })
  })

  it('is read from the middle of a larger buffer', () => {
    const whole = vector(1, 1, 6, 16384)
    expect(parseAuxiliaryVector(whole.subarray(16)).pageBytes).toBe(16384)
  })
})

describe('the name of the system', () => {
  it.each([
    [
      'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
      'Debian GNU/Linux 12 (bookworm)',
    ],
    ["PRETTY_NAME='Alpine Linux v3.20'\n", 'Alpine Linux v3.20'],
    ['PRETTY_NAME=Slackware\n', 'Slackware'],
    ['PRETTY_NAME="a \\"b\\" \\$c"\n', 'a "b" $c'],
    ['PRETTY_NAME=""\n', null],
    ['PRETTY_NAME=\n', null],
    ['NAME=x\n', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(parsePrettyName(text)).toBe(expected)
  })
})
