import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { buildNative, type NativeBuild } from './build-native.ts'
import { findStat } from './proc.ts'
import { StartedProcesses } from './started-processes.ts'

let native: NativeBuild
const processes = new StartedProcesses()
const startHelper = () => processes.startHelper(native.helper)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterEach(() => {
  processes.endAll()
})
afterAll(() => native.remove())

describe('a line that is no request', () => {
  it.each([
    ['an empty line', ''],
    ['a word that nobody knows', 'kill 1 2 3'],
    ['a word without arguments', 'open'],
    ['too few arguments', 'open 1 2'],
    ['too many arguments', 'open 1 2 3 4 5'],
    ['two spaces', 'close  1 2'],
    ['a space at the end', 'close 1 2 '],
    ['a carriage return', 'close 1 2\r'],
    ['a sign', 'open 1 -1 3'],
    ['a leading zero', 'close 01 2'],
    ['a fraction', 'signal 1 1 1.5'],
    ['hexadecimal', 'signal 1 1 0xf'],
    ['a pid that would wrap', 'open 1 4294967297 3'],
    ['a number beyond 64 bits', 'close 1 18446744073709551616'],
    ['signal 0, which proves nothing', 'signal 1 1 0'],
    ['signal 65', 'signal 1 1 65'],
    ['a NUL byte', 'close 1 2\0'],
    ['letters beyond ASCII', 'schließe 1 2'],
    ['256 characters', 'x'.repeat(256)],
    ['10 kB', 'close 1 '.padEnd(10_000, '1')],
  ])('is refused and survived: %s', async (_what, line) => {
    const helper = await startHelper()
    helper.write(`${line}\n`)
    expect(await helper.lines.next()).toMatch(/^error - bad-request [ -~]+$/)
    expect(await helper.ask('close', 7)).toBe('failed EBADF')
    expect(helper.lines.all).toHaveLength(3)
  })

  it('is understood however it is cut up, and so are many at once', async () => {
    const helper = await startHelper()
    const answer = helper.ask('close', 7)
    for (const piece of ['clo', 'se 8', ' 9', '\nclose 9 9\nclose 10', ' 9\n']) {
      helper.write(piece)
      await new Promise(setImmediate)
    }
    expect(await answer).toBe('failed EBADF')
    for (const request of ['8', '9', '10'])
      expect(await helper.lines.next()).toBe(`failed ${request} EBADF`)
  })
})

describe('the end of the helper', () => {
  it('comes with the end of its input, and sends nothing', async () => {
    const helper = await startHelper()
    const daemon = await processes.startPractice(native.practice, 'obeys')
    await helper.open(daemon.pid)
    helper.closeInput()
    expect(await helper.ended()).toEqual({ code: 0, signal: null })
    daemon.child.kill('SIGKILL')
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('does not carry out a request that was cut off', async () => {
    const helper = await startHelper()
    const daemon = await processes.startPractice(native.practice, 'obeys')
    const { handle } = await helper.open(daemon.pid)
    helper.write(`signal 2 ${handle} 15`)
    helper.closeInput()
    expect(await helper.ended()).toEqual({ code: 0, signal: null })
    // A SIGTERM would have come before this, and ended it with code 0.
    daemon.child.kill('SIGKILL')
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('comes when nobody reads its answers any more', async () => {
    const helper = await startHelper()
    helper.closeOutput()
    helper.write('close 1 1\n')
    expect(await helper.ended()).toEqual({ code: 0, signal: null })
  })

  it.each(['SIGINT', 'SIGHUP', 'SIGPIPE'] as const)('does not come with %s', async (signal) => {
    const helper = await startHelper()
    helper.kill(signal)
    expect(await helper.ask('close', 1)).toBe('failed EBADF')
    expect(findStat(helper.pid)?.state).toMatch(/^[RS]$/)
  })

  it('comes with SIGTERM', async () => {
    const helper = await startHelper()
    helper.kill('SIGTERM')
    expect(await helper.ended()).toEqual({ code: null, signal: 'SIGTERM' })
  })
})
