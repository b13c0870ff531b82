import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  listPids,
  longestPidFileBytes,
  parsePidFile,
} from '../../../electron/engine/parse/pidfile.ts'

/** Any UTF-16, lone surrogates included; fast-check's own binary strings take seconds here. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((codes) => String.fromCharCode(...codes))

describe('a pid file that names a process', () => {
  it.each([
    ['4242\n', 4242],
    ['4242', 4242],
    ['4242\r\n', 4242],
    ['  4242  \n', 4242],
    ['      4242\n', 4242],
    ['\t4242\n\n\n', 4242],
    ['2\n', 2],
    ['4194304\n', 4_194_304],
    ['4242\n/usr/sbin/sendmail -bd -q30m\n', 4242],
    ['4242\n/var/lib/postgresql/15/main\n1774141918\n5432\n/var/run/postgresql\n', 4242],
  ])('%j', (text, pid) => {
    expect(parsePidFile(text)).toEqual({ ok: true, value: pid })
  })
})

describe('a pid file that is of no use', () => {
  it.each([
    ['', 'it is empty'],
    ['\n\n', 'it is empty'],
    ['   \n', 'it is empty'],
    ['\n4242\n', 'its first line is empty'],
    ['garbage\n', 'it holds no number'],
    ['nginx 4242\n', 'it holds no number'],
    ['0x10\n', 'it holds no number'],
    ['1e3\n', 'it holds no number'],
    ['+42\n', 'it holds no number'],
    ['4242.5\n', 'it holds no number'],
    ['٤٢\n', 'it holds no number'],
    ['\ufeff4242\n', 'it holds no number'],
    ['-1\n', 'it holds a negative number (-1)'],
    ['-4242\n', 'it holds a negative number (-4242)'],
    ['0\n', 'it holds 0, which is no process'],
    ['00042\n', 'its number has a leading zero'],
    ['1\n', 'it names pid 1, the init process'],
    ['4194305\n', 'its number is larger than any pid (4194304)'],
    ['99999999999999999999999999\n', 'its number is larger than any pid (4194304)'],
    ['42 43\n', 'it holds several pids'],
    ['42\n43\n44\n', 'it holds several pids'],
    ['42 and more\n', 'other text follows the number'],
    ['42;reboot\n', 'it holds no number'],
    ['42\nreboot\n', 'other text follows the number'],
    ['42\n43\nmore\n', 'other text follows the number'],
    ['42\0\n', 'it holds NUL bytes'],
    ['\0\0\0\0', 'it holds NUL bytes'],
  ])('%j: %s', (text, why) => {
    expect(parsePidFile(text)).toEqual({ ok: false, error: why })
  })

  it('is any file of a megabyte, even one that begins with a pid', () => {
    const text = `4242\n/${'x'.repeat(1_000_000)}`
    expect(parsePidFile(text)).toEqual({
      ok: false,
      error: `it is longer than ${longestPidFileBytes} bytes`,
    })
    expect(parsePidFile('9'.repeat(1_000_000)).ok).toBe(false)
  })
})

it('never gives anything but a pid that may be a daemon, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), anyText, fc.integer().map(String)), (text) => {
      const parsed = parsePidFile(text)
      if (parsed.ok) {
        expect(parsed.value).toBeGreaterThan(1)
        expect(parsed.value).toBeLessThanOrEqual(4_194_304)
        expect(text).toContain(String(parsed.value))
      } else {
        expect(parsed.error).not.toBe('')
      }
    }),
  )
})

describe('a file with several pids', () => {
  it.each<[string, number[]]>([
    ['100 200\n', [100, 200]],
    ['100\n200\n300\n', [100, 200, 300]],
    ['100\n100\n', [100]],
    ['1 2 3 4 5 6 7 8 9 10\n', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['100\n', []],
    ['', []],
    ['100 name\n', []],
    ['100 007\n', []],
    ['100 -200\n', []],
    ['100 99999999\n', [100]],
    [`100 ${'9 '.repeat(5000)}`, []],
  ])('%j names %j', (text, pids) => {
    expect(listPids(text)).toEqual(pids)
  })
})
