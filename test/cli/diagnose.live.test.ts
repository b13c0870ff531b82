/** Why a real daemon does not stop, told by the built command, and what is done about it. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { diagnoseResult, diagnosisLine } from '../../shared/json-diagnosis.ts'
import { isHere, seeDaemon } from '../live/proc.ts'
import { checkout, Home } from '../live/quiesce.ts'
import { noScript, openPty, script } from './pty.ts'

const missing = script === null ? noScript : canRun.native.here ? null : canRun.native.missing

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => {
  home.close()
})

describe.skipIf(missing !== null)(`why it does not stop${missing ? ` (${missing})` : ''}`, () => {
  it('is told before anything is sent, and while a script waits', async () => {
    const daemon = await home.practice('ignores-term')
    const target = `pid:${daemon.pid}`
    const asked = await home.quiesce(['diagnose', target, '--json'])
    const result = diagnoseResult.parse(asked.result)
    expect([asked.status, result.findings[0]?.code]).toEqual([1, 'ignores-signal'])
    const stop = await home.quiesce(['stop', target, '--json', '--schedule', 'stop/2/ask'])
    const line = diagnosisLine.parse(stop.lines.find(({ type }) => type === 'diagnosis'))
    expect([stop.status, line.findings[0]?.code]).toEqual([11, 'ignores-signal'])
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('is mended by the remedy that a person chooses by its number', async () => {
    // So long that it is still there on a busy machine when it is stopped in the middle.
    const daemon = await home.practice('slow', '--seconds', '9')
    const command = [process.execPath, join(checkout, 'dist/cli.js')]
    const args = ['stop', `pid:${daemon.pid}`, '--schedule', 'stop/2/ask/KILL/5']
    const pty = openPty([...command, ...args], home.env)
    await pty.sees('SIGTERM sent to')
    // Somebody stops it in the middle of its cleaning up.
    process.kill(daemon.pid, 'SIGSTOP')
    await pty.sees('1: Continue it (SIGCONT)')
    expect(pty.text).toMatch(/Why: .* is stopped/)
    pty.type('1')
    await pty.sees('Continue it (SIGCONT)? [y/N]')
    pty.type('y')
    await pty.sees(': continued.')
    expect(await pty.status).toBe(0)
    expect(seeDaemon(daemon.folder)).toEqual([])
    const { lines } = await home.quiesce(['journal', '--json'])
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: 'intent', what: 'CONT', remedy: 'Continue it (SIGCONT)' }),
    )
  })
})
