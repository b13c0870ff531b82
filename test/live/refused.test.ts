/** What is never signalled, whatever is asked; and targets that are not what they seem. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { isHere, see, seeAll, until } from './proc.ts'
import { endOf, Home } from './quiesce.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => {
  home.close()
})

/** Runs `quiesce ARGS` under strace and gives the signals that left it, too. */
async function traced(
  args: readonly string[],
): Promise<{ status: number | null; err: string; signals: string[] }> {
  const trace = join(home.folder, 'trace')
  const before = canRun.strace.here
    ? [
        'strace',
        '-f',
        '-e',
        'trace=kill,tkill,tgkill,pidfd_send_signal',
        '-e',
        'signal=none',
        '-o',
        trace,
      ]
    : []
  const ended = await home.quiesce(args, before)
  const text = canRun.strace.here ? readFileSync(trace, 'utf8') : ''
  const signals = [...text.matchAll(/(?:kill|signal)\([^)]*\b(SIG[A-Z0-9]+)/g)].map(
    (m) => m[1] ?? '',
  )
  return { status: ended.status, err: ended.err, signals }
}

describe('never signalled', () => {
  it('pid 1', async () => {
    const ended = await traced(['stop', 'pid:1'])
    expect(ended.status).toBe(14)
    expect(ended.signals).toEqual([])
  })

  it('a kernel thread', async ({ skip }) => {
    const thread = seeAll().find((p) => p.parent === 2 || (p.pid === 2 && p.args === ''))
    if (thread === undefined) return skip('no kernel thread is visible here (a pid namespace)')
    const ended = await traced(['stop', `pid:${thread.pid}`])
    expect(ended.status).toBe(14)
    expect(ended.signals).toEqual([])
  })

  it('the shell that Quiesce was started from', async () => {
    const script = '"$0" "$@" stop pid:$$; exit $?'
    const { env } = home
    const cli = join(import.meta.dirname, '../../dist/cli.js')
    const shell = spawn('/bin/sh', ['-c', script, process.execPath, cli], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = await endOf(shell)
    expect(ended.status).toBe(14)
    expect(ended.err).toContain('is protected')
  })

  it('this test, which is an ancestor of that Quiesce', async () => {
    const ended = await traced(['stop', `pid:${process.pid}`])
    expect(ended.status).toBe(14)
    expect(ended.signals).toEqual([])
  })

  it('nor held up for its stacks or a core', async () => {
    const ended = await home.quiesce(['diagnose', `pid:${process.pid}`, '--stacks'])
    expect(ended.err).toContain('is protected')
    expect(ended.out).not.toContain('Took the stacks')
    const args = ['kill', `pid:${process.pid}`, '--yes', '--evidence', home.folder, '--stacks']
    const killed = await home.quiesce([...args, '--core'])
    expect(killed.status).toBe(14)
    expect(killed.out).toMatch(/Not saved: stacks and cores of any of it: .*is protected/)
  })

  it('a process in another pid namespace, whose owner is named', async ({ skip }) => {
    if (!canRun.pidNamespace.here) return skip(canRun.pidNamespace.missing)
    const child = spawn(
      'unshare',
      ['--pid', '--fork', '--mount-proc', '--kill-child', 'sleep', '1000.5'],
      { stdio: 'ignore', detached: true },
    )
    try {
      const find = (): number | undefined => seeAll().find((p) => p.args === 'sleep 1000.5')?.pid
      await until(() => find() !== undefined)
      const inside = find() ?? 0
      const ended = await traced(['stop', `pid:${inside}`])
      expect(ended.status).toBe(14)
      expect(ended.signals).toEqual([])
      expect(isHere(inside)).toBe(true)
    } finally {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    }
  })
})

describe('a pinned target', () => {
  it('whose pid has another start time is refused as identity-changed', async () => {
    const daemon = await home.practice('obeys')
    const ticks = (see(daemon.pid)?.startTicks ?? 0) + 1
    const ended = await home.quiesce(['stop', `pid:${daemon.pid}@${ticks}`, '--json'])
    expect(ended.status).toBe(14)
    expect(JSON.stringify(ended.result)).toContain('identity-changed')
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe('pid files that are not to be trusted', () => {
  const cases: [string, string, number][] = [
    ['garbage', 'not a number\n', 14],
    ['nothing', '', 14],
    ['a negative number', '-1\n', 14],
    ['zero', '0\n', 14],
    ['a huge number', '99999999999999999999\n', 14],
    ['the number of pid 1', '1\n', 14],
    ['binary', '\0\0\0', 14],
  ]
  it.each(cases)('%s: refused with a message, nothing sent', async (_name, text, status) => {
    const path = join(home.folder, 'x.pid')
    writeFileSync(path, text)
    const ended = await traced(['stop', `pidfile:${path}`])
    expect(ended.status).toBe(status)
    expect(ended.err).toContain(path)
    expect(ended.signals).toEqual([])
  })

  it('writable by others: refused, the process lives', async () => {
    const daemon = await home.practice('obeys')
    const path = join(home.folder, 'open.pid')
    writeFileSync(path, `${daemon.pid}\n`)
    chmodSync(path, 0o666)
    const ended = await traced(['stop', `pidfile:${path}`])
    expect(ended.status).toBe(14)
    expect(ended.err).toMatch(/write|writable/)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('a symlink: refused, the process lives', async () => {
    const daemon = await home.practice('double-forks')
    const path = join(home.folder, 'link.pid')
    symlinkSync(daemon.pidFile, path)
    const ended = await traced(['stop', `pidfile:${path}`])
    expect(ended.status).toBe(14)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('naming a foreign process that started later: refused, the process lives', async () => {
    const path = join(home.folder, 'old.pid')
    writeFileSync(path, '')
    const daemon = await home.practice('obeys')
    writeFileSync(path, `${daemon.pid}\n`)
    const { utimesSync } = await import('node:fs')
    utimesSync(path, new Date(0), new Date(0))
    const ended = await traced(['stop', `pidfile:${path}`])
    expect(ended.status).toBe(14)
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe('bad input', () => {
  it.each([
    ['a schedule ending in a signal', ['stop', 'pid:1', '--schedule', 'stop/5/KILL'], /column 8/],
    ['forever', ['stop', 'pid:1', '--schedule', 'stop/forever'], /forever/],
    ['an unknown command', ['stpo', 'pid:1'], /stop/],
    ['an unknown option', ['stop', 'pid:1', '--shedule', 'x'], /schedule/],
    ['an unknown signal', ['signal', 'pid:1', 'TREM'], /TERM/],
    ['no target', ['stop'], /TARGET/],
  ])('%s: status 64, and what would be right', async (_name, args, expected) => {
    const ended = await home.quiesce(args)
    expect(ended.status).toBe(64)
    expect(ended.err).toMatch(expected)
  })

  it('an unknown target names the nearest configured ones', async () => {
    mkdirSync(join(home.folder, 'config/quiesce'), { recursive: true, mode: 0o700 })
    const yaml = 'services:\n  iguana:\n    exe: /opt/iguana/iguana_service\n'
    writeFileSync(join(home.folder, 'config/quiesce/services.yaml'), yaml, { mode: 0o600 })
    const ended = await home.quiesce(['stop', 'igauna'])
    expect(ended.status).toBe(64)
    expect(ended.err).toContain('iguana')
  })

  it('stop/9/5 waits nine seconds, and is no SIGKILL', async () => {
    const daemon = await home.practice('obeys')
    const plan = await home.quiesce(['plan', `pid:${daemon.pid}`, '--schedule', 'stop/9', '--json'])
    expect(JSON.stringify(plan.result)).toContain('"force":false')
    const bad = await home.quiesce(['stop', `pid:${daemon.pid}`, '--schedule', 'stop/9/5'])
    expect(bad.status).toBe(64)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('broken YAML: file, line and column; the services stay known', async () => {
    mkdirSync(join(home.folder, 'config/quiesce'), { recursive: true, mode: 0o700 })
    const path = join(home.folder, 'config/quiesce/services.yaml')
    writeFileSync(path, 'services:\n  iguana:\n    exee: /x\n', { mode: 0o600 })
    const ended = await home.quiesce(['check', path])
    expect(ended.status).toBe(64)
    expect(ended.err + ended.out).toContain(`${path}:3:5`)
    expect(ended.err + ended.out).toContain('exe')
  })
})
