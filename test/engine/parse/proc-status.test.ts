import { describe, expect, it } from 'vitest'
import { parseProcStatus, parseSignalMask } from '../../../electron/engine/parse/proc-status.ts'

const status = (lines: Record<string, string> = {}): string =>
  Object.entries({
    Name: 'nginx',
    State: 'S (sleeping)',
    Pid: '812',
    NSpid: '812',
    Uid: '33\t33\t33\t33',
    Threads: '1',
    SigPnd: '0000000000000000',
    ShdPnd: '0000000000000000',
    SigBlk: '0000000000000000',
    SigIgn: '0000000040001000',
    SigCgt: '0000000198016a07',
    ...lines,
  })
    .map(([key, value]) => `${key}:\t${value}\n`)
    .join('')

describe('a signal mask', () => {
  it.each([
    ['0000000000000000', []],
    ['0000000000000001', [1]],
    ['0000000000004000', [15]],
    ['0000000000014003', [1, 2, 15, 17]],
    // The highest real-time signal, beyond what a double could hold exactly with the rest.
    ['8000000000000001', [1, 64]],
    ['0000000100000000', [33]],
    // 128 signals, as on MIPS.
    ['80000000000000000000000000000000', [128]],
    ['FFFF', Array.from({ length: 16 }, (_, at) => at + 1)],
  ])('%s', (hex, expected) => {
    expect(parseSignalMask(hex)).toEqual(expected)
  })

  it.each(['', 'g', '0x10', '-1', ' 1', '1'.repeat(33)])('is none: %j', (text) => {
    expect(parseSignalMask(text)).toBeNull()
  })
})

describe('a status file', () => {
  it('tells what nginx does with signals', () => {
    expect(parseProcStatus(status()).masks).toEqual({
      caught: [1, 2, 3, 10, 12, 14, 15, 17, 28, 29, 32, 33],
      ignored: [13, 31],
      blocked: [],
      pending: [],
    })
  })

  it.each([
    ['of the process', { ShdPnd: '4000' }, [15]],
    ['of its main thread', { SigPnd: '1' }, [1]],
    ['of both, each once and in order', { ShdPnd: '4001', SigPnd: '4002' }, [1, 2, 15]],
  ])('shows pending signals %s', (_what, lines, pending) => {
    expect(parseProcStatus(status(lines)).masks?.pending).toEqual(pending)
  })

  it('names the effective user, which decides what the process may do', () => {
    expect(parseProcStatus(status({ Uid: '1000\t0\t1000\t1000' })).uid).toBe(0)
  })

  it.each([
    ['our own namespace', '812', [812]],
    ['a container', '812\t1', [812, 1]],
    ['a container in a container', '812\t40\t1', [812, 40, 1]],
    ['a kernel that does not say', '', []],
    ['nonsense', '812 x', []],
  ])('counts pid namespaces: %s', (_what, NSpid, expected) => {
    expect(parseProcStatus(status({ NSpid })).namespacePids).toEqual(expected)
  })

  it('counts threads', () => {
    expect(parseProcStatus(status({ Threads: '17' })).threads).toBe(17)
  })

  it.each(['SigCgt', 'SigIgn', 'SigBlk', 'ShdPnd', 'SigPnd'])(
    'has no masks rather than guessed ones without %s',
    (key) => {
      expect(parseProcStatus(status({ [key]: '?' })).masks).toBeNull()
    },
  )

  it('knows nothing of an empty file', () => {
    expect(parseProcStatus('')).toEqual({
      uid: null,
      namespacePids: [],
      threads: null,
      masks: null,
    })
  })

  it('does not take an unreadable uid for root', () => {
    expect(parseProcStatus(status({ Uid: '' })).uid).toBeNull()
    expect(parseProcStatus(status({ Uid: 'x\ty' })).uid).toBeNull()
  })

  it('is not fooled by a name with an escaped newline', () => {
    expect(parseProcStatus(status({ Name: 'a\\nUid:\t0\t0\t0\t0' })).uid).toBe(33)
  })
})
