/** What Quiesce itself holds still is not looked at. */
import { beforeEach, describe, expect, it } from 'vitest'
import { StandStill } from '../../../electron/engine/diagnosing/stand-still.ts'
import { makeRun, Play } from '../../fakes/run.ts'
import { settle } from '../../fakes/world.ts'
import { Desk } from './desk.ts'

/** An act that lasts until it is let go. */
function makeHold(): { readonly act: () => Promise<string>; readonly letGo: () => void } {
  let letGo: () => void = () => undefined
  const over = new Promise<void>((done) => {
    letGo = done
  })
  return {
    act: () => over.then(() => 'held'),
    letGo: () => {
      letGo()
    },
  }
}

describe('a service that is held for its stacks or a core', () => {
  let desk: Desk
  beforeEach(() => {
    desk = new Desk()
    desk.show(new Play(makeRun('stop/300/ask/KILL/5')).begin().settle().run)
  })

  it('is not looked at until it goes on, and then from the beginning', async () => {
    await desk.clock.advance(6000)
    expect(desk.read).toEqual(['glance 5000', 'look 5500'])
    const { act, letGo } = makeHold()
    const held = desk.diagnoses.whileHeld('iguana', act)
    await desk.clock.advance(20_000)
    expect(desk.read).toHaveLength(2)
    letGo()
    expect(await held).toBe('held')
    await desk.clock.advance(600)
    expect(desk.read.slice(2)).toEqual(['glance 26000', 'look 26500'])
  })

  it('is not looked at for who asks, either', async () => {
    const { act, letGo } = makeHold()
    const held = desk.diagnoses.whileHeld('iguana', act)
    const made = desk.diagnoses.make({ target: 'iguana' })
    await desk.clock.advance(1000)
    expect(desk.read).toEqual([])
    letGo()
    await held
    await settle()
    await desk.clock.advance(1000)
    expect((await made).ok).toBe(true)
  })

  it('is held only when the look that is under way is done', async () => {
    await desk.clock.advance(5100)
    let began = false
    const held = desk.diagnoses.whileHeld('iguana', () => {
      began = true
      return Promise.resolve()
    })
    await settle()
    expect([began, desk.read]).toEqual([false, ['glance 5000']])
    await desk.clock.advance(500)
    await held
    expect([began, desk.read]).toEqual([true, ['glance 5000', 'look 5500']])
  })

  it('holds up no look at another', async () => {
    const { act, letGo } = makeHold()
    const held = desk.diagnoses.whileHeld('other', act)
    await desk.clock.advance(5600)
    expect(desk.read).toEqual(['glance 5000', 'look 5500'])
    letGo()
    await held
  })
})

describe('two that hold one service', () => {
  const quiet = (): Promise<void> => Promise.resolve()

  it('do so one after the other, though the first fails', async () => {
    const standStill = new StandStill()
    const told: string[] = []
    const first = standStill.during('a', quiet, () => Promise.reject(new Error('no disk')))
    const second = standStill.during('a', quiet, () => {
      told.push('second')
      return Promise.resolve()
    })
    expect(await standStill.over('a')).toBe(true)
    expect(told).toEqual(['second'])
    await expect(first).rejects.toThrow('no disk')
    await second
    expect(await standStill.over('a')).toBe(false)
  })
})
