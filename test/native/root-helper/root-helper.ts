/** Speaks with the root helper inside a private host, as plainly as possible: the tests are about the lines. */
import type { Readable, Writable } from 'node:stream'
import type { HostProcess } from '../../hosts/host-process.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import { Lines } from '../lines.ts'

export type Role = 'signals' | 'init-scripts' | 'stale-files' | 'deadlines'

/** Where the helper that the tests run lies inside: the checkout is root's and read-only there. */
export const helperInside = `${PrivateHost.checkout}/dist/native/quiesce-root-helper`

const event = /^(?:said|exited|killed) /

/** One helper that runs. A shell is its parent, and so its client. */
export class RootHelper {
  readonly lines: Lines
  readonly hello: Promise<string>
  readonly #process: HostProcess
  readonly #stdin: Writable

  private constructor(process: HostProcess) {
    this.#process = process
    const { stdin, stdout } = process.child
    if (stdin === null || stdout === null) throw new Error('a helper without pipes')
    this.#stdin = stdin
    this.lines = new Lines(stdout)
    this.hello = this.lines.next(/^hello /)
    stdin.on('error', () => undefined)
  }

  /**
   * Starts one as root's pkexec would; resolves after its hello. `as` is a command that becomes the client
   * ("$0" is the helper, "$1" its role).
   */
  static async start(
    host: PrivateHost,
    role: Role,
    as = 'PKEXEC_UID=0 "$0" "$1"; exit $?',
  ): Promise<RootHelper> {
    const helper = new RootHelper(host.start(['sh', '-c', as, helperInside, role]))
    await helper.hello
    return helper
  }

  write(bytes: string | Buffer): void {
    this.#stdin.write(bytes)
  }

  /** Sends a line; resolves with the next answer. Ask one after the other. */
  ask(line: string | Buffer): Promise<string> {
    const answer = this.lines.next(answers)
    this.write(Buffer.concat([Buffer.from(line), Buffer.from('\n')]))
    return answer
  }

  /** What a job said until its end, and how it ended. */
  async job(number: string): Promise<{ readonly said: string; readonly end: string }> {
    const end = await this.lines.next(new RegExp(`^(?:exited|killed) ${number} `))
    const words = this.lines.all
      .filter((line) => line.startsWith(`said ${number} `))
      .map((line) => line.slice(`said ${number} `.length))
    return { said: decodeURIComponent(words.join('')), end }
  }

  /** The client's own pid, as the machine counts. */
  get clientOutside(): number | null {
    return this.#process.outsidePid
  }

  closeOutput(): void {
    ;(this.#process.child.stdout as Readable).destroy()
  }

  /** Ends its input; resolves with its exit status. */
  end(): Promise<number | null> {
    this.#stdin.end()
    return this.#process.ended()
  }

  ended(): Promise<number | null> {
    return this.#process.ended()
  }
}

const answers = new RegExp(`^(?!${event.source.slice(1)})`)
