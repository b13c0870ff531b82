import { describe, expect, it } from 'vitest'
import { parseProcIo } from '../../../electron/engine/parse/proc-io.ts'
import { functionOfFrame, parseProcStack } from '../../../electron/engine/parse/proc-stack.ts'
import { statusField } from '../../../electron/engine/parse/proc-status.ts'
import { parseThreadStatus } from '../../../electron/engine/parse/thread-status.ts'

const status = (lines: Record<string, string> = {}): string =>
  Object.entries({
    Name: 'redis-server',
    State: 'S (sleeping)',
    TracerPid: '0',
    SigPnd: '0000000000000000',
    SigBlk: '0000000000004000',
    voluntary_ctxt_switches: '150',
    nonvoluntary_ctxt_switches: '545',
    ...lines,
  })
    .map(([key, value]) => `${key}:\t${value}\n`)
    .join('')

describe('the status of a thread', () => {
  it('tells what it blocks, how often it slept and who traces it', () => {
    expect(parseThreadStatus(status())).toEqual({
      tracerPid: 0,
      voluntarySwitches: 150,
      involuntarySwitches: 545,
      blocked: [15],
      pending: [],
    })
  })

  it.each([
    ['TracerPid', 'tracerPid'],
    ['voluntary_ctxt_switches', 'voluntarySwitches'],
    ['nonvoluntary_ctxt_switches', 'involuntarySwitches'],
    ['SigBlk', 'blocked'],
    ['SigPnd', 'pending'],
  ] as const)('knows nothing of %s rather than guess', (key, field) => {
    for (const value of ['', '-1', 'x', '1 2', '9'.repeat(33)]) {
      expect(parseThreadStatus(status({ [key]: value }))[field]).toBeNull()
    }
  })

  it('does not take the switches of one kind for those of the other', () => {
    const text = 'Name:\tx\nnonvoluntary_ctxt_switches:\t545\n'
    expect(parseThreadStatus(text).voluntarySwitches).toBeNull()
    expect(parseThreadStatus(text).involuntarySwitches).toBe(545)
  })

  it('is not fooled by a name with an escaped newline', () => {
    const text = status({ Name: 'a\\nTracerPid:\t7' })
    expect(parseThreadStatus(text).tracerPid).toBe(0)
  })

  it.each(['', '\n\n', 'TracerPid', '\u0000'])('knows nothing of %j', (text) => {
    expect(Object.values(parseThreadStatus(text)).every((value) => value === null)).toBe(true)
  })
})

describe('a field of a status file', () => {
  it.each([
    ['the first', 'A:\t1\nB:\t2\n', 'A', '1'],
    ['the last, without an end', 'A:\t1\nB:\t2', 'B', '2'],
    ['with spaces', 'A:\t 1 2 \n', 'A', '1 2'],
    ['an empty one', 'A:\t\nB:\t2\n', 'A', ''],
    ['one that ends like another', 'XA:\t1\nA:\t2\n', 'A', '2'],
    ['a missing one', 'A:\t1\n', 'B', ''],
    ['of nothing', '', 'A', ''],
  ])('%s', (_what, text, key, expected) => {
    expect(statusField(text, key)).toBe(expected)
  })
})

const io =
  'rchar: 6976\nwchar: 12\nsyscr: 10\nsyscw: 1\nread_bytes: 4096\nwrite_bytes: 8192\n' +
  'cancelled_write_bytes: 0\n'

describe('counters of input and output', () => {
  it('are read by name', () => {
    expect(parseProcIo(io)).toEqual({
      readChars: 6976,
      writtenChars: 12,
      readCalls: 10,
      writeCalls: 1,
      readBytes: 4096,
      writtenBytes: 8192,
    })
  })

  it('take no cancelled bytes for written ones', () => {
    expect(parseProcIo(io.replace('write_bytes: 8192\n', ''))).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['a part', io.slice(0, 30)],
    ['a word', io.replace('6976', 'many')],
    ['a negative number', io.replace('6976', '-1')],
    ['one beyond all numbers', io.replace('6976', '9'.repeat(20))],
  ])('are unknown: %s', (_what, text) => {
    expect(parseProcIo(text)).toBeNull()
  })
})

describe('a stack of the kernel', () => {
  const text =
    '[<0>] anon_pipe_read+0x366/0x410\n[<0>] vfs_read+0x32c/0x360\n' +
    '[<0>] do_syscall_64+0x71/0x280\n'

  it('is read from the inside out', () => {
    const frames = parseProcStack(text)
    expect(frames.map(functionOfFrame)).toEqual(['anon_pipe_read', 'vfs_read', 'do_syscall_64'])
    expect(frames[0]).toBe('[<0>] anon_pipe_read+0x366/0x410')
  })

  it.each([
    ['a module', '[<0>] rpc_wait_bit_killable+0x24/0xb0 [sunrpc]', 'rpc_wait_bit_killable'],
    ['a compiler’s clone', '[<0>] do_wait.part.0+0x1/0x2', 'do_wait.part.0'],
    [
      'an older kernel',
      '[<ffffffff811e5c1d>] poll_schedule_timeout+0x4d/0x80',
      'poll_schedule_timeout',
    ],
    ['an address alone', '[<0>] 0xffffffffffffffff', '0xffffffffffffffff'],
    ['another shape', 'schedule+0x1', null],
    ['nothing', '', null],
  ])('names the function of %s', (_what, frame, expected) => {
    expect(functionOfFrame(frame)).toBe(expected)
  })

  it.each(['', '\n', 'running\n', 'permission denied'])('is empty for %j', (other) => {
    expect(parseProcStack(other)).toEqual([])
  })

  it('is cut off where it never ends', () => {
    expect(parseProcStack(text.repeat(100)).length).toBe(64)
  })
})
