import { describe, expect, it } from 'vitest'
import { attachedSegments, parseMappedFiles } from '../../../electron/engine/parse/mapped-files.ts'

const maps = [
  '55d0c0000000-55d0c0001000 r--p 00000000 fe:01 1234                       /usr/bin/cat',
  '55d0c0001000-55d0c0002000 r-xp 00001000 fe:01 1234                       /usr/bin/cat',
  '7f0000000000-7f0000001000 rw-s 00000000 00:01 98307                      /SYSV00000009 (deleted)',
  '7f0000002000-7f0000003000 rw-s 00000000 00:1a 77                         /dev/shm/sem.a b',
  '7f0000004000-7f0000005000 rw-p 00000000 00:00 0 ',
  '7f0000006000-7f0000007000 rw-p 00000000 00:00 0                          [heap]',
].join('\n')

describe('the mapped files of a process', () => {
  it('are read each once, with device and inode', () => {
    expect(parseMappedFiles(maps)).toEqual([
      { device: 0xfe * 256 + 1, inode: 1234, path: '/usr/bin/cat' },
      { device: 1, inode: 98307, path: '/SYSV00000009 (deleted)' },
      { device: 0x1a, inode: 77, path: '/dev/shm/sem.a b' },
    ])
  })
  it('are none where only memory is mapped', () => {
    expect(parseMappedFiles('7f00-7f01 rw-p 00000000 00:00 0 [stack]\nno line')).toEqual([])
  })
  it('tell the System V segments that are attached', () => {
    expect(attachedSegments(parseMappedFiles(maps))).toEqual([98307])
  })
  it.each(['/SYSV', '/SYSV0000000g', '/tmp/SYSV00000001', '/SYSV000000011', '/SYSV00000001.db'])(
    'do not take %s for one',
    (path) => {
      expect(attachedSegments([{ device: 1, inode: 5, path }])).toEqual([])
    },
  )
})
