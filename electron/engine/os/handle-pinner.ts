import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import { signalNumbers, type SignalName } from '../../../shared/signals.ts'
import type { HelperLine, HelperRefusal } from '../parse/helper-line.ts'
import type { Pin, Pinner, Wanted } from './pinner.ts'
import type { HoldRefusal, SendResult } from './ports.ts'

/** Asks a helper that pins by pidfd; null where it ended without an answer. */
export type AskHelper = (
  word: 'open' | 'signal' | 'close',
  more: readonly (number | string)[],
  answer: (line: HelperLine | null) => void,
) => void

/** What a helper said of itself, and how it is asked. */
export interface HandlePinnerOf {
  readonly guarantee: Guarantee
  readonly boot: string
  readonly hasInodes: boolean
  readonly ask: AskHelper
  readonly close: () => Promise<void>
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

/** Processes pinned by the pidfds of one running helper, which its owner tells of exits and its end. */
export class HandlePinner implements Pinner {
  readonly guarantee: Guarantee
  readonly #of: HandlePinnerOf
  readonly #exits = new Map<number, () => void>()
  readonly #listeners: ((why: string) => void)[] = []
  #ended: string | null = null

  constructor(of: HandlePinnerOf) {
    this.#of = of
    this.guarantee = of.guarantee
  }

  /** The helper said `exited HANDLE`. */
  exited(handle: number): void {
    const exit = this.#exits.get(handle)
    this.#exits.delete(handle)
    exit?.()
  }

  /** The helper has ended; its unanswered requests were told so. */
  end(why: string): void {
    this.#ended ??= why
    for (const listener of this.#listeners.splice(0)) listener(why)
  }

  pin({ identity, inode }: Wanted, onExit: () => void): Promise<Result<Pin, HoldRefusal>> {
    // The helper is told pid and start time only, and both may recur after a reboot.
    if (identity.boot !== this.#of.boot) return Promise.resolve(fail('gone'))
    const { hasInodes } = this.#of
    const inodes = hasInodes && inode !== null ? [inode] : []
    return new Promise((resolve) => {
      this.#of.ask('open', [identity.pid, identity.startTicks, ...inodes], (line) => {
        if (line?.kind === 'opened') {
          this.#exits.set(line.handle, onExit)
          resolve(ok(this.#pinOf(line.handle, hasInodes ? line.inode : null)))
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
    return this.#of.close()
  }

  #pinOf(handle: number, inode: string | null): Pin {
    return {
      inode,
      send: (signal) => this.#send(handle, signal),
      release: () => {
        this.#exits.delete(handle)
        this.#of.ask('close', [handle], () => undefined)
      },
    }
  }

  #send(handle: number, signal: SignalName): Promise<SendResult> {
    // Known before the request is written: nothing was sent, and that is certain.
    if (this.#ended !== null) return Promise.resolve('failed')
    return new Promise((resolve) => {
      this.#of.ask('signal', [handle, signalNumbers[signal]], (line) => {
        resolve(readSendAnswer(line))
      })
    })
  }
}
