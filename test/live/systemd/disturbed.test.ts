/** Stops in bad company: the manager or the bus restarts, units vanish, several clocks are held at once. */
import { afterAll, beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { Run } from '../../../shared/run.ts'
import { actor } from '../../hosts/shapes.ts'
import { SystemdHost } from '../../hosts/systemd-host.ts'
import { quiesce } from './inside.ts'
import { readStop } from './play.ts'
import { acted, movedDeadlines, openScene, passSeconds, type Scene } from './scenario.ts'

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
const killsOf = async (host: SystemdHost, unit: string) =>
  readStop(await host.journal(unit)).kills.map(({ signal }) => signal)

describe.concurrent('a stop goes on', () => {
  const disturbances = [
    ['daemon-reexec of systemd', ['daemon-reexec']],
    ['a restart of the bus', ['restart', 'dbus.service']],
    ['a reload of systemd', ['daemon-reload']],
  ] as const
  it.for(disturbances)('through %s', async ([, args], { expect }) => {
    const { host, door } = await scene({
      'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 4 }),
    })
    const run = await door.stop('slow.service', 'stop/20/ask')
    await door.until(run, hasClock)
    await host.systemctl(...args)
    const { phase, unit } = await door.untilEnd(run)
    expect(phase.outcome).toMatchObject({
      kind: 'killed',
      by: expect.stringMatching(/^systemd/) as unknown,
    })
    expect(unit?.state).toMatchObject({ activeState: 'failed', result: 'timeout' })
  })

  it('where somebody else began it: nothing is sent twice', async ({ expect }) => {
    const { host, door } = await scene({
      'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 4 }),
    })
    await host.systemctl('stop', '--no-block', 'slow.service')
    await host.waitFor('slow.service', 'deactivating')
    const plan = await door.ask('plan.make', { target: 'slow.service' })
    expect(plan.warnings.map(({ sentence }) => sentence).join(' ')).toMatch(/already/)
    const run = await door.stop('slow.service', 'stop/20/ask')
    await door.untilEnd(run)
    const journal = await host.journal('slow.service')
    expect(journal.filter(({ message }) => message === 'main got TERM')).toHaveLength(1)
    expect(readStop(journal).kills).toHaveLength(1)
  })
})

describe.concurrent('a unit that is forgotten as soon as it is down', () => {
  const cases = [
    ['obeys', 'stopped', null],
    ['ignores', 'killed', 'systemd (TimeoutStopSec=2s)'],
  ] as const
  it.for(cases)('(systemd-run --collect): %s ends as %s', async ([role, kind, by], { expect }) => {
    const { host, door } = await scene({})
    const properties = ['--collect', '--unit=gone', '--property=TimeoutStopSec=2']
    await host.run(['systemd-run', ...properties, ...actor('--as=gone', role).split(' ')])
    await host.waitForProcess(({ args }) => args === `actor main ${role} as gone`)
    const run = await door.stop('gone.service', 'stop/10/ask')
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toEqual(by === null ? { kind } : { kind, by })
    expect((await host.show('gone.service')).LoadState).toBe('not-found')
  })
})

describe.concurrent('several clocks held at once', () => {
  const sandbox = {
    ProtectSystem: 'strict',
    PrivateTmp: 'yes',
    NoNewPrivileges: 'yes',
    DynamicUser: 'yes',
  }
  const abort = { TimeoutStopFailureMode: 'abort', TimeoutAbortSec: 2 }
  const held = ['sandboxed.service', 'aborts.service', 'named@a-b\\x2dc.service', 'stops.service']
  it('nobody is killed, and each is taken back by itself', async ({ expect }) => {
    const { host, door } = await scene(
      {
        'sandboxed.service': acted('sandboxed', 'ignores', { ...sandbox, TimeoutStopSec: 7 }),
        'aborts.service': acted('aborts', 'stubborn', { ...abort, TimeoutStopSec: 7 }),
        'named@.service': acted('named', 'ignores', { TimeoutStopSec: 7 }),
        'stops.service': acted('stops', 'ignores', { ExecStop: 'sleep 60', TimeoutStopSec: 7 }),
      },
      held,
    )
    const runs = []
    for (const target of held) {
      const run = await door.stop(target, 'stop/60/ask')
      await door.until(run, hasClock)
      expect((await door.decide(run, { kind: 'hold', reload: true })).ok).toBe(true)
      await door.until(run, ({ unit }) => unit?.movedTo === 'never')
      runs.push(run)
    }
    await passSeconds(host, 8)
    expect(await Promise.all(held.map((unit) => killsOf(host, unit)))).toEqual(held.map(() => []))
    for (const [index, run] of runs.entries()) {
      await door.decide(run, { kind: 'force', scope: 'all' })
      const { phase } = await door.untilEnd(run)
      expect([held[index], phase.outcome]).toEqual([held[index], { kind: 'killed', by: 'root' }])
    }
    expect(movedDeadlines(host)).toEqual([])
  })
})

describe.concurrent('who may not be stopped from here', () => {
  it('the unit that Quiesce runs in', async ({ expect }) => {
    const { host } = await scene({})
    const cli = [SystemdHost.node, `${SystemdHost.checkout}/dist/cli.js`]
    const stop = [...cli, 'stop', 'own.service', '--json']
    const ran = await host.exec(['systemd-run', '--unit=own', '--pipe', '--wait', '-q', ...stop])
    expect(ran.status).toBe(14)
    expect(ran.stdout).toContain('it is Quiesce itself')
  })

  it('the bus', async ({ expect }) => {
    const { host } = await scene({})
    const told = await quiesce(host, ['stop', 'dbus.service'])
    expect(told.result).toMatchObject({ outcome: 'refused', error: { code: 'protected' } })
    expect((await host.show('dbus.service')).ActiveState).toBe('active')
  })

  it('a unit in the hands of another Quiesce', async ({ expect }) => {
    const { host, door } = await scene({
      'slow.service': acted('slow', 'ignores', { TimeoutStopSec: 60 }),
    })
    const run = await door.stop('slow.service', 'stop/60/ask')
    const told = await quiesce(host, ['stop', 'slow.service'])
    expect(told.result).toMatchObject({
      exitStatus: 14,
      error: { code: 'busy', candidates: [run.id] },
    })
  })
})
