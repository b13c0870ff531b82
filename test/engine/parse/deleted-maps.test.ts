import { describe, expect, it } from 'vitest'
import { parseDeletedMaps } from '../../../electron/engine/parse/deleted-maps.ts'

const line = (path: string, permissions = 'r-xp', inode = '393449'): string =>
  `7f2c3a000000-7f2c3a028000 ${permissions} 00026000 08:01 ${inode}                    ${path}`
const paths = (...lines: string[]): string[] =>
  parseDeletedMaps(`${lines.join('\n')}\n`).map(({ path }) => path)

describe('code that runs and is gone from the disk', () => {
  it('is a library that was replaced, with its very line', () => {
    const gone = line('/usr/lib/x86_64-linux-gnu/libssl.so.3 (deleted)')
    expect(parseDeletedMaps(`${line('/usr/sbin/nginx')}\n${gone}\n`)).toEqual([
      { path: '/usr/lib/x86_64-linux-gnu/libssl.so.3', line: gone },
    ])
  })
  it('is a program, a name with blanks too', () => {
    expect(paths(line('/opt/my app/bin/daemon (deleted)'))).toEqual(['/opt/my app/bin/daemon'])
  })
  it('is told once, however often it is mapped', () => {
    const gone = '/usr/lib/libc.so.6 (deleted)'
    expect(paths(line(gone), line(gone))).toEqual(['/usr/lib/libc.so.6'])
  })
  it.each([
    ['data', line('/var/lib/db/index (deleted)', 'rw-s')],
    ['its read-only part', line('/usr/lib/libc.so.6 (deleted)', 'r--p')],
    ['what is there', line('/usr/lib/libc.so.6')],
    ['a memfd', line('/memfd:jit (deleted)')],
    ['shared memory', line('/dev/shm/x (deleted)')],
    ['/dev/zero', line('/dev/zero (deleted)')],
    ['System V memory', line('/SYSV00000000 (deleted)')],
    ['temporary code', line('/tmp/ffi1234 (deleted)')],
    ['anonymous memory', line('[heap]', 'r-xp', '0')],
    ['a name that only reads so', line('/usr/lib/(deleted).so')],
    ['half a line', '7f2c3a000000-7f2c r-xp (deleted)'],
    ['nothing', ''],
  ])('is not %s', (_name, text) => {
    expect(paths(text)).toEqual([])
  })
})
