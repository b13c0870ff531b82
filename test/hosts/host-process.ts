/** A program that runs inside a host, started from a test. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

export class HostProcess {
  /** nsenter, whose only child is the program: its stdio is the program's. */
  readonly child: ChildProcess

  constructor(child: ChildProcess) {
    this.child = child
  }

  /** The program's pid as the machine counts, or null where it is not there (yet, or any more). */
  get outsidePid(): number | null {
    const { pid } = this.child
    if (pid === undefined) return null
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      return Number(children.split(' ')[0]) || null
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
      throw error
    }
  }

  /** Signals the program itself; nsenter passes nothing on. False where it is gone. */
  kill(signal: NodeJS.Signals): boolean {
    const pid = this.outsidePid
    return pid !== null && process.kill(pid, signal)
  }

  /** Its exit status, once it has ended; null where a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null)
      await once(this.child, 'exit')
    return this.child.exitCode
  }
}
