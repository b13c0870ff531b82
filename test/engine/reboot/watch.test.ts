import { describe, expect, it } from 'vitest'
import type { ScheduledFile } from '../../../electron/engine/reboot/scheduled-file.ts'
import { RebootWatch } from '../../../electron/engine/reboot/watch.ts'
import type { RebootNews } from '../../../shared/reboot.ts'
import { createManualClock } from '../os/manual-clock.ts'

const minute = 60_000

/** A watch whose world the test moves by hand; each look ends before the next line of the test. */
function stage(planned: ScheduledFile | null = null) {
  const clock = createManualClock()
  const begun = clock.now().wall
  const told: RebootNews[] = []
  const errors: unknown[] = []
  const world = { planned, fails: false, looks: 0 }
  const watch = new RebootWatch({
    clock,
    scheduled: () => {
      world.looks += 1
      return world.fails ? Promise.reject(new Error('no')) : Promise.resolve(world.planned)
    },
    whose: () => Promise.resolve({ by: 'ada', mine: false }),
    stops: () => ['nginx'],
    tell: (news) => told.push(news),
    onFailure: (error) => errors.push(error),
  })
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left >= 0; left -= 1000) {
      clock.advance(left === ms ? 0 : 1000)
      await new Promise(setImmediate)
    }
  }
  return { clock, begun, told, errors, world, watch, pass }
}
const reboot = (at: number, type = 'reboot'): ScheduledFile => ({ at, type, uid: null })
const words = (told: readonly RebootNews[]): readonly string[] =>
  told.map((news) => (news.kind === 'near' ? `near ${news.planned.type}` : 'far'))

describe('the watch for a planned shutdown', () => {
  it('tells a minute before it, once, with whose it is and what it cuts off', async () => {
    const { begun, told, world, watch, pass } = stage()
    world.planned = reboot(begun + 5 * minute)
    watch.follow(true)
    await pass(4 * minute - 2000)
    expect(told).toEqual([])
    await pass(3000)
    const planned = { at: begun + 5 * minute, type: 'reboot', by: 'ada', mine: false }
    expect(told).toEqual([{ kind: 'near', planned, stops: ['nginx'] }])
    await pass(30_000)
    expect(told).toHaveLength(1)
  })
  it('tells at once what is nearer when a stop begins, and what is planned meanwhile', async () => {
    const { begun, told, world, watch, pass } = stage(reboot(0))
    world.planned = null
    watch.follow(true)
    await pass(1000)
    world.planned = reboot(begun + 30_000, 'poweroff')
    await pass(10_000)
    expect(words(told)).toEqual(['near poweroff'])
  })
  it('takes it back where it is called off or put off, and tells of the next one', async () => {
    const { begun, told, world, watch, pass } = stage(reboot(0))
    world.planned = reboot(begun + 50_000)
    watch.follow(true)
    await pass(0)
    world.planned = reboot(begun + 10 * minute)
    await pass(10_000)
    world.planned = reboot(begun + 40_000, 'halt')
    await pass(10_000)
    world.planned = null
    await pass(10_000)
    expect(words(told)).toEqual(['near reboot', 'far', 'near halt', 'far'])
  })
  it('takes it back when the stops are over, and looks no more', async () => {
    const { clock, begun, told, world, watch, pass } = stage(reboot(0))
    world.planned = reboot(begun + 50_000)
    watch.follow(true)
    await pass(0)
    watch.follow(false)
    expect(told).toMatchObject([{ kind: 'near' }, { kind: 'far', areOver: true }])
    expect(clock.armed()).toBe(0)
    const { looks } = world
    await pass(30_000)
    expect(world.looks).toBe(looks)
  })
  it('says nothing for a stop that ended while it looked', async () => {
    const { clock, begun, told, world, watch } = stage(reboot(0))
    world.planned = reboot(begun + 50_000)
    watch.follow(true)
    clock.advance(0)
    watch.close()
    await new Promise(setImmediate)
    expect([told, clock.armed()]).toEqual([[], 0])
  })
  it.each([
    ['a rehearsal', (now: number) => reboot(now + 30_000, 'dry-reboot')],
    ['a file that was left behind', (now: number) => reboot(now - 2 * minute)],
  ])('says nothing of %s', async (_name, planned) => {
    const { begun, told, world, watch, pass } = stage(reboot(0))
    world.planned = planned(begun)
    watch.follow(true)
    await pass(20_000)
    expect(told).toEqual([])
  })
  it('goes on looking where a look failed, and says so', async () => {
    const { begun, told, errors, world, watch, pass } = stage(reboot(0))
    world.fails = true
    watch.follow(true)
    await pass(0)
    expect(errors).toHaveLength(1)
    world.fails = false
    world.planned = reboot(begun + 40_000)
    await pass(10_000)
    expect(words(told)).toEqual(['near reboot'])
  })
})
