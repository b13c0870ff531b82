/** A diagnosis that somebody asks for. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import type { Result } from '../../../shared/errors.ts'
import { identity, makeRun, Play } from '../../fakes/run.ts'
import { settle } from '../../fakes/world.ts'
import { Desk } from './desk.ts'

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})

/** Asks, and lets the time between the two looks pass. */
async function make(run?: string, target = 'iguana'): Promise<Result<Diagnosis>> {
  const made = desk.diagnoses.make({ target, ...(run === undefined ? {} : { run }) })
  await settle()
  await desk.clock.advance(500)
  return made
}

const waiting = (): Play => new Play(makeRun('stop/30/ask/KILL/5')).begin().settle()

describe('without a run', () => {
  it('is made of two looks, a tenth of a second apart', async () => {
    const made = await make()
    expect(made.ok && made.value.looks).toMatchObject({ count: 2, spanMs: 100 })
    expect(desk.read).toEqual(['glance 0', 'look 100'])
  })

  it('looks for longer while somebody is stopping it: whether it moves takes time to see', async () => {
    desk.about = waiting().run
    await make()
    expect(desk.read).toEqual(['glance 0', 'look 500'])
  })

  it.each([
    ['while that process lives', [700], 700],
    ['and nothing where it has ended', [], null],
  ])('is told of the stop command that a run started, %s', async (_when, alive, command) => {
    const stopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
    const play = new Play(makeRun('stop/30/ask', { stopMethod })).begin()
    play.after(1, { kind: 'command-began', call: 1, identity: identity(700) })
    desk.about = play.run
    for (const pid of alive) desk.alive.add(pid)
    await make()
    expect(desk.command).toBe(command)
  })

  it.each([[[50_080]], [[]], [undefined]])(
    'is told of the ports on which it waited when the run began: %j',
    async (listened) => {
      const run = makeRun('stop/30/ask', listened === undefined ? {} : { listened })
      desk.about = new Play(run).begin().run
      await make()
      expect(desk.ports).toEqual(listened ?? null)
    },
  )

  it('is refused for what does not exist', async () => {
    const made = await make(undefined, 'nobody')
    expect(!made.ok && made.error.code).toBe('unknown-target')
  })

  it('is that of the run that is about it here', async () => {
    const { run } = waiting()
    desk.show(run)
    desk.about = run
    const made = await make()
    expect(made.ok && made.value.looks.count).toBe(1)
    expect(desk.told).toHaveLength(1)
  })
})

describe('of a run', () => {
  it('looks again at once, and everybody hears of it', async () => {
    desk.show(waiting().run)
    const made = await make('run-1')
    expect(made.ok && made.value).toBe(desk.told[0])
    expect(desk.diagnoses.find('run-1', 'continue')).not.toBeNull()
  })

  it('waits for the look that is under way', async () => {
    desk.show(waiting().run)
    const [one, other] = await Promise.all([make('run-1'), make('run-1')])
    expect(one).toEqual(other)
    expect(desk.read).toHaveLength(2)
  })

  it('that is over answers what was seen last: nothing of it can be seen any more', async () => {
    const play = waiting()
    desk.show(play.run)
    await make('run-1')
    desk.happen(play, (it) => it.decide('leave'))
    const { length } = desk.read
    const made = await make('run-1')
    expect(made.ok && made.value).toBe(desk.told[0])
    expect(desk.read).toHaveLength(length)
  })

  it('of another Quiesce is looked at with what that has sent', async () => {
    desk.found = desk.view(waiting().run, false)
    expect((await make('run-1')).ok).toBe(true)
    expect(desk.read).toEqual(['glance 0', 'look 500'])
    expect(desk.told).toEqual([])
  })

  it('that nobody knows is refused', async () => {
    const made = await make('run-9')
    expect(!made.ok && made.error.code).toBe('no-such-run')
  })
})

describe('the memory of it', () => {
  it('keeps the last fifty that ended', async () => {
    for (let n = 0; n < 60; n += 1) {
      const play = new Play(makeRun('stop/30/ask', { id: `run-${n}` })).begin().settle()
      desk.show(play.run)
      await make(`run-${n}`)
      play.decide('leave')
      desk.show(play.run)
    }
    expect(desk.diagnoses.find('run-0', 'continue')).toBeNull()
    expect(desk.diagnoses.find('run-59', 'continue')).not.toBeNull()
  })

  it('looks at nobody once it is closed', async () => {
    desk.show(waiting().run)
    desk.diagnoses.close()
    await desk.clock.advance(60_000)
    expect(desk.read).toEqual([])
  })
})
