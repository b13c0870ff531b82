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

/** So long passes, now: timers come in the order in which they are due, and the others come nearer. */
export async function pass(ms: number): Promise<void> {
  const end = mono() + ms
  for (;;) {
    const [next] = [...waiting.values()].sort((a, b) => a.due - b.due)
    if (next === undefined || next.due > end) break
    goOn(next.due)
    real.clearTimeout(next.native)
    next.fire()
    // What it began may arm another one.
    await new Promise((resolve) => setImmediate(resolve))
  }
  goOn(end)
  for (const one of waiting.values()) {
    real.clearTimeout(one.native)
    one.native = real.setTimeout(one.fire, one.due - mono())
  }
}

const goOn = (until: number): void => {
  awakeMs += Math.max(0, Math.ceil(until - mono()))
}
