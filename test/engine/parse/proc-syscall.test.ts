import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProcSyscall } from '../../../electron/engine/parse/proc-syscall.ts'
import { syscallName } from '../../../electron/engine/parse/syscall-names.ts'
import { subjectOfSyscall } from '../../../electron/engine/parse/syscall-subject.ts'

const line = (number: number, ...args: readonly string[]): string => {
  const all = [...args, '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'].slice(0, 6)
  return `${[number, ...all, '0x7ffd60b18ee8', '0x7f7f8e5cff3e'].join(' ')}\n`
}
const subject = (number: number, ...args: readonly string[]) => {
  const call = parseProcSyscall(line(number, ...args), 'x64')
  return call && subjectOfSyscall(call)
}

describe('the names of system calls', () => {
  it.each([
    ['x64', 0, 'read'],
    ['x64', 7, 'poll'],
    ['x64', 61, 'wait4'],
    ['x64', 72, 'fcntl'],
    ['x64', 73, 'flock'],
    ['x64', 202, 'futex'],
    ['x64', 232, 'epoll_wait'],
    ['x64', 281, 'epoll_pwait'],
    ['x64', 426, 'io_uring_enter'],
    ['arm64', 22, 'epoll_pwait'],
    ['arm64', 32, 'flock'],
    ['arm64', 63, 'read'],
    ['arm64', 73, 'ppoll'],
    ['arm64', 98, 'futex'],
    ['arm64', 260, 'wait4'],
    ['arm64', 426, 'io_uring_enter'],
    ['x64', 9999, null],
    // A number of one machine is something else on another.
    ['arm64', 0, null],
    ['riscv64', 63, null],
    ['', 0, null],
  ])('%s %i is %s', (architecture, number, expected) => {
    expect(syscallName(architecture, number)).toBe(expected)
  })
})

describe('what a thread is inside of', () => {
  it('is a call with its six arguments', () => {
    expect(parseProcSyscall(line(0, '0x3', '0x7f24d7611000', '0x20000'), 'x64')).toEqual({
      kind: 'inside',
      number: 0,
      name: 'read',
      args: ['0x3', '0x7f24d7611000', '0x20000', '0x0', '0x0', '0x0'],
    })
  })

  it('is nothing while it runs, and no call on a fault', () => {
    expect(parseProcSyscall('running\n', 'x64')).toEqual({ kind: 'running' })
    expect(parseProcSyscall('-1 0x7ffd60b18ee8 0x7f7f8e5cff3e\n', 'x64')).toEqual({ kind: 'none' })
  })

  it('has no name in a 32-bit program, where 7 is waitpid and not poll', () => {
    const compat = line(7).replace('0x7ffd60b18ee8', '0xffb18ee8')
    expect(parseProcSyscall(compat, 'x64')).toMatchObject({ number: 7, name: null })
    expect(parseProcSyscall(line(7), 'x64')).toMatchObject({ number: 7, name: 'poll' })
  })

  it('has no name where the machine is another one', () => {
    expect(parseProcSyscall(line(0), 'ppc64')).toMatchObject({ number: 0, name: null })
  })

  it.each([
    ['nothing', ''],
    ['a number alone', '0'],
    ['a word', 'sleeping'],
    ['running, and more', 'running 0x0'],
    ['five arguments', line(0).replace(' 0x0', '')],
    ['an argument that is no hexadecimal number', line(0).replace('0x0', '0xzz')],
    ['decimal arguments', line(0).replaceAll('0x0', '0')],
    ['-1 with arguments', `-1${line(0).slice(1)}`],
    ['a line cut off', line(0).slice(0, 20)],
  ])('is unknown: %s', (_what, text) => {
    expect(parseProcSyscall(text, 'x64')).toBeNull()
  })

  it('is read of this very process, as the kernel writes it', () => {
    // We are inside the read of this file ourselves.
    const call = parseProcSyscall(readFileSync('/proc/thread-self/syscall', 'utf8'), process.arch)
    expect(call).toMatchObject({ kind: 'inside', name: expect.stringMatching(/^p?read/) as string })
  })
})

const minusOne = '0xffffffffffffffff'

describe('what a call waits for', () => {
  it.each([
    ['read of a descriptor', subject(0, '0x4'), { kind: 'descriptor', fd: 4, way: 'in' }],
    ['accept', subject(43, '0x5'), { kind: 'descriptor', fd: 5, way: 'in' }],
    ['recvmsg', subject(47, '0x6'), { kind: 'descriptor', fd: 6, way: 'in' }],
    ['write', subject(1, '0x1'), { kind: 'descriptor', fd: 1, way: 'out' }],
    ['connect', subject(42, '0x7'), { kind: 'descriptor', fd: 7, way: 'out' }],
    ['fsync', subject(74, '0x8'), { kind: 'descriptor', fd: 8, way: 'both' }],
    ['epoll_wait', subject(232, '0x9'), { kind: 'epoll', fd: 9 }],
    ['poll', subject(7, '0x7ffd60b18ee8', '0x2', minusOne), { kind: 'several' }],
    ['select', subject(23, '0x10'), { kind: 'several' }],
    ['flock', subject(73, '0x3', '0x2'), { kind: 'file-lock', fd: 3 }],
    ['fcntl that waits', subject(72, '0x3', '0x7'), { kind: 'file-lock', fd: 3 }],
    ['the same for a description', subject(72, '0x3', '0x26'), { kind: 'file-lock', fd: 3 }],
    ['fcntl that does not wait', subject(72, '0x3', '0x6'), null],
    ['futex', subject(202, '0x7f00', '0x80'), { kind: 'futex', address: '0x7f00' }],
    ['wait4 for one child', subject(61, '0x1267'), { kind: 'child', pid: 4711 }],
    ['wait4 for any', subject(61, minusOne), { kind: 'child', pid: null }],
    ['wait4 for any, as 32 bits', subject(61, '0xffffffff'), { kind: 'child', pid: null }],
    ['wait4 for a group', subject(61, '0xffffed99'), { kind: 'child', pid: null }],
    ['waitid for one', subject(247, '0x1', '0x1267'), { kind: 'child', pid: 4711 }],
    ['waitid for a pidfd', subject(247, '0x3', '0x5'), { kind: 'child', pid: null }],
    ['waitid for all', subject(247, '0x0', '0x0'), { kind: 'child', pid: null }],
    ['pause', subject(34), { kind: 'signal' }],
    ['sigwait', subject(128), { kind: 'signal' }],
    ['a sleep', subject(230), { kind: 'time' }],
    ['a semaphore', subject(220), { kind: 'ipc' }],
    ['a message', subject(70), { kind: 'ipc' }],
    ['open, whose path only the process knows', subject(257, '0xffffff9c'), null],
    ['a call that nobody knows', subject(9999), null],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('is nothing while it runs, and at no call', () => {
    expect(subjectOfSyscall({ kind: 'running' })).toBeNull()
    expect(subjectOfSyscall({ kind: 'none' })).toBeNull()
  })

  it('has a descriptor within 32 bits, whatever stands in the argument', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.nat(450), (value, number) => {
        const found = subject(number, `0x${value.toString(16)}`)
        if (found === null || !('fd' in found)) return
        expect(Math.abs(found.fd)).toBeLessThanOrEqual(2 ** 31)
      }),
    )
  })
})
