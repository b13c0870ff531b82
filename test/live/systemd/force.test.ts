/** A person forces, or leaves it: who dies, who lives on, and who is named for it. */
import { beforeEach, describe, it, type TestContext } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { canRun } from '../../../build/can-run.mjs'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { actor, service } from '../../hosts/shapes.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from './door.ts'
import { bring, readStop } from './play.ts'
import { acted, movedDeadlines } from './scenario.ts'
import { startWitness, type Witness } from './witness.ts'

const strays = '/sys/fs/cgroup/strays'
const patient = { TimeoutStopSec: 60 }
const units = {
  'whole.service': acted('whole', 'ignores ignores ignores+setsid', patient),
  'bomb.service': acted('bomb', 'bomb:150', patient),
  'again.service': acted('again', 'ignores', {
    ...patient,
    Restart: 'always',
    RestartSec: '100ms',
  }),
  'keeps.service': acted('keeps', 'ignores ignores', { ...patient, KillMode: 'process' }),
  // Perl writes its title over its environment, so the stray is a sleep: it keeps INVOCATION_ID.
  'strays.service': service(
    `/bin/sh -c "mkdir -p ${strays} && (echo 0 >${strays}/cgroup.procs && trap '' TERM && exec sleep 1234) & exec ${actor('--as=strays', 'obeys')}"`,
    patient,
  ),
  'endless.service': acted('endless', 'ignores', { TimeoutStopSec: 'infinity' }),
  'left.service': acted('left', 'ignores', { TimeoutStopSec: 5 }),
  'killed.service': acted('killed', 'ignores', {
    ...patient,
    Restart: 'always',
    RestartSec: '100ms',
  }),
  'raced.service': acted('raced', 'ignores', patient),
  'unmarked.service': acted('unmarked', 'ignores', { SendSIGKILL: 'no', TimeoutStopSec: 1 }),
}
let door: Door
const witnesses = new Map<string, Witness | null>()
const hostOf = useHost(async (host) => {
  await host.writeUnits(units)
  for (const [name, text] of Object.entries(units)) {
    await bring(host, { says: name, units: { [name]: text } })
    witnesses.set(name, await startWitness(host, text))
  }
  door = await Door.open(host)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

/** The host, on which the unit runs: one that had its stop is started again for a second try. */
async function hostWith(
  name: keyof typeof units,
  { task, expect }: TestContext,
): Promise<SystemdHost> {
  const host = hostOf()
  if ((task.result?.retryCount ?? 0) === 0) return host
  // Asked for first: by the kill alone it would be started again.
  await host.exec(['systemctl', 'stop', '--no-block', name])
  await host.exec(['systemctl', 'kill', '--signal=KILL', name])
  await host.waitFor(name, ({ ActiveState = '' }) => /inactive|failed/.test(ActiveState))
  const isBusy = async (): Promise<boolean> =>
    (await door.ask('run.list', {})).some(
      ({ run }) => run.target === name && run.phase.kind !== 'ended',
    )
  await expect.poll(isBusy).toBe(false)
  await bring(host, { says: name, units: { [name]: units[name] } })
  return host
}

const living = (host: SystemdHost, name: string): string[] =>
  host
    .processes()
    .filter(
      ({ args, state, cgroup }) =>
        state !== 'Z' && cgroup !== '/person' && args.endsWith(` as ${name}`),
    )
    .map(({ args }) => args.replace(/^actor (\w+) .*/, '$1'))
    .sort()
const isDeactivating = (run: Run): boolean => run.unit?.state.activeState === 'deactivating'
const force = { kind: 'force', scope: 'all' } as const

/** Stops it and waits until the schedule's end asks. */
async function untilAsked(target: string): Promise<Run> {
  const run = await door.stop(target, 'stop/1/ask')
  return door.untilPhase(run, 'asking')
}

describe.concurrent('force', () => {
  it('ends the whole unit, sessions of their own included', async (test) => {
    const host = await hostWith('whole.service', test)
    const { expect } = test
    const run = await untilAsked('whole.service')
    await door.decide(run, force)
    const { phase, unit } = await door.untilEnd(run)
    expect(phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(living(host, 'whole')).toEqual([])
    expect(unit?.state.activeState).toBe('failed')
    expect(movedDeadlines(host)).toEqual([])
    expect(witnesses.get('whole.service')?.heard()).toBe('main is ready\n')
    expect((await host.show('whole.service')).Result).toBe('signal')
  })

  it('ends a fork bomb whole', async (test) => {
    const host = await hostWith('bomb.service', test)
    const { expect } = test
    const run = await untilAsked('bomb.service')
    await door.decide(run, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(living(host, 'bomb')).toEqual([])
    expect(witnesses.get('bomb.service')?.isUntouched()).toBe(true)
  })

  it('is not undone by Restart=always', async (test) => {
    const host = await hostWith('again.service', test)
    const { expect } = test
    const run = await untilAsked('again.service')
    await door.decide(run, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect((await host.show('again.service')).NRestarts).toBe('0')
    expect(living(host, 'again')).toEqual([])
  })

  it('from the start (quiesce kill) is not undone by Restart=always either', async (test) => {
    const host = await hostWith('killed.service', test)
    const { expect } = test
    const view = await door.ask('run.kill', {
      target: 'killed.service',
      scope: 'all',
      confirmed: true,
      person: true,
    })
    expect((await door.untilEnd(view.run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect((await host.show('killed.service')).NRestarts).toBe('0')
    expect(living(host, 'killed')).toEqual([])
  })

  it('spares what KillMode=process keeps', async (test) => {
    const host = await hostWith('keeps.service', test)
    const { expect } = test
    const run = await untilAsked('keeps.service')
    await door.decide(run, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(living(host, 'keeps')).toEqual(['child1'])
    expect(readStop(await host.journal('keeps.service')).heard).toEqual(['main got TERM'])
  })

  it('reaches a suspect that was ticked, and nobody else outside of the cgroup', async (test) => {
    const host = await hostWith('strays.service', test)
    const { expect } = test
    const plan = await door.ask('plan.make', { target: 'strays.service' })
    expect(plan.suspects.map(({ member }) => member.args)).toEqual(['sleep 1234'])
    const suspects = plan.suspects.map(({ member }) => member.identity)
    const run = await door.stop('strays.service', 'stop/1/ask', { suspects })
    const asked = await door.untilPhase(run, 'asking')
    const stray = (): string[] => host.processesIn('/strays').map(({ args }) => args)
    expect([living(host, 'strays'), stray()]).toEqual([[], ['sleep 1234']])
    await door.decide(asked, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(stray()).toEqual([])
    expect(witnesses.get('strays.service')?.isUntouched()).toBe(true)
  })

  it('is all there is where systemd never forces: TimeoutStopSec=infinity', async (test) => {
    const host = await hostWith('endless.service', test)
    const { expect } = test
    const run = await untilAsked('endless.service')
    expect(run.ceilings).toEqual([])
    await door.decide(run, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(living(host, 'endless')).toEqual([])
  })

  it('ends what systemd gave up: a failed unit with a process is not stopped', async (test) => {
    const host = await hostWith('unmarked.service', test)
    const { expect } = test
    const run = await door.stop('unmarked.service', 'stop/30/ask')
    // systemd may give up before the run has heard that its signal was sent.
    await door.until(
      run,
      ({ unit, phase }) => unit?.state.activeState === 'failed' && phase.kind === 'waiting',
    )
    expect(living(host, 'unmarked')).toEqual(['main'])
    const row = await door.ask('services.inspect', { target: 'unmarked.service' })
    expect(row.row.state.kind).not.toBe('stopped')
    await door.decide(run, force)
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'killed', by: 'root' })
    expect(living(host, 'unmarked')).toEqual([])
  })

  it('by somebody else is named as somebody else’s', async (test) => {
    const host = await hostWith('raced.service', test)
    const { expect } = test
    const run = await door.stop('raced.service', 'stop/30/ask')
    await door.until(run, isDeactivating)
    await host.systemctl('kill', '--signal=KILL', 'raced.service')
    const { phase } = await door.untilEnd(run)
    expect(phase.outcome).toMatchObject({ kind: 'killed', by: 'somebody else (SIGKILL)' })
  })
})

describe.concurrent('leaving it', () => {
  it('sends nothing more, and says whose deadline stays in force', async (test) => {
    const host = await hostWith('left.service', test)
    const { expect } = test
    const run = await door.stop('left.service', 'stop/30/ask')
    const waiting = await door.until(run, ({ ceilings }) => ceilings.length > 0)
    expect((await door.decide(waiting, { kind: 'leave' })).ok).toBe(true)
    const { phase, ceilings } = await door.untilEnd(run)
    expect(phase.outcome).toEqual({ kind: 'abandoned', by: 'root' })
    expect(ceilings).toEqual([expect.objectContaining({ who: 'systemd', what: 'SIGKILL' })])
    expect(living(host, 'left')).toEqual(['main'])
    await host.waitFor('left.service', 'failed/failed')
    const stop = readStop(await host.journal('left.service'))
    const killedAt = (stop.beganUs ?? 0) / 1000 + (stop.kills[0]?.atMs ?? NaN)
    expect(Math.abs(killedAt - (ceilings[0]?.at ?? 0))).toBeLessThan(900)
  })
})
