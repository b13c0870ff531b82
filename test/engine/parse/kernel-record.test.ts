import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isTelling,
  parseKernelRecord,
  printKernelRecord,
} from '../../../electron/engine/parse/kernel-record.ts'

describe('a record of the kernel’s log', () => {
  it('has a level, a time since boot and a text', () => {
    expect(
      parseKernelRecord(
        '3,339,120004211,-;INFO: task cat:812 blocked for more than 120 seconds.\n',
      ),
    ).toEqual({
      sequence: 339,
      level: 3,
      facility: 0,
      atMs: 120_004.211,
      text: 'INFO: task cat:812 blocked for more than 120 seconds.',
    })
  })

  it.each([
    [
      'keys behind it',
      '4,1,1,-;sd 0:0:0:0: I/O error\n SUBSYSTEM=scsi\n DEVICE=+scsi:0\n',
      'sd 0:0:0:0: I/O error',
    ],
    ['further fields before the text', '6,1,1,c,caller=T1;hello', 'hello'],
    ['a semicolon in the text', '6,1,1,-;a;b', 'a;b'],
    ['an escaped control character', '6,1,1,-;a\\x1b[31mb', 'a\\1b[31mb'],
    ['no text', '6,1,1,-;', ''],
  ])('with %s', (_what, record, expected) => {
    expect(parseKernelRecord(record)?.text).toBe(expected)
  })

  it('knows who wrote it: anybody with the right may write into the log', () => {
    expect(parseKernelRecord('12,1,1,-;Out of memory')).toMatchObject({ level: 4, facility: 1 })
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['no time', '6,1;hello'],
    ['a word for a number', 'six,1,1,-;hello'],
    ['only a continuation', ' SUBSYSTEM=scsi'],
    ['numbers too long', `${'9'.repeat(20)},1,1,-;x`],
  ])('is none: %s', (_what, record) => {
    expect(parseKernelRecord(record)).toBeNull()
  })

  it('is printed as dmesg(1) does', () => {
    const record = parseKernelRecord('6,1,12345678,-;hello')
    expect(record && printKernelRecord(record)).toBe('[   12.345678] hello')
  })

  it('is read or not, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const record = parseKernelRecord(`6,1,1,-;${text}`)
        expect(record === null || !record.text.includes('\n')).toBe(true)
        parseKernelRecord(text)
      }),
    )
  })
})

describe('what a diagnosis asks the kernel for', () => {
  const telling = (text: string, priority = 3): boolean => {
    const record = parseKernelRecord(`${priority},1,1,-;${text}`)
    return record !== null && isTelling(record)
  }

  it.each([
    'INFO: task jbd2/sda1-8:391 blocked for more than 120 seconds.',
    'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [java:812]',
    'Out of memory: Killed process 812 (java) total-vm:8000kB',
    'Memory cgroup out of memory: Killed process 812 (java)',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)',
    'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0',
    'blk_update_request: I/O error, dev sdb, sector 2048',
    'Buffer I/O error on dev dm-0, logical block 1, lost async page write',
    'critical medium error, dev sda, sector 100',
    'EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm ls',
    'EXT4-fs (sda1): Remounting filesystem read-only',
    'XFS (dm-0): Corruption of in-memory data detected. Shutting down: error',
    'nfs: server 10.0.0.8 not responding, still trying',
    'nfs: server 10.0.0.8 OK',
    'CIFS: VFS: Server 10.0.0.9 has not responded in 180 seconds. Reconnecting...',
    'redis-server[81]: segfault at 0 ip 0000 sp 0000 error 4 in libc.so',
    'traps: node[9] general protection fault ip:1 sp:2 error:0',
  ])('%s', (text) => {
    expect(telling(text)).toBe(true)
  })

  it.each([
    'NET: Registered PF_INET6 protocol family',
    'EXT4-fs (sda1): mounted filesystem with ordered data mode',
    'usb 1-1: new high-speed USB device',
    'task is fine',
    'Bloom filter loaded',
  ])('not: %s', (text) => {
    expect(telling(text)).toBe(false)
  })

  it('does not believe a program that writes the same', () => {
    expect(telling('Out of memory: Killed process 812 (java)', 12)).toBe(false)
  })
})
