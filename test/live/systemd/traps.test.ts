/** What lies in wait for whoever stops units: each was told wrongly, or did harm, once. */
import { afterAll, beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import type { Run } from '../../../shared/run.ts'
import { service } from '../../hosts/shapes.ts'
import { readStop } from './play.ts'
import { acted, movedDeadlines, openScene, type Scene } from './scenario.ts'

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
const pidsOf = (run: Run): readonly number[] => run.members.map((m) => m.member.identity.pid)

describe.concurrent('a stop that a person extends', () => {
  it('does not come nearer for a service that asked for more time itself', async ({ expect }) => {
    const { host, door } = await scene({
      'asked.service': acted('asked', '--ready --extend=60,40 ignores', {
        ...{ Type: 'notify', NotifyAccess: 'all', TimeoutStopSec: 3 },
      }),
    })
    const run = await door.stop('asked.service', 'stop/2/ask')
    await door.until(run, hasClock)
    // A moment moved by a second would be over before the twenty that it takes.
    await door.decide(run, { kind: 'extend', ms: 1000 })
    const moved = await door.until(run, ({ unit }) => unit?.movedTo !== null)
    expect([moved.unit?.movedTo, moved.ceilings]).toEqual(['never', []])
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome.kind).toBe('stopped')
    expect(readStop(await host.journal('asked.service')).kills).toEqual([])
    expect(movedDeadlines(host)).toEqual([])
  })

  it('keeps its deadline where its unit file was removed: a reload would bring the default', async ({
    expect,
  }) => {
    const { host, door } = await scene({
      'gone.service': acted('gone', 'ignores', { TimeoutStopSec: 200 }),
    })
    const run = await door.stop('gone.service', 'stop/300/ask')
    await door.until(run, hasClock)
    await host.run(['rm', '/run/systemd/system/gone.service'])
    await door.decide(run, { kind: 'hold' })
    const told = await door.until(run, ({ notices }) => notices.length > 0)
    expect(told.notices).toEqual([expect.stringContaining('were changed since systemd read them')])
    expect(told.phase.kind).toBe('held')
    expect(await host.show('gone.service', 'TimeoutStopUSec')).toEqual({
      TimeoutStopUSec: '3min 20s',
    })
    expect(movedDeadlines(host)).toEqual([])
  })

  it('is held by our own clock while the bus is away', async ({ expect }) => {
    const { host, door } = await scene({
      'deaf.service': acted('deaf', 'ignores', { TimeoutStopSec: 100 }),
    })
    const run = await door.stop('deaf.service', 'stop/30/ask')
    await door.until(run, hasClock)
    await host.systemctl('stop', 'dbus.socket', 'dbus.service')
    expect((await door.decide(run, { kind: 'hold' })).ok).toBe(true)
    const held = await door.untilPhase(run, 'held')
    expect(held.notices).toEqual(['The other deadline stays: systemd is not reloaded for it.'])
    await host.systemctl('start', 'dbus.socket', 'dbus.service')
  })
})

describe.concurrent('a unit in which nothing runs', () => {
  it('is forced with the ExecStop= that hangs, whose cgroup is made anew', async ({ expect }) => {
    const { host, door } = await scene(
      {
        'exited.service': service('/bin/true', {
          ...{ Type: 'oneshot', RemainAfterExit: 'yes' },
          ...{ ExecStop: '/bin/sleep 4711', TimeoutStopSec: 100 },
        }),
      },
      [],
    )
    await host.systemctl('start', 'exited.service')
    const run = await door.stop('exited.service', 'stop/60/ask')
    const waiting = await door.until(run, ({ members }) => members.length > 0)
    const { ControlPID = '' } = await host.show('exited.service', 'ControlPID')
    expect(pidsOf(waiting)).toEqual([Number(ControlPID)])
    expect((await door.decide(waiting, { kind: 'force', scope: 'all' })).ok).toBe(true)
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toEqual({ kind: 'killed', by: 'root' })
  })
})
