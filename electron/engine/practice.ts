/** Starts practice daemons: harmless, each with one vice, under the person's own user. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { Vice } from '../../shared/practice.ts'
import { printable } from '../../shared/wording/numbers.ts'

export interface PracticeOptions {
  readonly vice: Vice
  readonly seconds?: number | undefined
  readonly workers?: number | undefined
}

/** What a practice daemon says when it is ready. */
export interface PracticeReady {
  readonly pid: number
  readonly pidFile: string | null
}

const notBuilt: QuiesceError = {
  code: 'not-available',
  message: 'The practice daemons are not built.',
  next: 'Install a C compiler and make (Debian: gcc, make), then run npm run build.',
}

const died = (vice: Vice, said: string): QuiesceError => ({
  code: 'start-failed',
  message: `The practice daemon "${vice}" did not start${said === '' ? '' : `: ${printable(said)}`}.`,
  next: 'Read its log in the practice folder.',
})

/** Reads `ready VICE pid=N pidfile=PATH`. */
export function parseReady(line: string): PracticeReady | null {
  const pid = /^ready \S+ pid=(\d+)/.exec(line)
  if (!pid) return null
  return { pid: Number(pid[1]), pidFile: / pidfile=(\S+)/.exec(line)?.[1] ?? null }
}

/**
 * Starts one and resolves when it says that it is ready. It goes on when Quiesce ends, writes what
 * it does into a log in `folder`, and ends by itself after an hour.
 */
export async function startPractice(
  program: string,
  folder: string,
  options: PracticeOptions,
): Promise<Result<PracticeReady>> {
  const args = [options.vice, '--dir', folder, '--ready-fd', '3']
  if (options.seconds !== undefined) args.push('--seconds', String(options.seconds))
  if (options.workers !== undefined) args.push('--workers', String(options.workers))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = openSync(join(folder, `${options.vice}.log`), 'a', 0o600)
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log, 'pipe'] })
    child.unref()
    return await untilReady(child, options.vice)
  } finally {
    closeSync(log)
  }
}

function untilReady(child: ChildProcess, vice: Vice): Promise<Result<PracticeReady>> {
  return new Promise((resolve) => {
    let said = ''
    child.once('error', (error: NodeJS.ErrnoException) => {
      resolve(fail({ ...notBuilt, cause: error.message }))
    })
    const pipe = child.stdio[3]
    if (pipe === null || pipe === undefined || !('on' in pipe)) return
    pipe.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    // The daemon closes the pipe when it is ready; a daemon that dies closes it, too.
    pipe.once('close', () => {
      const ready = parseReady(said)
      resolve(ready ? ok(ready) : fail(died(vice, said.trim())))
    })
  })
}
