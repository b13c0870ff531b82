/** Scenes for real: the program of scenes/, compiled here, and one process of it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const sources = join(import.meta.dirname, 'scenes')

/** Compiles the program into a folder; answers with its path. */
export function buildScenes(folder: string): string {
  const program = join(folder, 'scenes')
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'))
  execFileSync('gcc', ['-O1', '-pthread', '-o', program, ...files], { cwd: sources })
  return program
}

/** A state that somebody is in. It goes with its first process, and that with this one. */
export class Scene {
  readonly subject: number
  readonly #child: ChildProcess
  readonly #next: () => Promise<string>

  private constructor(child: ChildProcess, subject: number, next: () => Promise<string>) {
    this.#child = child
    this.subject = subject
    this.#next = next
  }

  /** Starts one, and waits until its subject is ready. */
  static async start(program: string, name: string, folder: string): Promise<Scene> {
    const child = spawn(program, [name, folder], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async (): Promise<string> => {
      const line = await lines.next()
      if (line.done === true) throw new Error(`${name} ended early`)
      return line.value
    }
    const subject = Number(/^ready (\d+)$/.exec(await next())?.[1])
    return new Scene(child, subject, next)
  }

  /** Waits until it says that it got into its state by the signal. */
  async there(): Promise<void> {
    await this.#next()
  }

  /** Ends all of it. */
  end(): void {
    this.#child.kill('SIGKILL')
  }
}
