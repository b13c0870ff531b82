import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import { later } from '../../../shared/moment.ts'
import { sameIdentity, type ProcessRow } from '../../../shared/process.ts'
import { signalNumbers, type SignalName } from '../../../shared/signals.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { createPinnedSignaller } from './pinned-signaller.ts'
import type { Pin, Pinner, Wanted } from './pinner.ts'
import type { Clock, HoldRefusal, SendResult, Signaller } from './ports.ts'
import type { PresenceTable } from './presence.ts'
import { errorCode } from './proc-reader.ts'

/** How often exits are looked for. Nothing tells us of the exit of a process that is no child. */
const lookEveryMs = 100

/**
 * Signals by pid, for where the signal helper cannot serve. Right before each signal the process is
 * looked at again: start time, and user and executable where they can be read, must be those it had
 * when it was selected. Exits are noticed by looking every 100 ms.
 *
 * What remains: between the look and the call, some microseconds, the process may end and its pid
 * be given to another; and a pid reused within the 10 ms of one clock tick, by the same user and
 * program, is not told apart. A pidfd leaves neither gap, so this is named as the weaker guarantee.
 */
export const createPortableSignaller = (
  table: PresenceTable,
  clock: Clock,
  why = 'no signal helper',
): Promise<Signaller> =>
  createPinnedSignaller(() => Promise.resolve(createPortablePinner(table, clock, why)))

/** The same as a pinner, for createSignaller to fall back on. */
export const createPortablePinner = (table: PresenceTable, clock: Clock, why: string): Pinner =>
  new PortablePinner(table, clock, { kind: 'checked', why })

/** Why this process is never signalled, whatever is asked. */
function isProtected(table: PresenceTable, row: ProcessRow): boolean {
  if (row.identity.pid <= 1 || row.kernelThread) return true
  let pid = process.pid
  // Bounded, because rows of different moments could form a ring.
  for (let depth = 0; depth < 1000 && pid > 0; depth += 1) {
    if (pid === row.identity.pid) return true
    pid = table.readOne(pid)?.parentPid ?? 0
  }
  return false
}

/** Why a row is not the process that was pinned, or null where nothing speaks against it. */
function refuseRow(pinned: ProcessRow, now: ProcessRow | null): 'gone' | 'changed' | null {
  if (now === null) return 'gone'
  if (!sameIdentity(pinned.identity, now.identity)) return 'changed'
  if (!now.alive) return 'gone'
  if (isKnown(pinned.uid) && isKnown(now.uid) && pinned.uid !== now.uid) return 'changed'
  const [before, after] = [pinned.executable, now.executable]
  if (!isKnown(before) || !isKnown(after)) return null
  const isSameFile = before.device === after.device && before.inode === after.inode
  return isSameFile ? null : 'changed'
}

function killNow(pid: number, signal: SignalName): SendResult {
  try {
    process.kill(pid, signalNumbers[signal])
    return 'sent'
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ESRCH') return 'gone'
    return code === 'EPERM' ? 'no-permission' : 'failed'
  }
}

class PortablePinner implements Pinner {
  readonly guarantee: Guarantee
  readonly #table: PresenceTable
  readonly #clock: Clock
  readonly #watched = new Map<ProcessRow, () => void>()
  #disarm: (() => void) | null = null

  constructor(table: PresenceTable, clock: Clock, guarantee: Guarantee) {
    this.#table = table
    this.#clock = clock
    this.guarantee = guarantee
  }

  pin({ identity, inode }: Wanted, onExit: () => void): Promise<Result<Pin, HoldRefusal>> {
    const presence = this.#table.presence(identity)
    if (presence !== 'here') return Promise.resolve(fail(presence))
    const row = this.#table.readOne(identity.pid)
    if (row === null) return Promise.resolve(fail('gone'))
    if (!sameIdentity(row.identity, identity)) return Promise.resolve(fail('changed'))
    if (isProtected(this.#table, row)) return Promise.resolve(fail('protected'))
    this.#watched.set(row, onExit)
    this.#arm()
    const pin: Pin = {
      inode,
      send: (signal) => Promise.resolve(this.#send(row, signal)),
      release: () => {
        this.#watched.delete(row)
        if (this.#watched.size === 0) this.#rest()
      },
    }
    return Promise.resolve(ok(pin))
  }

  // Looking at /proc does not end.
  onEnd(): void {
    return
  }

  close(): Promise<void> {
    this.#watched.clear()
    this.#rest()
    return Promise.resolve()
  }

  #send(row: ProcessRow, signal: SignalName): SendResult {
    const refusal = refuseRow(row, this.#table.readOne(row.identity.pid))
    return refusal ?? killNow(row.identity.pid, signal)
  }

  #arm(): void {
    this.#disarm ??= this.#clock.at(later(this.#clock.now(), lookEveryMs), () => {
      this.#disarm = null
      this.#look()
      if (this.#watched.size > 0) this.#arm()
    })
  }

  #look(): void {
    for (const [row, onExit] of [...this.#watched]) {
      if (this.#table.presence(row.identity) === 'here') continue
      this.#watched.delete(row)
      onExit()
    }
  }

  #rest(): void {
    this.#disarm?.()
    this.#disarm = null
  }
}

/**
 * False only where the kernel says that nobody has this pid. Signal 0 sends nothing (kill(2)), and
 * finds processes that /proc hides (hidepid=, proc(5)).
 */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    return code !== 'ESRCH'
  }
}
