import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFdInfo } from '../../../electron/engine/parse/fdinfo.ts'
import { mountOfPath, parseMounts } from '../../../electron/engine/parse/mounts.ts'

const file = 'pos:\t0\nflags:\t02100001\nmnt_id:\t27\nino:\t4243979\n'

describe('a descriptor', () => {
  it('tells mount, inode and how it was opened', () => {
    expect(parseFdInfo(file)).toEqual({
      mountId: 27,
      inode: 4_243_979,
      access: 'write',
      signals: null,
      watches: null,
      locks: [],
    })
  })

  it.each([
    ['0100000', 'read'],
    ['0100001', 'write'],
    ['02100002', 'both'],
    // For ioctl(2) alone: neither read nor written.
    ['0100003', null],
    ['9', null],
    ['', null],
    ['-1', null],
  ])('opened with flags %j is for %s', (flags, expected) => {
    expect(parseFdInfo(`pos:\t0\nflags:\t${flags}\n`).access).toBe(expected)
  })

  it('has no inode before Linux 5.14', () => {
    expect(parseFdInfo(file.replace(/ino.*\n/, '')).inode).toBeNull()
  })

  it('does not take an epoll’s target for its own inode', () => {
    const text =
      'pos:\t0\nflags:\t02\nmnt_id:\t17\ntfd: 4 events: 19 data: 4  pos:0 ino:3bf9e4 sdev:9\n'
    expect(parseFdInfo(text)).toMatchObject({ inode: null, watches: [4] })
  })

  it.each([
    ['TERM and INT', '0000000000004002', [2, 15]],
    ['nothing', '0000000000000000', []],
    ['what is no mask', 'zz', null],
  ])('of a signalfd takes %s', (_what, mask, expected) => {
    expect(parseFdInfo(`${file}sigmask:\t${mask}\n`).signals).toEqual(expected)
  })

  it('of an epoll watches others', () => {
    const target = (fd: number) =>
      `tfd: ${String(fd).padStart(8)} events:       19 data: ${fd}  pos:0 ino:3bf9e4 sdev:9\n`
    expect(parseFdInfo(file + target(4) + target(117)).watches).toEqual([4, 117])
  })

  it('of an epoll with very many says so many and no more', () => {
    const many = Array.from({ length: 5000 }, (_, fd) => `tfd: ${fd} events: 19\n`).join('')
    expect(parseFdInfo(file + many).watches).toHaveLength(1024)
  })

  it('names the locks that it holds', () => {
    const text = `${file}lock:\t1: FLOCK  ADVISORY  WRITE 25556 fe:00:4243979 0 EOF\nlock:\tx\n`
    expect(parseFdInfo(text).locks).toMatchObject([
      { kind: 'FLOCK', pid: 25_556, inode: 4_243_979 },
    ])
  })

  it.each(['', '\n', 'mnt_id:', 'mnt_id:\tx\nino:\ty\nflags:\tz\n', file.slice(2, 9)])(
    'is unknown in %j',
    (text) => {
      expect(parseFdInfo(text)).toMatchObject({ mountId: null, inode: null, access: null })
    },
  )

  it('gives numbers that exist, whatever the text', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.string({ maxLength: 9 }), (at, put) => {
        const { mountId, inode } = parseFdInfo(file.slice(0, at) + put + file.slice(at + 3))
        for (const number of [mountId ?? 0, inode ?? 0]) {
          expect(Number.isSafeInteger(number)).toBe(true)
        }
      }),
    )
  })
})

const root = '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro'
const nfs = '40 27 0:52 / /srv/data rw,relatime - nfs4 10.0.0.8:/export rw,vers=4.2,hard'

describe('a mount', () => {
  it.each([
    [
      'of a disk',
      root,
      {
        id: 27,
        mountPoint: '/',
        type: 'ext4',
        source: '/dev/vda1',
        device: 65_024,
        readOnly: false,
      },
    ],
    ['of a file server', nfs, { id: 40, mountPoint: '/srv/data', source: '10.0.0.8:/export' }],
    [
      'made read-only after an error',
      root.replace('/dev/vda1 rw', '/dev/vda1 ro'),
      { type: 'ext4', readOnly: true },
    ],
    ['mounted read-only', root.replace('/ rw', '/ ro'), { readOnly: true }],
    ['without a source', '9 1 0:5 / /run rw - tmpfs none rw', { source: '', type: 'tmpfs' }],
    ['with a space', '9 1 0:5 / /mnt/a\\040b rw - ext4 /dev/x rw', { mountPoint: '/mnt/a b' }],
    ['with a newline', '9 1 0:5 / /a\\012b rw - ext4 /dev/x rw', { mountPoint: '/a\nb' }],
    [
      'with many optional fields',
      '9 1 8:1 / /x rw shared:1 master:2 propagate_from:3 - xfs /dev/sda1 rw',
      { type: 'xfs', device: 2049 },
    ],
    ['of FUSE', '9 1 0:60 / /m rw - fuse.sshfs me@host:/ rw,user_id=0', { type: 'fuse.sshfs' }],
    [
      'with ro in a word only',
      '9 1 0:5 / /x rw - ext4 /dev/x rw,errors=remount-ro',
      { readOnly: false },
    ],
  ])('%s', (_what, line, expected) => {
    expect(parseMounts(line)).toMatchObject([expected])
  })

  it.each([
    ['nothing', ''],
    ['no separator', '27 1 254:0 / / rw'],
    ['no device', '27 1 254 / / rw - ext4 /dev/vda1 rw'],
    ['an id that is a word', 'x 1 254:0 / / rw - ext4 /dev/vda1 rw'],
    ['a mount point that is no path', '27 1 254:0 / a rw - ext4 /dev/vda1 rw'],
    ['a line cut off', root.slice(0, 30)],
  ])('is none: %s', (_what, line) => {
    expect(parseMounts(line)).toEqual([])
  })
})

describe('the mount that a path lies on', () => {
  const over = '41 40 0:53 / /srv/data/fast rw - tmpfs t rw'
  const hidden = '42 27 0:54 / /srv/data rw - ext4 /dev/new rw'
  const mounts = parseMounts([root, nfs, over].join('\n'))

  it.each([
    ['/etc/passwd', 27],
    ['/', 27],
    ['/srv/data', 40],
    ['/srv/data/a/b', 40],
    ['/srv/database', 27],
    ['/srv/data/fast/x', 41],
  ])('%s', (path, id) => {
    expect(mountOfPath(mounts, path)?.id).toBe(id)
  })

  it('is the last of those at the same place', () => {
    expect(mountOfPath(parseMounts([root, nfs, hidden].join('\n')), '/srv/data/a')?.id).toBe(42)
  })

  it('is none where nothing is mounted', () => {
    expect(mountOfPath([], '/a')).toBeNull()
  })
})
