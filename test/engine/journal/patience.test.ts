import { describe, expect, it } from 'vitest'
import { afterPatience } from '../../../electron/engine/journal/patience.ts'
import type { Clock } from '../../../electron/engine/os/ports.ts'
import type { Moment } from '../../../shared/run.ts'
import { FakeClock } from '../../fakes/world.ts'

/** A clock whose event loop hangs: whatever is due meanwhile fires once, when it comes back. */
class BusyClock implements Clock {
  #now = 0
  #timers: { at: number; callback: () => void }[] = []
  now(): Moment {
    return { mono: this.#now, wall: this.#now }
  }
  at(at: Moment, callback: () => void): () => void {
    const timer = { at: at.mono, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }
  /** The loop comes back after so many milliseconds, and once. */
  hang(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter((one) => one.at <= this.#now)
    this.#timers = this.#timers.filter((one) => !due.includes(one))
    for (const { callback } of due) callback()
  }
}

describe('patience', () => {
  it('ends after its time where the process is idle', async () => {
    const clock = new FakeClock()
    let over = 0
    afterPatience(clock, 2000, () => {
      over += 1
    })
    await clock.advance(1990)
    expect(over).toBe(0)
    await clock.advance(20)
    expect(over).toBe(1)
    await clock.advance(10_000)
    expect(over).toBe(1)
  })

  it('counts a hanging process as one part in eight, however long it hung', () => {
    const clock = new BusyClock()
    let over = 0
    afterPatience(clock, 2000, () => {
      over += 1
    })
    for (let i = 0; i < 7; i += 1) clock.hang(60_000)
    expect(over).toBe(0)
    clock.hang(250)
    expect(over).toBe(1)
  })

  it('is called off at any time', async () => {
    const clock = new FakeClock()
    let over = 0
    const callOff = afterPatience(clock, 2000, () => {
      over += 1
    })
    await clock.advance(1000)
    callOff()
    await clock.advance(10_000)
    expect(over).toBe(0)
  })
})
