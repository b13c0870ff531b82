/** Force on a service without a cgroup: all stand still before anybody is killed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { HeldMembers } from '../../../electron/engine/stop-runner/held-members.ts'
import {
  killAll,
  sweepAndKill,
  sweepLimitMs,
  sweepRounds,
} from '../../../electron/engine/stop-runner/sweep.ts'
import type { Member } from '../../../shared/process.ts'
import { makeMember } from '../../fakes/run.ts'
import { FakeWorld } from '../../fakes/world.ts'

let world: FakeWorld
let held: HeldMembers
beforeEach(() => {
  world = new FakeWorld()
  held = new HeldMembers(world.signaller, () => undefined)
})
async function spawn(pid: number): Promise<Member> {
  const member = makeMember(pid)
  world.spawn(member, {})
  await held.hold(member)
  return member
}
const sweep = (targets: readonly Member[], lookForNew: () => Promise<readonly Member[]>) =>
  sweepAndKill({ clock: world.clock, held, lookForNew }, targets)

describe('a sweep', () => {
  it('stops all, looks, and kills all', async () => {
    const targets = [await spawn(100), await spawn(101)]
    const results = await sweep(targets, () => Promise.resolve([]))
    expect(world.sent).toEqual(['STOP 100', 'STOP 101', 'KILL 100', 'KILL 101'])
    expect(results.map((r) => [r.identity.pid, r.outcome])).toEqual([
      [100, 'sent'],
      [101, 'sent'],
    ])
  })

  it('kills nobody before a look found nobody new', async () => {
    const children = [101, 102, 103]
    const results = await sweep([await spawn(100)], async () => {
      const pid = children.shift()
      return pid === undefined ? [] : [await spawn(pid)]
    })
    expect(world.sent.slice(0, 4)).toEqual(['STOP 100', 'STOP 101', 'STOP 102', 'STOP 103'])
    expect(results).toHaveLength(4)
  })

  it('stops each once, though it is found again and again', async () => {
    const first = await spawn(100)
    await sweep([first], () => Promise.resolve([first]))
    expect(world.sent).toEqual(['STOP 100', 'KILL 100'])
  })

  it('ends after so many rounds against who makes processes without end', async () => {
    let next = 101
    const results = await sweep([await spawn(100)], async () => [await spawn(next++)])
    expect(results).toHaveLength(sweepRounds + 1)
    expect(world.sent.filter((line) => line.startsWith('KILL'))).toHaveLength(sweepRounds + 1)
  })

  it('ends after so long, too', async () => {
    let next = 101
    let looks = 0
    await sweep([await spawn(100)], async () => {
      looks += 1
      await world.clock.advance(sweepLimitMs / 2)
      return [await spawn(next++)]
    })
    expect(looks).toBe(3)
  })

  it('has nobody to sweep where nobody is meant', async () => {
    expect(await sweep([], () => Promise.reject(new Error('looked')))).toEqual([])
    expect(world.sent).toEqual([])
  })
})

it('names what SIGKILL came to for each', async () => {
  const [here, gone] = [await spawn(100), await spawn(101)]
  world.exit(101)
  const stranger = makeMember(102)
  expect(await killAll(held, [here, gone, stranger])).toEqual([
    { identity: here.identity, outcome: 'sent' },
    { identity: gone.identity, outcome: 'gone' },
    { identity: stranger.identity, outcome: 'failed' },
  ])
})
