import {
  spawn,
  type ChildProcessByStdio,
  type ChildProcessWithoutNullStreams,
} from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

import { Lines } from './lines.ts'
import { findStat, type Stat } from './proc.ts'
import { HelperClient } from './helper-client.ts'

/** How a process of ours ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process that a test started, with what it says. */
export interface Started {
  readonly pid: number
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly lines: Lines
  readonly errors: Lines
  readonly ended: Promise<Ending>
}

async function endingOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ending> {
  await once(child, 'exit')
  return { code: child.exitCode, signal: child.signalCode }
}

/** Everything that one test started, so that it can all be ended, by pid and nothing else. */
export class StartedProcesses {
  readonly #children: { kill(signal: NodeJS.Signals): boolean }[] = []
  readonly #strangers: Stat[] = []

  start(command: string, ...words: readonly string[]): Started {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#children.push(child)
    if (child.pid === undefined) throw new Error(`${command} could not be started`)
    return {
      pid: child.pid,
      child,
      lines: new Lines(child.stdout),
      errors: new Lines(child.stderr),
      ended: endingOf(child),
    }
  }

  /** Starts a practice daemon and waits until it is ready; a forgotten one ends by itself. */
  async startPractice(binary: string, ...words: readonly string[]): Promise<Started> {
    const started = this.start(binary, '--max-seconds', '120', ...words)
    await started.lines.next(/^ready /)
    return started
  }

  /** Starts a helper and checks its first line. */
  async startHelper(command: string, ...words: readonly string[]): Promise<HelperClient> {
    const child: ChildProcessWithoutNullStreams = spawn(command, words)
    this.#children.push(child)
    const client = new HelperClient(child)
    await client.hello
    return client
  }

  /** Also ends this process, which is no child of ours (any more). */
  alsoEnd(...processes: readonly Stat[]): void {
    this.#strangers.push(...processes)
  }

  endAll(): void {
    for (const child of this.#children) child.kill('SIGKILL')
    for (const stranger of this.#strangers)
      if (findStat(stranger.pid)?.startTime === stranger.startTime)
        process.kill(stranger.pid, 'SIGKILL')
    this.#children.length = 0
    this.#strangers.length = 0
  }
}
