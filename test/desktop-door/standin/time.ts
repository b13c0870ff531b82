/**
 * The clocks of the process of `main.js`, which a test may put forward: everything that is due by
 * then comes at once. A machine that sleeps has a wall clock that goes on and a monotonic one that
 * does not (clock_gettime(2)), and its timers wait.
 */
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: Date.now,
  hrtime: process.hrtime.bigint.bind(process.hrtime),
  uptime: os.uptime,
}
let awakeMs = 0
let asleepMs = 0
const mono = (): number => Number(real.hrtime()) / 1e6 + awakeMs

/** A timer that waits: when it is due, what it does, and what Node has of it now. */
interface Waiting {
  readonly due: number
  readonly fire: () => void
  native: NodeJS.Timeout
}
/** By what `main.js` was given for it. */
const waiting = new Map<object, Waiting>()

/** Takes the clocks over, before `main.js` reads any. Node's own modules go by the real time. */
export function ownTheClocks(): void {
  Date.now = () => real.now() + awakeMs + asleepMs
  process.hrtime.bigint = () => real.hrtime() + BigInt(awakeMs) * 1_000_000n
  os.uptime = () => real.uptime() + (awakeMs + asleepMs) / 1000
  const setTimer = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => {
    const fire = (): void => {
      waiting.delete(native)
      callback(...args)
    }
    const native = real.setTimeout(fire, ms)
    waiting.set(native, { due: mono() + ms, fire, native })
    return native
  }
  const clearTimer = (timer: NodeJS.Timeout | undefined): void => {
    real.clearTimeout(timer && (waiting.get(timer)?.native ?? timer))
    if (timer) waiting.delete(timer)
  }
  Object.assign(globalThis, { setTimeout: setTimer, clearTimeout: clearTimer })
  syncBuiltinESMExports()
}

/** The machine slept so long. */
export function sleep(ms: number): void {
  asleepMs += ms
}

/**
 * So long passes at once, as for a process that nobody let run: what is due by then comes once, in the
 * order in which it was due, and the rest comes nearer.
 */
export async function pass(ms: number): Promise<void> {
  awakeMs += ms
  const due = [...waiting.values()].filter((one) => one.due <= mono())
  for (const one of due.sort((a, b) => a.due - b.due)) {
    if (!isWaiting(one)) continue
    real.clearTimeout(one.native)
    one.fire()
    // What came of it, and who is disarmed by it.
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const one of waiting.values()) {
    real.clearTimeout(one.native)
    one.native = real.setTimeout(one.fire, Math.max(1, one.due - mono()))
  }
}

const isWaiting = (one: Waiting): boolean => [...waiting.values()].includes(one)
