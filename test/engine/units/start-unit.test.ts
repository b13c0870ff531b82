/** A start that is carried out, and watched whether it stays. */
import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../shared/errors.ts'
import { deadIguana } from '../../fakes/unit-machine.ts'
import { settle } from '../../fakes/world.ts'
import { failed, invocation, StartDesk, unit, up } from './start-desk.ts'

let desk: StartDesk
beforeEach(() => {
  desk = new StartDesk()
})

describe('a unit that comes up', () => {
  it('is up once it was watched for five seconds', async () => {
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(4900)
    expect(desk.answer).toBeNull()
    await desk.clock.advance(100)
    expect(desk.answer).toEqual(
      ok({ up: true, sentence: 'iguana.service is up, main process 500, watched for 5\u00a0s.' }),
    )
  })

  it('is written down before it is asked for, and after it was watched', async () => {
    await desk.start()
    expect(desk.journal).toMatchObject([
      { kind: 'intent', what: 'start-unit', argv: ['StartUnit', unit], force: false, by: 'ops' },
    ])
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(5000)
    expect(desk.journal.slice(1)).toMatchObject([
      { kind: 'result', what: 'start-unit' },
      { kind: 'start', up: true },
    ])
    expect(desk.answer?.ok).toBe(true)
  })

  it('is watched from the moment at which it is up, however long that takes', async () => {
    await desk.start()
    desk.become({ ActiveState: 'activating', SubState: 'start', ...invocation(7) })
    await desk.clock.advance(60_000)
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(4900)
    expect(desk.answer).toBeNull()
    await desk.clock.advance(200)
    expect(desk.answer).toMatchObject({ value: { up: true } })
  })

  it('may be a job that runs to its end', async () => {
    desk.host.system.set(unit, { Type: 'oneshot' })
    await desk.start()
    desk.become(
      { ActiveState: 'activating', SubState: 'start', ...invocation(7) },
      { ActiveState: 'inactive', SubState: 'dead', Result: 'success' },
    )
    desk.endJob()
    await settle()
    expect(desk.answer).toEqual(ok({ up: true, sentence: 'iguana.service has run to its end.' }))
  })

  it('may be such a job that was dropped at once', async () => {
    desk.host.system.set(unit, { Type: 'oneshot', Result: 'success' })
    await desk.start()
    desk.become({ ActiveState: 'activating', SubState: 'start', ...invocation(7) }, deadIguana)
    desk.host.system.unload(unit)
    desk.endJob()
    await settle()
    expect(desk.answer).toMatchObject({ value: { up: true } })
  })

  it('may stay active without a process', async () => {
    desk.host.system.set(unit, { Type: 'oneshot' })
    await desk.start()
    desk.become({ ActiveState: 'active', SubState: 'exited', ...invocation(7) })
    desk.endJob()
    await desk.clock.advance(5000)
    expect(desk.answer).toMatchObject({
      value: {
        up: true,
        sentence: expect.stringContaining('has run to its end and is active') as string,
      },
    })
  })
})

describe('a unit that does not stay up', () => {
  it('is gone again within the watch, and that is said with the reason', async () => {
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(2000)
    desk.become(failed)
    await settle()
    expect(desk.answer).toEqual(
      ok({
        up: false,
        sentence:
          'iguana.service came up and was gone again after 2\u00a0s: its main process exited with status 3.',
      }),
    )
    expect(desk.journal.at(-1)).toMatchObject({ kind: 'start', up: false })
  })

  it('never came up', async () => {
    await desk.start()
    desk.become({ ...failed, ...invocation(7) })
    desk.endJob('failed')
    await settle()
    expect(desk.answer).toMatchObject({
      value: { up: false, sentence: expect.stringContaining('did not come up') as string },
    })
  })

  it('is tried again by systemd, which is not up', async () => {
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(1000)
    desk.become({
      ActiveState: 'activating',
      SubState: 'auto-restart',
      MainPID: 0,
      Result: 'signal',
    })
    await settle()
    expect(desk.answer).toMatchObject({
      value: { up: false, sentence: expect.stringContaining('systemd will try again') as string },
    })
  })

  it('was replaced between two looks', async () => {
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(1000)
    desk.become(
      { ActiveState: 'activating', SubState: 'auto-restart' },
      { ...up, ...invocation(8) },
    )
    await settle()
    expect(desk.answer).toMatchObject({
      value: { up: false, sentence: expect.stringContaining('started again by systemd') as string },
    })
  })

  it('is no failure of before: the invocation is the old one until it begins', async () => {
    desk.host.system.set(unit, failed)
    await desk.start()
    desk.become({ Description: 'still the old failure' })
    await desk.clock.advance(1000)
    expect(desk.answer).toBeNull()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(5000)
    expect(desk.answer).toMatchObject({ value: { up: true } })
  })

  it('is not over because its invocation is there before it is on its way', async () => {
    await desk.start()
    desk.become(invocation(7))
    await desk.clock.advance(1000)
    expect(desk.answer).toBeNull()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(5000)
    expect(desk.answer).toMatchObject({ value: { up: true } })
  })

  it('is being stopped by somebody while it is watched: then it is not up', async () => {
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(3000)
    desk.become({ ActiveState: 'deactivating', SubState: 'stop-sigterm' })
    await desk.clock.advance(10_000)
    expect(desk.answer).toBeNull()
    desk.become(deadIguana)
    await settle()
    expect(desk.answer).toMatchObject({ value: { up: false } })
  })

  it('is still on its way after five minutes', async () => {
    await desk.start()
    desk.become({ ActiveState: 'activating', SubState: 'start', ...invocation(7) })
    await desk.clock.advance(5 * 60_000 + 1000)
    expect(desk.answer).toMatchObject({
      value: { up: false, sentence: expect.stringContaining('still activating (start)') as string },
    })
  })
})
