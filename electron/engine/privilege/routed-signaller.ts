/** Signals to other users' processes go by the root helper where there is one, all else as before. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { IsOthers } from '../decide/privilege/needs.ts'
import { HandlePinner, type AskHelper } from '../os/handle-pinner.ts'
import type { Pin } from '../os/pinner.ts'
import type { HeldProcess, HoldRefusal, SendResult, Signaller } from '../os/ports.ts'
import type { HelperLine } from '../parse/helper-line.ts'
import type { RootLine } from '../parse/root-line.ts'
import type { RootHelpers, RootLink } from './ports.ts'

export interface RoutedSignallerOf {
  /** The person's own: it watches everybody's exits, and signals what is the person's. */
  readonly own: Signaller
  readonly helpers: RootHelpers
  readonly isOthers: IsOthers
  /** Before root signals it: whether its run has it claimed where every Quiesce sees it. */
  readonly isClaimed: (identity: ProcessIdentity) => Promise<boolean>
}

/**
 * A process of somebody else's is held twice: by our own helper, which may watch anybody, and by
 * root's, which may signal it. So a root helper that dies takes no held process with it: its exit is
 * seen all the same, and signals are refused by the kernel, as without it. Nobody is asked here:
 * permission that came after the hold serves its signals, too.
 */
export const createRoutedSignaller = (of: RoutedSignallerOf): Signaller => new RoutedSignaller(of)

class RoutedSignaller implements Signaller {
  readonly #of: RoutedSignallerOf
  readonly #pinners = new WeakMap<RootLink, HandlePinner>()
  readonly #listeners = new Set<(guarantee: Guarantee) => void>()
  readonly #stopOwn: () => void
  /** How many of somebody else's are held by root's helper now. */
  #count = 0

  constructor(of: RoutedSignallerOf) {
    this.#of = of
    this.#stopOwn = of.own.onGuarantee(() => {
      this.#say(this.guarantee())
    })
  }

  guarantee(): Guarantee {
    const own = this.#of.own.guarantee()
    const more = this.#of.helpers.link('signals') ? '; root helper for other users’ processes' : ''
    return { kind: own.kind, why: `${own.why}${more}` }
  }

  onGuarantee(listener: (guarantee: Guarantee) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async hold(
    identity: ProcessIdentity,
    onExit: () => void,
  ): Promise<Result<HeldProcess, HoldRefusal>> {
    const { own, isOthers, isClaimed } = this.#of
    if (!isOthers(identity)) return own.hold(identity, onExit)
    const state = { isOver: false }
    const exit = once(() => {
      state.isOver = true
      onExit()
    })
    const mine = await own.hold(identity, exit)
    if (!mine.ok) return mine
    const theirs = new RootHold(() => this.#pinnerNow(), identity, exit)
    const refusal = await theirs.pin()
    // Its end is known by now, or will be told by our own hold.
    if (refusal === 'protected' || refusal === 'changed') {
      mine.value.release()
      return fail(refusal)
    }
    const counted = once(() => {
      this.#count -= 1
    })
    this.#count += 1
    return ok({
      identity,
      send: async (signal): Promise<SendResult> => {
        if (state.isOver) return mine.value.send(signal)
        const pin = await theirs.now()
        if (pin === null) return mine.value.send(signal)
        return (await isClaimed(identity)) ? pin.send(signal) : 'no-permission'
      },
      release: () => {
        counted()
        theirs.release()
        mine.value.release()
      },
    })
  }

  async close(): Promise<void> {
    this.#stopOwn()
    this.#listeners.clear()
    await this.#of.own.close()
  }

  #pinnerNow(): HandlePinner | null {
    const link = this.#of.helpers.link('signals')
    if (link === null) return null
    const known = this.#pinners.get(link)
    if (known) return known
    const pinner = pinnerOver(link)
    this.#pinners.set(link, pinner)
    pinner.onEnd((why) => {
      // Whoever holds nobody else's process has lost nothing.
      if (this.#count > 0) this.#say({ kind: 'checked', why })
    })
    return pinner
  }

  #say(guarantee: Guarantee): void {
    for (const listener of this.#listeners) {
      queueMicrotask(() => {
        listener(guarantee)
      })
    }
  }
}

/** One process in the hands of whichever root helper lives now. */
class RootHold {
  readonly #pinnerNow: () => HandlePinner | null
  readonly #identity: ProcessIdentity
  readonly #onExit: () => void
  #of: HandlePinner | null = null
  #pin: Pin | null = null
  #inode: string | null = null
  #released = false

  constructor(pinnerNow: () => HandlePinner | null, identity: ProcessIdentity, onExit: () => void) {
    this.#pinnerNow = pinnerNow
    this.#identity = identity
    this.#onExit = onExit
  }

  /** Pins it where there is a helper; what it refused, or null. */
  async pin(): Promise<HoldRefusal | null> {
    const pinner = this.#pinnerNow()
    if (pinner === null) return null
    const pinned = await pinner.pin({ identity: this.#identity, inode: this.#inode }, this.#onExit)
    if (!pinned.ok) return pinned.error
    if (this.#released) pinned.value.release()
    else {
      this.#of = pinner
      this.#pin = pinned.value
      this.#inode = pinned.value.inode ?? this.#inode
    }
    return null
  }

  /** The pin that serves now, made anew where another helper has come since; null without one. */
  async now(): Promise<Pin | null> {
    if (this.#released || this.#pinnerNow() === null) return null
    if (this.#of !== this.#pinnerNow()) {
      this.#pin = null
      await this.pin()
    }
    return this.#pin
  }

  release(): void {
    this.#released = true
    this.#pin?.release()
    this.#pin = null
  }
}

/** What a helper says of the handles that it gave out. */
const isAboutHandles = (line: RootLine): line is RootLine & HelperLine =>
  ['opened', 'refused', 'sent', 'failed', 'closed', 'bad-request'].includes(line.kind)

function pinnerOver(link: RootLink): HandlePinner {
  const ask: AskHelper = (word, more, answer) => {
    link.ask(word, more, (line) => {
      answer(line !== null && isAboutHandles(line) ? line : null)
    })
  }
  const pinner = new HandlePinner({
    guarantee: { kind: 'exact', why: 'root helper, pidfd' },
    boot: link.hello.boot,
    hasInodes: link.hello.inode,
    ask,
    close: () => link.close(),
  })
  link.onLine((line) => {
    if (line.kind === 'exited') pinner.exited(line.handle)
  })
  link.onEnd((why) => {
    pinner.end(why)
  })
  return pinner
}

/** The same, and only the first call counts. */
function once(call: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    call()
  }
}
