/** Every practice daemon, stopped from the command line, ends as it should; nobody is left behind. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { isHere, seeDaemon } from './proc.ts'
import { Home } from './quiesce.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => {
  home.close()
})

describe('daemons that stop when asked', () => {
  it.each([
    ['obeys', []],
    ['slow', ['--seconds', '2']],
    ['stopped', []],
    ['respawns', []],
    ['forks', []],
    ['leaves-files', []],
  ])('%s is stopped, and nobody is left', async (vice, more) => {
    const daemon = await home.practice(vice, ...more)
    const ended = await home.quiesce(['stop', `pid:${daemon.pid}`, '--json'])
    expect(ended.err).toBe('')
    expect(ended.result).toMatchObject({ type: 'result', outcome: 'stopped', exitStatus: 0 })
    expect(ended.status).toBe(0)
    expect(seeDaemon(daemon.folder)).toEqual([])
  })

  it('double-forks is stopped through its pid file, which names the survivor', async () => {
    const daemon = await home.practice('double-forks')
    const ended = await home.quiesce(['stop', `pidfile:${daemon.pidFile}`, '--json'])
    expect(ended.result).toMatchObject({ outcome: 'stopped', exitStatus: 0 })
    expect(seeDaemon(daemon.folder)).toEqual([])
  })

  it('obeys is stopped from the portable path, too, and the weaker guarantee is named', async () => {
    const daemon = await home.practice('obeys')
    home.env.QUIESCE_SIGNAL_HELPER = '/nonexistent'
    const listed = await home.quiesce(['list'])
    expect(listed.out + listed.err).toContain('weaker')
    const ended = await home.quiesce(['stop', `pid:${daemon.pid}`, '--json'])
    expect(ended.result).toMatchObject({ outcome: 'stopped' })
    expect(seeDaemon(daemon.folder)).toEqual([])
  })
})

describe.each(['ignores-term', 'catches-term'])('%s', (vice) => {
  it('stays alive without a person, and is asked about with status 11', async () => {
    const daemon = await home.practice(vice)
    const ended = await home.quiesce([
      'stop',
      `pid:${daemon.pid}`,
      '--schedule',
      'stop/2/ask',
      '--no-input',
      '--json',
    ])
    expect(ended.result).toMatchObject({ outcome: 'hung', exitStatus: 11 })
    expect(ended.status).toBe(11)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('is killed where a person wrote KILL into the schedule', async () => {
    const daemon = await home.practice(vice)
    const ended = await home.quiesce([
      'stop',
      `pid:${daemon.pid}`,
      '--schedule',
      'stop/1/KILL/5',
      '--json',
    ])
    expect(ended.result).toMatchObject({ outcome: 'killed', exitStatus: 10 })
    expect(ended.status).toBe(10)
    expect(seeDaemon(daemon.folder)).toEqual([])
  })

  it('gets nothing but SIGTERM and SIGCONT from engine and helper, as strace sees it', async ({
    skip,
  }) => {
    if (!canRun.strace.here) skip(canRun.strace.missing)
    const daemon = await home.practice(vice)
    const trace = join(home.folder, 'trace')
    const calls = 'trace=kill,tkill,tgkill,pidfd_send_signal'
    const ended = await home.quiesce(
      ['stop', `pid:${daemon.pid}`, '--schedule', 'stop/2/ask', '--no-input', '--json'],
      ['strace', '-f', '-e', calls, '-e', 'signal=none', '-o', trace],
    )
    expect(ended.status).toBe(11)
    const signals = [...readFileSync(trace, 'utf8').matchAll(/\b(SIG[A-Z0-9]+)\b/g)].map(
      (m) => m[1],
    )
    expect(signals).toContain('SIGTERM')
    expect([...new Set(signals)].filter((s) => s !== 'SIGTERM' && s !== 'SIGCONT')).toEqual([])
  })
})

describe('quiesce kill', () => {
  it('refuses without --yes, and sends nothing', async () => {
    const daemon = await home.practice('ignores-term')
    const ended = await home.quiesce(['kill', `pid:${daemon.pid}`])
    expect(ended.status).toBe(64)
    expect(isHere(daemon.pid)).toBe(true)
  })
  it('leaves nobody, workers included', async () => {
    const daemon = await home.practice('forks', '--workers', '4')
    const ended = await home.quiesce(['kill', `pid:${daemon.pid}`, '--yes', '--json'])
    expect(ended.status).toBe(0)
    expect(ended.result).toMatchObject({ outcome: 'killed' })
    expect(seeDaemon(daemon.folder)).toEqual([])
  })
})
