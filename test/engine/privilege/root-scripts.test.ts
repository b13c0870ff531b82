import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../../shared/errors.ts'
import type { CommandRunner } from '../../../electron/engine/os/ports.ts'
import { createRoutedCommands } from '../../../electron/engine/privilege/root-scripts.ts'
import type { RootLine } from '../../../electron/engine/parse/root-line.ts'
import { FakeHelpers } from '../../fakes/root-helper.ts'
import { FakeClock, settle } from '../../fakes/world.ts'

vi.mock('node:fs', { spy: true })

let folder: string
let own: string[]
let clock: FakeClock
let helpers: FakeHelpers
let commands: CommandRunner

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-scripts-'))
  own = []
  clock = new FakeClock()
  helpers = new FakeHelpers()
  const runner: CommandRunner = {
    run: (argv) => {
      own.push(argv.join(' '))
      return Promise.resolve(ok({ status: 0, signal: null, timedOut: false, output: 'own' }))
    },
  }
  commands = createRoutedCommands({ own: runner, helpers, clock })
})
afterEach(() => {
  vi.mocked(writeSync).mockReset()
  rmSync(folder, { recursive: true })
})

const said = (job: number, text: string | Uint8Array): RootLine => ({
  kind: 'said',
  job,
  bytes: Uint8Array.from(Buffer.from(text)),
})
const ended = (job: number, status: number | null, signal: number | null = null): RootLine => ({
  kind: 'job-ended',
  job,
  status,
  signal,
})
const stop = ['/etc/init.d/iguana', 'stop']

/** A helper that starts job 9. */
const granted = () => helpers.grant('init-scripts').answer('run', { kind: 'started', job: 9 })

describe('an init script', () => {
  it('is not run where nobody could keep what it says: a full disk', async () => {
    const link = granted()
    const answer = await commands.run(['/etc/init.d/iguana', 'start'], 1000, {
      keepIn: '/dev/full',
    })
    expect(answer).toMatchObject({ error: { code: 'not-available', place: '/dev/full' } })
    expect(link.asked).toEqual([])
  })

  it('is run by root where permission is there, with all that it said', async () => {
    const link = granted()
    const run = commands.run(stop, 1000)
    const euro = Buffer.from('€')
    link.say(said(9, 'Stopping '))
    link.say(said(8, 'another'))
    link.say(said(9, euro.subarray(0, 1)))
    link.say(said(9, euro.subarray(1)))
    link.say(ended(8, 1))
    link.say(ended(9, 3))
    expect(await run).toEqual(
      ok({ status: 3, signal: null, timedOut: false, output: 'Stopping €' }),
    )
    expect(link.asked).toEqual(['run iguana stop'])
    expect(own).toEqual([])
  })

  it('that a signal ended says which', async () => {
    const link = granted()
    const run = commands.run(stop, 1000)
    link.say(ended(9, null, 15))
    expect(await run).toMatchObject({ value: { status: null, signal: 'SIGTERM' } })
  })

  it('past its timeout is reported and left running', async () => {
    const link = granted()
    const run = commands.run(stop, 1000)
    link.say(said(9, 'still at it'))
    await clock.advance(1000)
    expect(await run).toEqual(
      ok({ status: null, signal: null, timedOut: true, output: 'still at it' }),
    )
    expect(link.asked).toEqual(['run iguana stop'])
    expect(link.closed).toBe(false)
  })

  it('keeps what a start says where it shall be kept', async () => {
    const link = granted()
    const path = join(folder, 'out', 'iguana.log')
    const run = commands.run(['/etc/init.d/iguana', 'start'], 1000, { keepIn: path })
    link.say(said(9, 'Started\n'))
    link.say(ended(9, 0))
    expect(await run).toMatchObject({ value: { output: 'Started\n' } })
    expect(readFileSync(path, 'utf8')).toMatch(/iguana start, as root\nStarted\n$/)
  })

  it('is stopped on a full disk, too, without its words', async () => {
    // As a disk is when it fills up while the script runs.
    vi.mocked(writeSync).mockImplementation(() => {
      throw Object.assign(new Error('no'), { code: 'ENOSPC' })
    })
    const link = granted()
    const run = commands.run(stop, 1000)
    link.say(said(9, 'Stopping '))
    link.say(said(9, 'iguana'))
    link.say(ended(9, 0))
    expect(await run).toMatchObject({
      value: {
        status: 0,
        output: 'Quiesce could not keep more of this: no space left on the device.',
      },
    })
  })

  it('goes on where the helper ends, and nobody says that it is over', async () => {
    const link = granted()
    const run = commands.run(stop, 1000)
    link.end('the root helper ended by SIGKILL')
    expect(await run).toMatchObject({
      error: { code: 'backend-failed', cause: 'the root helper ended by SIGKILL' },
    })
    await clock.advance(2000)
    await settle()
  })

  it.each([
    ['unknown', 'unknown-target'],
    ['not-roots', 'untrusted-script'],
    ['writable', 'untrusted-script'],
    ['not-a-script', 'untrusted-script'],
    ['protected', 'protected'],
    ['busy', 'busy'],
    ['error', 'backend-failed'],
    ['something-new', 'backend-failed'],
  ] as const)('that is refused as %s is %s, in the helper’s words', async (reason, code) => {
    const text = Uint8Array.from(Buffer.from('the\u001b words'))
    helpers.grant('init-scripts').answer('run', { kind: 'denied', reason, text })
    const run = await commands.run(stop, 1000)
    expect(run).toMatchObject({ error: { code, place: '/etc/init.d/iguana' } })
    expect(JSON.stringify(run)).toContain('words')
    expect(JSON.stringify(run)).not.toContain('\\u001b')
  })
})

describe('as oneself', () => {
  it.each([
    ['a script without permission', stop, false],
    ['a script that is asked for its status', ['/etc/init.d/iguana', 'status'], true],
    ['another command', ['/opt/iguana/stop'], true],
  ])('runs %s', async (_what, argv, isGranted) => {
    if (isGranted) granted()
    expect(await commands.run(argv, 1000)).toMatchObject({ value: { output: 'own' } })
    expect(own).toEqual([argv.join(' ')])
  })
})
