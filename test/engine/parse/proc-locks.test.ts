import { statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceNumber } from '../../../electron/engine/parse/device-number.ts'
import { parseLockLine, parseProcLocks } from '../../../electron/engine/parse/proc-locks.ts'

describe('a device number', () => {
  it.each([
    [0xfe, 0, 65_024],
    [8, 1, 2049],
    [0, 0x2f, 47],
    // Anonymous file systems have minors beyond a byte: NFS, overlay, btrfs.
    [0, 0x134, 0x100034],
    [0xfff, 0xff, 0xfffff],
    [0x1fff, 1, 2 ** 44 + 0xfff01],
  ])('is put together as stat(2) does: %i:%i', (major, minor, expected) => {
    expect(deviceNumber(major, minor)).toBe(expected)
  })

  it('is the same that stat(2) gives of this very machine', () => {
    const { rdev } = statSync('/dev/null')
    expect(deviceNumber(1, 3)).toBe(rdev)
  })

  it.each([
    [NaN, 1],
    [1, NaN],
    [-1, 1],
    [1, -1],
    [2 ** 33, 1],
    [1, 2 ** 33],
    [1.5, 1],
  ])('is 0 for what is none: %d:%d', (major, minor) => {
    expect(deviceNumber(major, minor)).toBe(0)
  })

  it('differs for different devices', () => {
    const part = fc.integer({ min: 0, max: 0xffff })
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        expect(deviceNumber(a, b) === deviceNumber(c, d)).toBe(a === c && b === d)
      }),
    )
  })
})

const flock = { kind: 'FLOCK', write: true, pid: 4711, device: 65_024, inode: 77, id: 5 }

describe('a lock', () => {
  it.each([
    ['flock(2)', '5: FLOCK  ADVISORY  WRITE 4711 fe:00:77 0 EOF', { ...flock, waitsFor: null }],
    [
      'one that waits for it',
      '5: -> FLOCK  ADVISORY  WRITE 4712 fe:00:77 0 EOF',
      { ...flock, pid: 4712, waitsFor: 5 },
    ],
    [
      'fcntl(2), for a part',
      '17: POSIX  ADVISORY  READ 9 08:01:123 1073741824 1073742335',
      { kind: 'POSIX', write: false, pid: 9, device: 2049, inode: 123, id: 17, waitsFor: null },
    ],
    [
      'of an open file description, which no process owns',
      '3: OFDLCK ADVISORY  WRITE -1 00:134:5 0 0',
      { kind: 'OFDLCK', write: true, pid: -1, device: 0x100034, inode: 5, id: 3, waitsFor: null },
    ],
    [
      'a lease that is being taken back',
      '2: LEASE  BREAKING  UNLCK 81 08:01:9 0 EOF',
      { kind: 'LEASE', write: false, pid: 81, device: 2049, inode: 9, id: 2, waitsFor: null },
    ],
    [
      'a delegation of NFS',
      '2: DELEG  ACTIVE    READ 81 08:01:9 0 EOF',
      { kind: 'DELEG', write: false, pid: 81, device: 2049, inode: 9, id: 2, waitsFor: null },
    ],
    [
      'one in fdinfo',
      'lock:\t1: FLOCK  ADVISORY  WRITE 4711 fe:00:77 0 EOF',
      { ...flock, id: 1, waitsFor: null },
    ],
    [
      'one whose process cannot be seen from here',
      '9: POSIX  ADVISORY  WRITE 0 fe:00:77 0 EOF',
      { kind: 'POSIX', write: true, pid: 0, device: 65_024, inode: 77, id: 9, waitsFor: null },
    ],
  ])('%s', (_what, line, expected) => {
    expect(parseLockLine(line)).toEqual({ ...expected, line: line.replace('lock:\t', '') })
  })

  it.each([
    ['nothing', ''],
    ['a word', 'locks'],
    ['no id', 'FLOCK  ADVISORY  WRITE 4711 fe:00:77 0 EOF'],
    ['a kind that nobody knows', '5: SHLOCK ADVISORY  WRITE 4711 fe:00:77 0 EOF'],
    ['no inode', '5: FLOCK  ADVISORY  WRITE 4711 fe:00 0 EOF'],
    ['<none>, for a file that is gone', '5: FLOCK  ADVISORY  WRITE 4711 <none>:0 0 EOF'],
    ['a device that is no number', '5: FLOCK  ADVISORY  WRITE 4711 xx:00:77 0 EOF'],
    ['a pid that is a word', '5: FLOCK  ADVISORY  WRITE me fe:00:77 0 EOF'],
    ['an inode beyond all numbers', '5: POSIX ADVISORY WRITE 1 fe:00:99999999999999999999 0 EOF'],
    ['a line cut off', '5: FLOCK  ADVISORY  WRI'],
  ])('is none: %s', (_what, line) => {
    expect(parseLockLine(line)).toBeNull()
  })
})

describe('the locks of a machine', () => {
  it('are read in their order, a waiting one behind the one it waits for', () => {
    const text =
      '1: POSIX  ADVISORY  WRITE 25203 fe:00:4342326 1073741824 1073742335\n' +
      '2: FLOCK  ADVISORY  WRITE 80 fe:00:77 0 EOF\n' +
      '2: -> FLOCK  ADVISORY  WRITE 81 fe:00:77 0 EOF\n' +
      '2: -> FLOCK  ADVISORY  READ  82 fe:00:77 0 EOF\n' +
      'garbage\n'
    const locks = parseProcLocks(text)
    expect(locks.map(({ id, pid, waitsFor }) => [id, pid, waitsFor])).toEqual([
      [1, 25_203, null],
      [2, 80, null],
      [2, 81, 2],
      [2, 82, 2],
    ])
  })

  it('are none in an empty file, and in one of something else', () => {
    expect(parseProcLocks('')).toEqual([])
    expect(parseProcLocks('a\nb\n\n')).toEqual([])
  })

  it('have numbers that exist, whatever the text', () => {
    const piece = fc.constantFrom(...'0123456789: ->FLOCKPSIXWRTE\nabcdef\t'.split(''))
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 120 }), (text) => {
        for (const lock of parseProcLocks(text)) {
          expect([lock.id, lock.pid, lock.inode].every(Number.isSafeInteger)).toBe(true)
        }
      }),
    )
  })
})
