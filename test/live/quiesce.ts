/** Drives the built command line as a person would, in a home of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compileCache } from './compile-cache.ts'
import { isHere, seeAll } from './proc.ts'

export const checkout = resolve(import.meta.dirname, '../..')
const cliPath = join(checkout, 'dist/cli.js')
export const practiceProgram = join(checkout, 'dist/native/quiesce-practice')

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
  /** The lines of `--json`, parsed. */
  readonly lines: Record<string, unknown>[]
  /** The last line of `--json`. */
  readonly result: Record<string, unknown>
}

/** A home, configuration, journal and runtime folder that nobody else uses. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'quiesce-live-'))
  readonly #started: number[] = []
  readonly env: NodeJS.ProcessEnv

  constructor(more: NodeJS.ProcessEnv = {}) {
    for (const name of ['config', 'state', 'run']) {
      mkdirSync(join(this.folder, name), { mode: 0o700 })
    }
    this.env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      LANG: 'C.UTF-8',
      XDG_CONFIG_HOME: join(this.folder, 'config'),
      XDG_STATE_HOME: join(this.folder, 'state'),
      XDG_RUNTIME_DIR: join(this.folder, 'run'),
      // As root the locks would be everybody's, in /run/quiesce.
      QUIESCE_RUNTIME_DIR: join(this.folder, 'run'),
      ...compileCache(),
      ...more,
    }
  }

  /** Starts `quiesce ARGS`; `before` goes in front (strace, a shell). */
  spawn(args: readonly string[], before: readonly string[] = []): ChildProcess {
    const [program = '', ...rest] = [...before, process.execPath, cliPath, ...args]
    return spawn(program, rest, {
      env: this.env,
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Runs `quiesce ARGS` to its end. */
  async quiesce(args: readonly string[], before: readonly string[] = []): Promise<Ended> {
    return endOf(this.spawn(args, before))
  }

  /** Starts a practice daemon outside Quiesce, with a folder of its own, and waits until it is ready. */
  async practice(vice: string, ...more: string[]): Promise<Daemon> {
    const folder = mkdtempSync(join(this.folder, 'practice-'))
    const args = [vice, '--dir', folder, '--ready-fd', '3', ...more]
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const
    const child = spawn(practiceProgram, args, { detached: true, stdio: [...stdio] })
    child.unref()
    const line = await readAll(child.stdio[3] as NodeJS.ReadableStream)
    const pid = Number(/ pid=(\d+)/.exec(line)?.[1])
    if (!(pid > 1)) throw new Error(`the practice daemon said: ${line}`)
    this.#started.push(pid)
    return { pid, folder, pidFile: / pidfile=(\S+)/.exec(line)?.[1] ?? '' }
  }

  /** Ends what this home started, by pid, and removes the folder. */
  close(): void {
    const left = seeAll().flatMap((p) => (p.args.includes(this.folder) ? [p.pid] : []))
    for (const pid of [...this.#started.filter(isHere), ...left]) {
      if (isHere(pid)) process.kill(pid, 'SIGKILL')
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface Daemon {
  readonly pid: number
  readonly folder: string
  readonly pidFile: string
}

async function readAll(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = ''
  if (stream === null) return text
  for await (const chunk of stream) text += String(chunk)
  return text
}

/** Waits for a child's end and gives all that it said. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const ended = new Promise<number | null>((done, broke) => {
    child.once('exit', done)
    child.once('error', broke)
  })
  const [out, err, status] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    ended,
  ])
  const lines = out.split('\n').flatMap((line): Record<string, unknown>[] => {
    if (!line.startsWith('{')) return []
    return [JSON.parse(line) as Record<string, unknown>]
  })
  return { status, out, err, lines, result: lines.at(-1) ?? {} }
}
