import { fail, ok, type Result } from '../../../shared/errors.ts'
import { signalNumbers, type SignalName } from '../../../shared/signals.ts'
import type { HelperLine, HelperRefusal } from '../parse/helper-line.ts'
import { HelperLink } from './helper-link.ts'
import { errorCode } from './proc-reader.ts'
import type { Pin, Pinner, Wanted } from './pinner.ts'
import type { Clock, HoldRefusal, SendResult } from './ports.ts'

/** Where the helper is, and what it has to agree with. */
export interface HelperOptions {
  readonly path: string
  readonly clock: Clock
  /** Our own boot id: a helper that reads another /proc would pin other processes. */
  readonly boot: string
}

const protocolVersion = 1

/** Starts a helper and waits for its first line; fails with words that say why it cannot serve. */
export async function startHelper(options: HelperOptions): Promise<Result<Pinner, string>> {
  const started = Promise.withResolvers<string | null>()
  try {
    const pinner = new HelperPinner(options, started.resolve)
    const refusal = await started.promise
    if (refusal === null) return ok(pinner)
    await pinner.close()
    return fail(refusal)
  } catch (error) {
    // Node throws some of the reasons for which a program cannot be started, and emits the others.
    const code = errorCode(error)
    if (code === null) throw error
    return fail(`the signal helper cannot be started: ${code}`)
  }
}

function refuseHello(hello: Extract<HelperLine, { kind: 'hello' }>, boot: string): string | null {
  if (hello.version !== protocolVersion) {
    return `the signal helper speaks version ${hello.version} of its protocol, not ${protocolVersion}`
  }
  if (!hello.pidfd) return 'kernel without pidfd_open'
  return hello.boot === boot ? null : 'the signal helper sees another boot than we do'
}

const refusals: Record<HelperRefusal, HoldRefusal> = {
  gone: 'gone',
  changed: 'changed',
  protected: 'protected',
  permission: 'no-permission',
  error: 'failed',
}

/** What became of a signal. No answer at all means that it may have been sent. */
function readSendAnswer(line: HelperLine | null): SendResult {
  if (line === null) return 'maybe'
  if (line.kind === 'sent') return 'sent'
  if (line.kind !== 'failed') return 'failed'
  if (line.errorName === 'ESRCH') return 'gone'
  return line.errorName === 'EPERM' ? 'no-permission' : 'failed'
}

/** Processes pinned by the pidfds of one running helper. */
class HelperPinner implements Pinner {
  readonly guarantee = { kind: 'exact', why: 'signal helper, pidfd' } as const
  readonly #link: HelperLink
  readonly #boot: string
  readonly #exits = new Map<number, () => void>()
  readonly #listeners: ((why: string) => void)[] = []
  #hasInodes = false
  #ended: string | null = null

  constructor({ path, clock, boot }: HelperOptions, onStart: (refusal: string | null) => void) {
    this.#boot = boot
    this.#link = new HelperLink(path, clock, {
      onHello: (hello) => {
        this.#hasInodes = hello.inode
        onStart(refuseHello(hello, boot))
      },
      onExited: (handle) => {
        const exit = this.#exits.get(handle)
        this.#exits.delete(handle)
        exit?.()
      },
      onEnd: (why) => {
        this.#ended = why
        // Of no consequence after a hello: the first answer counts.
        onStart(why)
        for (const listener of this.#listeners.splice(0)) listener(why)
      },
    })
  }

  pin({ identity, inode }: Wanted, onExit: () => void): Promise<Result<Pin, HoldRefusal>> {
    // The helper is told pid and start time only, and both may recur after a reboot.
    if (identity.boot !== this.#boot) return Promise.resolve(fail('gone'))
    const inodes = this.#hasInodes && inode !== null ? [inode] : []
    return new Promise((resolve) => {
      this.#link.ask('open', [identity.pid, identity.startTicks, ...inodes], (line) => {
        if (line?.kind === 'opened') {
          this.#exits.set(line.handle, onExit)
          resolve(ok(this.#pinOf(line.handle, this.#hasInodes ? line.inode : null)))
        } else resolve(fail(line?.kind === 'refused' ? refusals[line.reason] : 'failed'))
      })
    })
  }

  onEnd(listener: (why: string) => void): void {
    if (this.#ended === null) this.#listeners.push(listener)
    else listener(this.#ended)
  }

  close(): Promise<void> {
    this.#listeners.length = 0
    return this.#link.close()
  }

  #pinOf(handle: number, inode: string | null): Pin {
    return {
      inode,
      send: (signal) => this.#send(handle, signal),
      release: () => {
        this.#exits.delete(handle)
        this.#link.ask('close', [handle], () => undefined)
      },
    }
  }

  #send(handle: number, signal: SignalName): Promise<SendResult> {
    // Known before the request is written: nothing was sent, and that is certain.
    if (this.#ended !== null) return Promise.resolve('failed')
    return new Promise((resolve) => {
      this.#link.ask('signal', [handle, signalNumbers[signal]], (line) => {
        resolve(readSendAnswer(line))
      })
    })
  }
}
