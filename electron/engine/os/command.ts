import { spawn, type ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import { createClock } from './clock.ts'
import { openKeptOutput } from './kept-output.ts'
import { openOutputFile, type OutputFile } from './output-file.ts'
import type { Clock, CommandResult, CommandRunner } from './ports.ts'

const mostOutputBytes = 64 * 1024

/** Nothing of the person's own environment: a daemon started here must not inherit it. */
const cleanEnvironment = (): Record<string, string> => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  HOME: homedir(),
})

/**
 * Runs commands as argument lists, never through a shell, in `/`, in a session of their own: a
 * Ctrl-C meant for Quiesce must not end an init script in the middle. The answer comes when the
 * command itself has ended, whoever still holds its output, and carries the last 64 KiB of that:
 * errors come last. A command past its timeout is reported and left running, because to end it is
 * a person's decision.
 */
export function createCommandRunner(clock: Clock = createClock()): CommandRunner {
  return {
    async run(argv, timeoutMs, { keepIn, began, mostBytes = mostOutputBytes } = {}) {
      const [program, ...args] = argv
      if (program === undefined || program === '') return refuseStart('', 'the command is empty')
      const opened =
        keepIn === undefined
          ? openOutputFile()
          : openKeptOutput(keepIn, `${new Date(clock.now().wall).toISOString()} ${program}`)
      if (!opened.ok) return opened
      const output = opened.value
      try {
        const stdio = ['ignore', output.descriptor, output.descriptor] as const
        const options = { cwd: '/', env: cleanEnvironment(), detached: true, stdio: [...stdio] }
        const child = spawn(program, args, options)
        if (child.pid !== undefined) began?.(child.pid)
        return ok(await waitFor(child, output, { clock, timeoutMs, mostBytes }))
      } catch (error) {
        return refuseStart(program, error instanceof Error ? error.message : String(error))
      } finally {
        output.close()
      }
    },
  }
}

interface Waiting {
  readonly clock: Clock
  readonly timeoutMs: number
  readonly mostBytes: number
}

function waitFor(
  child: ChildProcess,
  output: OutputFile,
  { clock, timeoutMs, mostBytes }: Waiting,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const finish = (ending: Omit<CommandResult, 'output'>): void => {
      disarm()
      child.off('exit', onExit)
      resolve({ ...ending, output: output.readEnd(mostBytes) })
    }
    const onExit = (status: number | null, signal: string | null): void => {
      finish({ status, signal, timedOut: false })
    }
    const disarm = clock.at(later(clock.now(), timeoutMs), () => {
      // Ours no longer: it must not keep Quiesce from ending.
      child.unref()
      finish({ status: null, signal: null, timedOut: true })
    })
    child.once('error', (error) => {
      disarm()
      reject(error)
    })
    child.once('exit', onExit)
  })
}

const refuseStart = (program: string, cause: string): Result<never> =>
  fail({
    code: 'backend-failed',
    message: `The command ${program === '' ? '' : `${program} `}could not be started.`,
    next: 'Check its path and that it may be executed, then try again. Nothing was sent.',
    cause,
  })
