import { readlinkSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { findStat, readStat } from '../../native/proc.ts'
import { StartedProcesses } from '../../native/started-processes.ts'
import { createManualClock } from './manual-clock.ts'

const processes = new StartedProcesses()
afterEach(() => {
  vi.unstubAllEnvs()
  processes.endAll()
})

async function run(...argv: string[]) {
  const answer = await createCommandRunner().run(argv, 60_000)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}
const sh = (script: string) => run('sh', '-c', script)

describe('a command', () => {
  it('is run as it stands, without a shell', async () => {
    expect(await run('printf', '%s|', '$HOME', 'a b', ';', '*')).toEqual({
      status: 0,
      signal: null,
      timedOut: false,
      output: '$HOME|a b|;|*|',
    })
  })

  it.each([
    ['exit 3', { status: 3, signal: null }],
    ['kill -TERM $$', { status: null, signal: 'SIGTERM' }],
  ])('ends as it ends: %s', async (script, ending) => {
    expect(await sh(script)).toMatchObject({ ...ending, timedOut: false })
  })

  it('has both its streams in one text, in order', async () => {
    expect((await sh('echo one; echo two >&2; echo three')).output).toBe('one\ntwo\nthree\n')
  })

  it('inherits nothing of the person’s environment', async () => {
    vi.stubEnv('NODE_OPTIONS', '--inspect')
    vi.stubEnv('SECRET_OF_THE_PERSON', 'x')
    const { output } = await run('env')
    expect(output.trim().split('\n').sort()).toEqual([
      `HOME=${homedir()}`,
      'LANG=C.UTF-8',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ])
  })

  it('runs in / and in a session of its own, with nothing to read', async () => {
    const { output } = await sh('echo $$; cut -d" " -f6 /proc/$$/stat; pwd; cat')
    const [pid, session, folder, ...rest] = output.split('\n')
    expect(session).toBe(pid)
    expect(folder).toBe('/')
    expect(rest).toEqual([''])
  })

  it('that says very much is heard to its last words', async () => {
    const { output } = await sh('yes 0123456789 | head -n 20000; echo the end')
    expect(Buffer.byteLength(output)).toBe(64 * 1024)
    expect(output.endsWith('0123456789\nthe end\n')).toBe(true)
  })

  it.each([
    ['is not there', ['/nonexistent/program'], 'ENOENT'],
    ['may not be executed', ['/etc/passwd'], 'EACCES'],
    ['holds a NUL', ['/bin/echo', 'a\0b'], 'null bytes'],
  ])('that %s is refused with what to do next', async (_what, argv, cause) => {
    const answer = await createCommandRunner().run(argv, 1000)
    expect(answer).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
    expect(!answer.ok && answer.error.cause).toContain(cause)
    expect(!answer.ok && answer.error.next).not.toBe('')
  })

  it.each([[[]], [['']]])('that is none is refused: %j', async (argv) => {
    expect(await createCommandRunner().run(argv, 1000)).toMatchObject({ ok: false })
  })
})

describe('a command that leaves somebody behind', () => {
  it('ends all the same, and its output does not end the daemon', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quiesce-command-'))
    const [order, word] = [join(folder, 'order'), join(folder, 'word')]
    // The daemon holds the command's output and writes to it once the command is over.
    const daemon = `read x < ${order}; echo here; echo and here; echo wrote > ${word}`
    const { output } = await sh(`mkfifo ${order} ${word}; (${daemon}) & echo $!`)
    processes.alsoEnd(readStat(Number(output.trim())))
    await writeFile(order, 'go\n')
    expect(await readFile(word, 'utf8')).toBe('wrote\n')
    await rm(folder, { recursive: true })
  })
})

const sleepsOf = (parent: number) =>
  readdirSync('/proc')
    .flatMap((name) => (/^\d+$/.test(name) ? (findStat(Number(name)) ?? []) : []))
    .filter((stat) => stat.parent === parent && stat.name === 'sleep')

describe('a command past its timeout', () => {
  it('is reported with what it said, and left running', async () => {
    const clock = createManualClock()
    const began: number[] = []
    const argv = ['sh', '-c', 'echo $$; exec sleep 100']
    const answer = createCommandRunner(clock).run(argv, 5000, { began: (pid) => began.push(pid) })
    const ours = () =>
      sleepsOf(process.pid).filter(({ pid }) => readlinkSync(`/proc/${pid}/cwd`) === '/')
    await expect.poll(() => ours().length).toBe(1)
    processes.alsoEnd(...ours())
    clock.advance(4999)
    expect(clock.armed()).toBe(1)
    clock.advance(1)
    const [sleep] = ours()
    expect(await answer).toEqual({
      ok: true,
      value: { status: null, signal: null, timedOut: true, output: `${sleep?.pid ?? 0}\n` },
    })
    expect(ours().map(({ pid }) => pid)).toEqual(began)
    expect(began).toHaveLength(1)
  })

  it('disarms its timer when it ends in time', async () => {
    const clock = createManualClock()
    await createCommandRunner(clock).run(['true'], 5000)
    expect(clock.armed()).toBe(0)
  })
})
