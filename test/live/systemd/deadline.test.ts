/** Extend and hold, arrived: read from the journal's own timestamps. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { canRun } from '../../../build/can-run.mjs'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { Door } from './door.ts'
import { readStop } from './play.ts'
import { acted, movedDeadlines, openScene, passSeconds, type Scene } from './scenario.ts'

const scenes = {
  extended: { 'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 6 }) },
  held: { 'held.service': acted('held', 'ignores', { TimeoutStopSec: 6 }) },
  two: {
    'one.service': acted('one', 'ignores', { TimeoutStopSec: 8 }),
    'other.service': acted('other', 'ignores', { TimeoutStopSec: 8 }),
  },
  asking: {
    'one.service': acted('one', 'ignores', { TimeoutStopSec: 6 }),
    'asks.service': acted('asks', '--ready --extend=13,1 --stay ignores', {
      Type: 'notify',
      NotifyAccess: 'all',
    }),
  },
  late: { 'late.service': acted('late', 'slow:3 ignores', { TimeoutStopSec: 6 }) },
  orphaned: { 'orphan.service': acted('orphan', 'slow:25', { TimeoutStopSec: 6 }) },
} as const
type Name = keyof typeof scenes
const open = new Map<Name, Promise<Scene>>()
function begin(name: Name): void {
  const scene = openScene(scenes[name])
  // Whoever waits for it is told; until then it is no unhandled rejection.
  scene.catch(() => undefined)
  open.set(name, scene)
}
async function sceneOf(name: Name, { task }: TestContext): Promise<Scene> {
  // A test that is tried again has had its stop.
  if ((task.result?.retryCount ?? 0) > 0) {
    const before = await open.get(name)?.catch(() => null)
    await before?.host.end()
    begin(name)
  }
  const scene = await open.get(name)
  if (scene === undefined) throw new Error(`${name} was not opened`)
  return scene
}

beforeAll(() => {
  if (canRun.systemd.here) for (const name of Object.keys(scenes) as Name[]) begin(name)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})
afterAll(async () => {
  for (const scene of open.values()) await (await scene).host.end()
})

/** The run waits, and knows when systemd will force. */
const waits = (run: Run): boolean => run.phase.kind === 'waiting' && run.ceilings.length > 0
const movedTo = (run: Run): number | 'never' | null => run.unit?.movedTo ?? null
const killsOf = async (host: SystemdHost, unit: string) => readStop(await host.journal(unit))
const wallOf = (stop: Awaited<ReturnType<typeof killsOf>>, index: number): number =>
  (stop.beganUs ?? 0) / 1000 + (stop.kills.at(index)?.atMs ?? NaN)
/** systemd's timer, on a machine that has other things to do. */
const lateMs = 900

const expectMoment = (actual: number, wanted: number): void => {
  expect(actual - wanted).toBeGreaterThan(-60)
  expect(actual - wanted).toBeLessThan(lateMs)
}
const expectUntouched = ({ witnesses }: Scene): void => {
  expect(witnesses.map((witness) => witness?.heard())).toEqual(
    witnesses.map(() => 'main is ready\n'),
  )
  expect(witnesses.every((witness) => witness?.isUntouched())).toBe(true)
}

describe.concurrent('a deadline that a person moves', () => {
  it('extended: systemd kills at the moved moment, and nothing is left of the move', async (test) => {
    const scene = await sceneOf('extended', test)
    const { expect } = test
    const { host, door } = scene
    const run = await door.stop('slow.service', 'stop/2/ask')
    const before = await door.until(run, waits)
    expect((await door.decide(before, { kind: 'extend', ms: 2000 })).ok).toBe(true)
    const moved = await door.until(run, (now) => movedTo(now) !== null)
    expect(movedDeadlines(host)).not.toEqual([])
    expect(Number(movedTo(moved))).toBeGreaterThan((before.ceilings[0]?.at ?? Infinity) + 2000)
    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome).toMatchObject({
      kind: 'killed',
      by: expect.stringContaining('systemd') as unknown,
    })
    const stop = await killsOf(host, 'slow.service')
    expectMoment(wallOf(stop, 0), Number(movedTo(moved)))
    expect(movedDeadlines(host)).toEqual([])
    await host.systemctl('daemon-reload')
    expect(await host.show('slow.service', 'TimeoutStopUSec')).toEqual({ TimeoutStopUSec: '6s' })
    expectUntouched(scene)
  })

  it('held: nobody kills; released and forced by a person, it goes', async (test) => {
    const scene = await sceneOf('held', test)
    const { expect } = test
    const { host, door } = scene
    const run = await door.stop('held.service', 'stop/10/ask')
    await door.until(run, waits)
    expect((await door.decide(run, { kind: 'hold' })).ok).toBe(true)
    await door.until(run, (now) => now.phase.kind === 'held' && movedTo(now) === 'never')
    await passSeconds(host, 7)
    expect((await killsOf(host, 'held.service')).kills).toEqual([])
    expect((await host.show('held.service')).ActiveState).toBe('deactivating')
    expect((await door.decide(run, { kind: 'release' })).ok).toBe(true)
    expect(movedDeadlines(host)).not.toEqual([])
    const held = await door.untilPhase(run, 'waiting')
    expect((await door.decide(held, { kind: 'force', scope: 'all' })).ok).toBe(true)
    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome).toMatchObject({ kind: 'killed', by: 'root' })
    expect(movedDeadlines(host)).toEqual([])
    expectUntouched(scene)
  })

  it('while another unit stops: it is named first, and killed at its own moment', async (test) => {
    const scene = await sceneOf('two', test)
    const { expect } = test
    const { host, door } = scene
    await host.run(['systemctl', 'stop', '--no-block', 'other.service'])
    const run = await door.stop('one.service', 'stop/3/ask')
    await door.until(run, waits)
    const refused = await door.decide(run, { kind: 'extend', ms: 3000 })
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: 'needs-consent',
      candidates: ['other.service'],
    })
    expect(movedDeadlines(host)).toEqual([])
    await door.decide(run, { kind: 'extend', ms: 1000, reload: true })
    const moved = await door.until(run, (now) => movedTo(now) !== null)
    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome.kind).toBe('killed')
    expectMoment((await killsOf(host, 'other.service')).kills[0]?.atMs ?? NaN, 8000)
    expectMoment(wallOf(await killsOf(host, 'one.service'), 0), Number(movedTo(moved)))
    expectUntouched(scene)
  })

  it('while another unit has asked for time: it keeps that time where nobody agrees', async (test) => {
    const scene = await sceneOf('asking', test)
    const { expect } = test
    const { host, door } = scene
    await host.run(['systemctl', 'stop', '--no-block', 'asks.service'])
    const run = await door.stop('one.service', 'stop/3/ask')
    await door.until(run, waits)
    const refused = await door.decide(run, { kind: 'hold' })
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: 'needs-consent',
      candidates: ['asks.service'],
    })
    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome.kind).toBe('killed')
    await host.waitFor('asks.service', 'failed/failed')
    expectMoment((await killsOf(host, 'asks.service')).kills[0]?.atMs ?? NaN, 13_000)
    expectMoment((await killsOf(host, 'one.service')).kills[0]?.atMs ?? NaN, 6000)
    expectUntouched(scene)
  })

  it('held: it stays so when the main process has left and a child has not', async (test) => {
    const scene = await sceneOf('late', test)
    const { expect } = test
    const { host, door } = scene
    const run = await door.stop('late.service', 'stop/20/ask')
    await door.until(run, waits)
    await door.decide(run, { kind: 'hold' })
    await door.until(run, (now) => movedTo(now) === 'never')
    await host.waitFor('late.service', 'deactivating/final-sigterm')
    await passSeconds(host, 7)
    await host.systemctl('daemon-reload')
    await passSeconds(host, 0.5)
    expect((await killsOf(host, 'late.service')).kills).toEqual([])
    const held = await door.untilPhase(run, 'held')
    expect((await door.decide(held, { kind: 'force', scope: 'all' })).ok).toBe(true)
    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome).toMatchObject({ kind: 'killed', by: 'root' })
    await expect.poll(() => movedDeadlines(host)).toEqual([])
    expectUntouched(scene)
  })

  it('stays held after kill -9 of Quiesce, and is taken back without it', async (test) => {
    const scene = await sceneOf('orphaned', test)
    const { expect } = test
    const { host, door } = scene
    const run = await door.stop('orphan.service', 'stop/40/ask')
    await door.until(run, waits)
    await door.decide(run, { kind: 'hold' })
    await door.until(run, (now) => movedTo(now) === 'never')
    const timeout = passSeconds(host, 7)
    timeout.catch(() => undefined) // Awaited below, unless the test fails before.
    expect(door.console.kill('SIGKILL')).toBe(true)
    await door.console.ended()
    const again = await Door.open(host)
    const found = (await again.ask('run.list', {})).find((view) => view.run.id === run.id)
    expect(found?.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    // Somebody else's reload: without the drop-in it would bring SIGKILL at once.
    await timeout
    await host.systemctl('daemon-reload')
    expect(movedDeadlines(host)).not.toEqual([])
    const { Result } = await host.waitFor('orphan.service', 'inactive/dead')
    const stop = await killsOf(host, 'orphan.service')
    expect({ Result, kills: stop.kills, heard: stop.heard }).toEqual({
      Result: 'success',
      kills: [],
      heard: ['main got TERM'],
    })
    expect(movedDeadlines(host)).toEqual([])
    expectUntouched(scene)
  })
})
