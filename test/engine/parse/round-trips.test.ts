/** Lines as the kernel and the signal helper write them, made from facts: the facts come back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuxiliaryVector } from '../../../electron/engine/parse/auxiliary-vector.ts'
import {
  parseCgroup,
  unitOfCgroup,
  unescapeUnitName,
} from '../../../electron/engine/parse/cgroup.ts'
import { parseCommandLine } from '../../../electron/engine/parse/command-line.ts'
import { parseHelperLine, type HelperLine } from '../../../electron/engine/parse/helper-line.ts'
import { parseListeningSockets } from '../../../electron/engine/parse/net-tcp.ts'
import { parsePrettyName } from '../../../electron/engine/parse/os-release.ts'
import { parsePasswd } from '../../../electron/engine/parse/passwd.ts'
import { parsePidFile } from '../../../electron/engine/parse/pidfile.ts'
import { parseProcStat } from '../../../electron/engine/parse/proc-stat.ts'
import { parseProcStatus, parseSignalMask } from '../../../electron/engine/parse/proc-status.ts'
import { statLine } from './stat-line.ts'

const count = fc.nat(4_194_304)
const number = fc.integer({ min: 0, max: 999_999_999_999_999 })
const inode = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
const errorName = fc.constantFrom('ESRCH', 'EPERM', 'E2BIG', 'EMFILE')
const word = fc.string({
  unit: fc.constantFrom(...Array.from('abcxyz019')),
  minLength: 1,
  maxLength: 8,
})

/** A line of the helper with what it says. */
const helperLines = fc.oneof<fc.Arbitrary<[string, HelperLine]>[]>(
  fc
    .tuple(fc.nat(99), fc.boolean(), fc.boolean(), fc.uuid())
    .map(([version, pidfd, ino, boot]) => [
      `hello ${version} pidfd=${pidfd ? 'yes' : 'no'} inode=${ino ? 'yes' : 'no'} boot=${boot}`,
      { kind: 'hello', version, pidfd, inode: ino, boot },
    ]),
  fc
    .tuple(number, number, inode)
    .map(([request, handle, node]) => [
      `opened ${request} ${handle} ${node}`,
      { kind: 'opened', request, handle, inode: node },
    ]),
  fc
    .tuple(number, fc.constantFrom('gone', 'changed', 'protected', 'permission'))
    .map(([request, reason]) => [
      `refused ${request} ${reason}`,
      { kind: 'refused', request, reason, errorName: null },
    ]),
  fc
    .tuple(number, errorName)
    .map(([request, name]) => [
      `refused ${request} error ${name}`,
      { kind: 'refused', request, reason: 'error', errorName: name },
    ]),
  fc
    .tuple(number, errorName)
    .map(([request, name]) => [
      `failed ${request} ${name}`,
      { kind: 'failed', request, errorName: name },
    ]),
  number.map((request) => [`sent ${request}`, { kind: 'sent', request }]),
  number.map((request) => [`closed ${request}`, { kind: 'closed', request }]),
  number.map((handle) => [`exited ${handle}`, { kind: 'exited', handle }]),
  word.map((expected) => [`error - bad-request ${expected}`, { kind: 'bad-request', expected }]),
)

describe('what was written is what is read', () => {
  it('in every line of the signal helper', () => {
    fc.assert(
      fc.property(helperLines, ([line, expected]) => {
        expect(parseHelperLine(line)).toEqual(expected)
      }),
    )
  })
  it('in a stat line', () => {
    const facts = fc.record({
      pid: fc.integer({ min: 1, max: 4_194_304 }),
      comm: fc.string({ maxLength: 15 }),
      state: fc.constantFrom('R', 'S', 'D', 'Z', 'T', 't', 'I'),
      parentPid: count,
      processGroup: count,
      session: count,
      terminal: fc.integer({ min: -1, max: 99_999 }),
      flags: fc.nat(),
      startTicks: number,
      residentPages: number,
    })
    fc.assert(
      fc.property(facts, number, number, (some, userTicks, systemTicks) => {
        const line = statLine({ ...some, userTicks }).split(' ')
        // Field 15, counted from the end: the name may hold spaces.
        line[line.length - 52 + 14] = String(systemTicks)
        const stat = parseProcStat(line.join(' '))
        const read = Object.keys(some).map((key) => stat?.[key as keyof typeof some])
        expect([...read, stat?.cpuTicks]).toEqual([...Object.values(some), userTicks + systemTicks])
      }),
    )
  })
  it('in a signal mask of any width, in either case', () => {
    const signals = fc
      .uniqueArray(fc.integer({ min: 1, max: 128 }))
      .map((s) => s.sort((a, b) => a - b))
    fc.assert(
      fc.property(signals, (some) => {
        const hex = some.reduce((all, s) => all | (1n << BigInt(s - 1)), 0n).toString(16)
        expect(parseSignalMask(hex)).toEqual(some)
        expect(parseSignalMask(hex.toUpperCase().padStart(32, '0'))).toEqual(some)
      }),
    )
  })
  it('in a status file, in whatever order its lines stand', () => {
    const pids = fc.array(count, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(count, pids, count, fc.boolean(), (uid, namespacePids, threads, turned) => {
        const lines = [
          `Uid:\t1\t${uid}\t2\t3`,
          `NSpid:\t${namespacePids.join('\t')}`,
          `Threads:\t${threads}`,
        ]
        const text = (turned ? lines.toReversed() : lines).join('\n')
        expect(parseProcStatus(text)).toEqual({ uid, namespacePids, threads, masks: null })
      }),
    )
  })
  it('in a command line whose last argument is not empty', () => {
    const argument = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', ''))
    fc.assert(
      fc.property(fc.array(argument), argument, fc.nat(5), (args, last, padding) => {
        const all = [...args, `${last}.`]
        expect(parseCommandLine(all.join('\0') + '\0'.repeat(padding))).toEqual(all)
      }),
    )
  })
  it('in the table of sockets, those of one state alone', () => {
    const sockets = fc.array(
      fc.record({
        port: fc.integer({ min: 1, max: 65_535 }),
        inode: fc.integer({ min: 1 }).map(String),
        state: fc.constantFrom('0A', '07', '01', '06'),
      }),
    )
    fc.assert(
      fc.property(sockets, (some) => {
        const lines = some.map(({ port, inode: node, state }, at) => {
          const hex = port.toString(16).toUpperCase().padStart(4, '0')
          return `  ${at}: 0100007F:${hex} 00000000:0000 ${state} 0:0 00:0 0 0 0 ${node} 1`
        })
        const only = (state: string) =>
          some
            .filter((s) => s.state === state)
            .map(({ port, inode: node }) => ({ port, inode: node }))
        expect(parseListeningSockets(lines.join('\n'), 'tcp')).toEqual(only('0A'))
        expect(parseListeningSockets(lines.join('\n'), 'udp')).toEqual(only('07'))
      }),
    )
  })
  it('in a pid file, padded or not', () => {
    const pid = fc.integer({ min: 2, max: 4_194_304 })
    fc.assert(
      fc.property(pid, fc.constantFrom('', '\n', '\r\n', ' \n\n'), fc.nat(9), (value, end, pad) => {
        expect(parsePidFile(' '.repeat(pad) + String(value) + end)).toEqual({ ok: true, value })
      }),
    )
  })
  it('in the file of users, the first name of a uid', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.nat(9))), (users) => {
        const names = parsePasswd(users.map(([name, uid]) => `${name}:x:${uid}:0::/:`).join('\n'))
        expect(names).toEqual(new Map(users.toReversed().map(([name, uid]) => [uid, name])))
      }),
    )
  })
  it('in the name of the system, quoted as a shell would', () => {
    const name = fc.string({ minLength: 1 }).filter((one) => !one.includes('\n'))
    fc.assert(
      fc.property(name, (one) => {
        const quoted = one.replace(/["\\$`]/g, '\\$&')
        expect(parsePrettyName(`A=b\nPRETTY_NAME="${quoted}"\nC=d`)).toBe(one)
      }),
    )
  })
  it('in an auxiliary vector, wherever its two facts stand', () => {
    const others = fc.array(fc.tuple(fc.integer({ min: 18, max: 60 }), fc.nat()))
    fc.assert(
      fc.property(others, fc.integer({ min: 1 }), fc.integer({ min: 1 }), (some, page, ticks) => {
        const pairs = [[6, page], ...some, [17, ticks], [0, 0]].flat()
        const raw = new Uint8Array(new BigUint64Array(pairs.map(BigInt)).buffer)
        expect(parseAuxiliaryVector(raw)).toEqual({ pageBytes: page, ticksPerSecond: ticks })
      }),
    )
  })
  it('in a unit name that systemd escaped byte by byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (title) => {
        const escaped = [...new TextEncoder().encode(title)]
          .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
          .join('')
        expect(unescapeUnitName(escaped)).toBe(title)
        const path = parseCgroup(`0::/system.slice/a${escaped}.service\n`)
        expect(unitOfCgroup(path)).toEqual({
          unit: `a${escaped}.service`,
          title: `a${title}.service`,
          manager: { kind: 'system' },
        })
      }),
    )
  })
})
