import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKernelThread, parseProcStat } from '../../../electron/engine/parse/proc-stat.ts'
import { statLine } from './stat-line.ts'

const awkward = fc.constantFrom(
  '(',
  ')',
  ' ',
  '\n',
  '\t',
  '1',
  'S',
  'Z',
  '-',
  'é',
  '\u0001',
  '\u{1f600}',
)

describe('a stat line', () => {
  it('gives the fields that proc_pid_stat(5) numbers', () => {
    // A real line of a shell, Linux 6.18.
    const line =
      '4747 (bash) S 4740 4747 4748 34816 5001 4194560 1031 5123 3 7 12 5 88 31 20 0 1 0 156302 ' +
      '8531968 1203 18446744073709551615 94 95 140 0 0 0 65536 3670020 1266777851 1 0 0 17 1 0 0 0 ' +
      '0 0 96 97 98 141 142 143 144 0\n'
    expect(parseProcStat(line)).toEqual({
      pid: 4747,
      comm: 'bash',
      state: 'S',
      parentPid: 4740,
      processGroup: 4747,
      session: 4748,
      terminal: 34816,
      flags: 4194560,
      cpuTicks: 17,
      startTicks: 156302,
      residentPages: 1203,
      execMark: '0 140 141 142 bash',
    })
  })

  it.each([
    ['a space', 'tmux: server'],
    ['a closing parenthesis', 'a) R 1 1'],
    ['parentheses of its own, as systemd gives its children', '(sd-pam)'],
    ['a newline', 'a\nb'],
    ['a whole false stat line', ') Z 1 1 1 1'],
    ['nothing at all', ''],
    ['an unfinished character', '\ufffd'],
    ['an escape sequence', '\u001b[31m'],
  ])('is read whatever the name holds: %s', (_what, comm) => {
    const stat = parseProcStat(statLine({ pid: 42, comm, state: 'S', parentPid: 7 }))
    expect(stat).toMatchObject({ pid: 42, comm, state: 'S', parentPid: 7 })
  })

  it('is read whatever characters the name is made of', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15, unit: awkward }), (comm) => {
        expect(parseProcStat(statLine({ comm, startTicks: 99 }))).toMatchObject({
          comm,
          startTicks: 99,
        })
      }),
    )
  })

  it.each([
    ['empty text', ''],
    ['no parentheses', '1 bash S 0 1 1'],
    ['no pid', '(bash) S 0 1 1'],
    ['a line cut off after the name', '1 (bash)'],
    ['a line cut off before the start time', '1 (bash) S 0 1 1 0 -1 4194560 1 1'],
    ['a state of two letters', statLine({ state: 'SS' })],
    ['a state that is a digit', statLine({ state: '5' })],
    ['a pid that is a word', statLine({}).replace(/^\d+/, 'one')],
  ])('is refused as none: %s', (_what, text) => {
    expect(parseProcStat(text)).toBeNull()
  })

  it('has no controlling terminal as 0 and a foreground group of -1', () => {
    expect(parseProcStat(statLine({ terminal: 0 }))?.terminal).toBe(0)
  })
})

describe('a kernel thread', () => {
  it.each([
    [0x00200040, true],
    [69238880, true],
    [4194560, false],
    [0, false],
  ])('is known by its flags: %i', (flags, expected) => {
    const stat = parseProcStat(statLine({ flags }))
    expect(stat && isKernelThread(stat)).toBe(expected)
  })
})

describe('the exec mark', () => {
  const mark = (facts: Parameters<typeof statLine>[0]) => parseProcStat(statLine(facts))?.execMark
  const before = mark({ comm: 'sh', flags: 0x40, stackStart: '140', argumentStart: '141' })

  it.each([
    ['the name', { comm: 'sleep', flags: 0x40, stackStart: '140', argumentStart: '141' }],
    ['the flag of a fork', { comm: 'sh', flags: 0, stackStart: '140', argumentStart: '141' }],
    ['the stack', { comm: 'sh', flags: 0x40, stackStart: '150', argumentStart: '141' }],
    ['the arguments', { comm: 'sh', flags: 0x40, stackStart: '140', argumentStart: '151' }],
  ])('changes with %s', (_what, facts) => {
    expect(mark(facts)).not.toBe(before)
  })

  it('stays while the process works', () => {
    const facts = { comm: 'sh', flags: 0x40, stackStart: '140', argumentStart: '141' }
    expect(mark({ ...facts, state: 'R', residentPages: 5000, userTicks: 9, parentPid: 1 })).toBe(
      before,
    )
  })
})
