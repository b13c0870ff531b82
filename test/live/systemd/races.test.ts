/** Moments that a test can only provoke: whatever comes first, nothing false is said and nothing stays. */
import { afterAll, beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { Run } from '../../../shared/run.ts'
import { readStop } from './play.ts'
import { acted, movedDeadlines, openScene, type Scene } from './scenario.ts'
import { actor, service } from '../../hosts/shapes.ts'

const open: Scene[] = []
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})
afterAll(async () => {
  await Promise.all(open.map(({ host }) => host.end()))
})
async function scene(...args: Parameters<typeof openScene>): Promise<Scene> {
  const opened = await openScene(...args)
  open.push(opened)
  return opened
}
const hasClock = (run: Run): boolean => run.phase.kind === 'waiting' && run.ceilings.length > 0

describe.concurrent('a unit that crashes and restarts all the time', () => {
  const loops = [
    ...['[Unit]', 'StartLimitIntervalSec=0', '[Service]', 'Restart=always', 'RestartSec=30ms'],
    'ExecStart=sh -c "sleep 0.05; exit 1"',
  ]
  it('is stopped, whichever of its starts the stop meets', async ({ expect }) => {
    const { host, door } = await scene({})
    await host.writeUnit('loops.service', `${loops.join('\n')}\n`)
    for (let round = 1; round <= 6; round += 1) {
      await host.systemctl('start', 'loops.service')
      const run = await door.stop('loops.service', 'stop/10/ask')
      const { phase } = await door.untilEnd(run)
      const { ActiveState } = await host.show('loops.service')
      expect([round, phase.outcome.kind, ActiveState]).toEqual([
        round,
        'stopped',
        expect.stringMatching(/inactive|failed/),
      ])
    }
  })
})

describe.concurrent('a hold in the last moment before systemd kills', () => {
  it.for([100, 30, 10, 0])(
    '%i ms before it: held or killed, and nothing stays behind',
    async (before, { expect }) => {
      const { host, door } = await scene({ 'late.service': acted('late', 'ignores') })
      const run = await door.stop('late.service', 'stop/20/ask')
      const { ceilings } = await door.until(run, hasClock)
      const at = ceilings[0]?.at ?? 0
      // The moment itself is what is tried.
      await new Promise((resolve) => setTimeout(resolve, at - before - Date.now()))
      await door.decide(run, { kind: 'hold' })
      const settled = await door.until(
        run,
        ({ unit, phase }) =>
          unit?.movedTo === 'never' ||
          phase.kind === 'ended' ||
          unit?.state.activeState === 'failed',
      )
      if (settled.phase.kind !== 'ended') await door.decide(run, { kind: 'force', scope: 'all' })
      const { phase } = await door.untilEnd(run)
      const { kills } = readStop(await host.journal('late.service'))
      const by = kills.length > 0 ? (expect.stringMatching(/^systemd/) as unknown) : 'root'
      expect(phase.outcome).toEqual({ kind: 'killed', by })
      await expect.poll(() => movedDeadlines(host)).toEqual([])
      const shown = async () => (await host.show('late.service', 'TimeoutStopUSec')).TimeoutStopUSec
      await expect.poll(shown).toBe('2s')
    },
  )
})

describe.concurrent('three extends at once', () => {
  it('are all kept to, and none of them is taken for somebody else’s edit', async ({ expect }) => {
    const { host, door } = await scene({
      'one.service': acted('one', 'ignores', { TimeoutStopSec: 4 }),
    })
    const run = await door.stop('one.service', 'stop/60/ask')
    await door.until(run, hasClock)
    const wants = [1000, 2000, 3000].map((ms) => door.decide(run, { kind: 'extend', ms }))
    expect((await Promise.all(wants)).map(({ ok }) => ok)).toEqual([true, true, true])
    const moved = await door.until(run, ({ unit, phase }) => {
      const deadline = phase.kind === 'waiting' ? (phase.deadline?.wall ?? 0) : Infinity
      return typeof unit?.movedTo === 'number' && unit.movedTo > deadline
    })
    expect(moved.notices).toEqual([])
    await door.decide(run, { kind: 'force', scope: 'all' })
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    await expect.poll(() => movedDeadlines(host)).toEqual([])
  })
})

describe.concurrent('a unit whose start waits in the queue', () => {
  it('does not start after it was stopped', async ({ expect }) => {
    const needs = { After: 'first.service', Requires: 'first.service' }
    const { host, door } = await scene(
      {
        'first.service': acted('first', 'obeys', { Type: 'notify' }),
        'second.service': service(actor('--as=second', 'obeys'), {}, needs),
      },
      [],
    )
    await host.systemctl('start', '--no-block', 'second.service')
    await host.waitFor('second.service', ({ Job }) => Job !== '' && Job !== '0')
    const run = await door.stop('second.service', 'stop/10/ask')
    expect((await door.untilEnd(run)).phase.outcome.kind).toMatch(/stopped/)
    expect((await host.show('second.service')).Job).toMatch(/^0?$/)
  })
})

describe.concurrent('a plan in the first milliseconds of a unit', () => {
  it('is never refused: its process is not yet what it will be', async ({ expect }) => {
    const names = Array.from({ length: 20 }, (_, index) => `young${index}`)
    const units = Object.fromEntries(names.map((name) => [`${name}.service`, acted(name, 'obeys')]))
    const { host, door } = await scene(units, [])
    const refusals: string[] = []
    for (const name of names) {
      const target = `${name}.service`
      const start = host.systemctl('start', '--no-block', target)
      for (let look = 0; look < 6; look += 1) {
        const plan = await door.ask('plan.make', { target })
        if (plan.refusal !== null) refusals.push(plan.refusal.message)
      }
      await start
    }
    expect(refusals).toEqual([])
  })
})
