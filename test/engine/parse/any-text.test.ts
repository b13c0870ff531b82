/** What a process or an administrator wrote may be anything: every reader answers, none throws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuxiliaryVector } from '../../../electron/engine/parse/auxiliary-vector.ts'
import {
  parseCgroup,
  unescapeUnitName,
  unitOfCgroup,
} from '../../../electron/engine/parse/cgroup.ts'
import { parseCommandLine } from '../../../electron/engine/parse/command-line.ts'
import { parseHelperLine } from '../../../electron/engine/parse/helper-line.ts'
import { parseListeningSockets } from '../../../electron/engine/parse/net-tcp.ts'
import { parsePrettyName } from '../../../electron/engine/parse/os-release.ts'
import { parsePasswd } from '../../../electron/engine/parse/passwd.ts'
import { parsePidFile } from '../../../electron/engine/parse/pidfile.ts'
import { parseProcStat } from '../../../electron/engine/parse/proc-stat.ts'
import { parseProcStatus, parseSignalMask } from '../../../electron/engine/parse/proc-status.ts'
import { maskSecrets } from '../../../electron/engine/parse/secrets.ts'
import { statLine } from './stat-line.ts'

const bytes = fc.uint8Array({ maxLength: 400 })
/** Valid lines of every reader, to be damaged. */
const samples = [
  statLine({ comm: 'a) b (c' }),
  'Uid:\t33\t33\t33\t33\nNSpid:\t812\t1\nThreads:\t4\nSigCgt:\t0000000198016a07\n',
  '12:pids:/x\n1:name=systemd:/system.slice/app-foo\\x2dbar.service\n0::/\n',
  'hello 1 pidfd=yes inode=no boot=7f28216c',
  'opened 3 1 18446744073709551615',
  'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/bin/false\n',
  'NAME="x"\nPRETTY_NAME="Debian \\"12\\""\n',
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 1\n',
  '4242\n/usr/sbin/sendmail -bd\n',
  'd\0--password=x\0postgres://a:b@c/d\0',
]
/** Bytes as they come, and valid texts with a piece overwritten by bytes. */
const text = fc.oneof(
  bytes.map((raw) => new TextDecoder().decode(raw)),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .tuple(fc.constantFrom(...samples), fc.nat(150), fc.nat(20), fc.string({ maxLength: 8 }))
    .map(([whole, at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length)),
)
const check = (holds: (value: string) => void): void => {
  fc.assert(fc.property(text, holds), { numRuns: 1000 })
}

describe('whatever the text is', () => {
  it('a stat line gives whole numbers and a state of one letter, or nothing', () => {
    check((value) => {
      const stat = parseProcStat(value)
      if (stat === null) return
      const { comm, state, execMark, ...numbers } = stat
      expect(Object.values(numbers).every(Number.isSafeInteger)).toBe(true)
      expect(state).toMatch(/^[A-Za-z]$/)
      expect(execMark.endsWith(comm)).toBe(true)
      expect(value).toContain(`(${comm})`)
    })
  })
  it('a status file gives counted numbers, or says that it does not know', () => {
    check((value) => {
      const { uid, namespacePids, threads, masks } = parseProcStatus(value)
      for (const number of [uid ?? 0, threads ?? 0, ...namespacePids]) {
        expect(number).toBeGreaterThanOrEqual(0)
      }
      for (const mask of Object.values(masks ?? {}) as number[][]) {
        expect(mask).toEqual([...new Set(mask)].sort((a, b) => a - b))
      }
    })
  })
  it('a cgroup is a path or nothing, and its unit is one of its names', () => {
    check((value) => {
      const path = parseCgroup(value)
      expect(path === '' || path.startsWith('/')).toBe(true)
      for (const one of [path, value]) {
        const unit = unitOfCgroup(one)
        if (unit !== null) expect(one).toContain(unit.unit)
      }
    })
  })
  it('a unit name without a backslash is its own title', () => {
    check((value) => {
      const plain = value.replaceAll('\\', '')
      expect(unescapeUnitName(plain)).toBe(plain)
      expect(typeof unescapeUnitName(value)).toBe('string')
    })
  })
  it('a helper line is known whole or not at all', () => {
    check((value) => {
      const line = parseHelperLine(value)
      if (line === null) return
      expect(parseHelperLine(`${value} `)?.kind ?? null).toBe(
        line.kind === 'bad-request' ? 'bad-request' : null,
      )
      expect(parseHelperLine(` ${value}`)).toBeNull()
    })
  })
  it('a command line is put together again but for the NULs at its end', () => {
    check((value) => {
      expect(parseCommandLine(value).join('\0')).toBe(value.replace(/\0+$/, ''))
    })
  })
  it('a listening socket has a port that exists and an inode that is not 0', () => {
    check((value) => {
      for (const protocol of ['tcp', 'udp'] as const) {
        for (const { port, inode } of parseListeningSockets(value, protocol)) {
          expect(port).toBeGreaterThan(0)
          expect(port).toBeLessThan(65_536)
          expect(inode).toMatch(/^[1-9]\d*$/)
        }
      }
    })
  })
  it('users have names, systems have names or none, pid files a reason or a pid', () => {
    check((value) => {
      for (const [uid, name] of parsePasswd(value)) {
        expect(uid).toBeGreaterThanOrEqual(0)
        expect(name).toMatch(/^[^:+-][^:]*$/)
      }
      expect(parsePrettyName(value)).not.toBe('')
      const pid = parsePidFile(value)
      expect(pid.ok ? pid.value > 1 : pid.error.length > 0).toBe(true)
    })
  })
  it('a signal mask has one signal for each bit that is set', () => {
    check((value) => {
      const mask = parseSignalMask(value)
      if (mask === null) return
      const sum = mask.reduce((all, signal) => all | (1n << BigInt(signal - 1)), 0n)
      expect(sum).toBe(BigInt(`0x${value}`))
    })
  })
  it('arguments without any telling sign go through unchanged', () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019-_./ ')) })
    fc.assert(
      fc.property(fc.array(plain.map((word) => `x${word}`)), (args) => {
        const calm = args.filter((word) => !/pass|pwd|secret|token|key|auth/i.test(word))
        expect(maskSecrets(calm)).toEqual(calm)
      }),
    )
  })
  it('an auxiliary vector gives sizes that can be divided by', () => {
    fc.assert(
      fc.property(bytes, (raw) => {
        const { pageBytes, ticksPerSecond } = parseAuxiliaryVector(raw)
        expect(pageBytes).toBeGreaterThan(0)
        expect(ticksPerSecond).toBeGreaterThan(0)
      }),
    )
  })
})
