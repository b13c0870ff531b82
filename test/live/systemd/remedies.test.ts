/** What a diagnosis offers short of force, and who brings a unit back: by a real systemd. */
import { existsSync } from 'node:fs'
import { beforeEach, describe, expect, it, type TestContext } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { canRun } from '../../../build/can-run.mjs'
import type { SystemdHost } from '../../hosts/systemd-host.ts'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from './door.ts'
import { bring } from './play.ts'
import { acted } from './scenario.ts'
import {
  backSoon,
  connect,
  neededUnits,
  returningUnits,
  triggeredUnits,
  triggers,
} from './trigger-units.ts'

const units = { 'icy.service': acted('icy', 'obeys', { TimeoutStopSec: 600 }) }
/** Where systemd has no autofs when it boots, it knows no automounts. */
const hasAutofs = existsSync('/dev/autofs')
let door: Door
const hostOf = useHost(async (host) => {
  await host.writeUnits({ ...units, ...triggeredUnits, ...neededUnits, ...returningUnits })
  await bring(host, { says: 'icy', units })
  await host.systemctl(
    'start',
    ...[triggeredUnits, neededUnits, returningUnits]
      .flatMap((some) => Object.keys(some))
      .filter((name) => name !== backSoon)
      .filter((name) => !name.endsWith('mount') || (name.endsWith('.automount') && hasAutofs)),
  )
  door = await Door.open(host)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

describe('a frozen unit that is to stop', () => {
  it('is told of, is thawed by a decision of the run, and then leaves by itself', async () => {
    const host = hostOf()
    const target = 'icy.service'
    await host.systemctl('freeze', target)
    const run = await door.stop(target, 'TERM/0.5/ask/KILL/5')
    await door.untilPhase(run, 'asking')

    const diagnosis = await door.ask('diagnosis.make', { target, run: run.id })
    const [verdict] = diagnosis.findings
    expect([verdict?.code, verdict?.certainty]).toEqual(['frozen', 'certain'])
    const thaw = verdict?.remedies.find(({ kind }) => kind === 'thaw')
    expect(thaw?.label).toMatch(/thaw/i)

    const stale = await door.decide(run, { kind: 'remedy', remedy: 'thaw:elsewhere' })
    expect(stale).toMatchObject({ ok: false, error: { code: 'stale-decision' } })
    const decided = await door.decide(run, { kind: 'remedy', remedy: thaw?.id ?? '' })
    expect(decided).toMatchObject({ ok: true })

    const ended = await door.untilEnd(run)
    expect(ended.phase.outcome).toEqual({ kind: 'stopped' })
    expect(ended.notices.join(' ')).toMatch(/thawed/)
    expect((await host.show(target)).FreezerState).toBe('running')
    const records = await door.ask('journal.read', { run: run.id })
    const intents = records.filter((entry) => entry.kind === 'intent')
    expect(intents.map(({ force }) => force)).not.toContain(true)
    expect(JSON.stringify(intents)).toContain('thaw')
  })
})

/** A signalled unit that waits for its own restart, and the remedy that its finding offers. */
async function untilOffered(
  { target, trigger }: { readonly target: string; readonly trigger: string },
  context: TestContext,
) {
  const host = hostOf()
  // A second try finds what the first one left.
  if ((context.task.result?.retryCount ?? 0) > 0) {
    await host.systemctl('stop', target)
    await host.systemctl('start', trigger, target)
  }
  const run = await door.stop(target, 'TERM/600')
  context.onTestFinished(async () => {
    await door.decide(run, { kind: 'leave' })
  })
  await host.waitFor(target, 'activating/auto-restart')
  const { findings } = await door.ask('diagnosis.make', { target, run: run.id })
  const [verdict] = findings
  const remedy = verdict?.remedies.find(({ id }) => id === `stop-trigger:${trigger}`)
  return { run, verdict, remedy }
}

describe('a unit that something else starts again', () => {
  it.concurrent.for(triggers)(
    'is named with its $kind, which stops by a decision and brings it back no more',
    async ({ kind, trigger, happens }, context) => {
      const { expect, skip } = context
      if (kind === 'automount' && !hasAutofs) skip('This kernel has no autofs.')
      const host = hostOf()
      const target = `by-${kind}.service`
      const { run, verdict, remedy } = await untilOffered({ target, trigger }, context)
      expect([verdict?.code, verdict?.certainty]).toEqual(['starting-again', 'certain'])
      expect(remedy).toMatchObject({ kind: 'stop-trigger', label: `Stop ${trigger}` })
      expect(remedy?.says).toContain(`${trigger} starts `)

      const { InvocationID } = await host.show(target)
      const decided = await door.decide(run, { kind: 'remedy', remedy: remedy?.id ?? '' })
      expect(decided).toMatchObject({ ok: true })
      await host.waitFor(trigger, 'inactive/dead')
      const records = await door.ask('journal.read', { run: run.id })
      expect(records).toContainEqual(
        expect.objectContaining({ kind: 'intent', force: false, argv: ['StopUnit', trigger] }),
      )

      await happens(host)
      expect(await host.show(target, 'InvocationID', 'SubState')).toEqual({
        InvocationID,
        SubState: 'auto-restart',
      })
    },
  )

  it('keeps a trigger that another unit needs, and is told which', async (context) => {
    const host = hostOf()
    const shared = { target: 'shared.service', trigger: 'shared.socket' }
    const { run, remedy } = await untilOffered(shared, context)
    const decided = await door.decide(run, { kind: 'remedy', remedy: remedy?.id ?? '' })
    expect(decided).toMatchObject({ ok: false, error: { code: 'protected' } })
    expect(JSON.stringify(decided)).toContain('systemd would stop needs-socket.service with it')
    expect((await host.show('shared.socket')).ActiveState).toBe('active')
  })
})

/** Who brings a stopped unit back, how that happens, and what is then said of it. */
interface Return {
  readonly who: string
  readonly unit: string
  /** Who is expected, before anything happens. */
  readonly awaits: RegExp
  readonly happens: (host: SystemdHost) => Promise<unknown>
  readonly says: string | null
  readonly evidence: string
}
const returns: readonly Return[] = [
  {
    who: 'its timer',
    unit: 'back-timer',
    awaits:
      /^back-timer\.timer starts it again at \d\d:\d\d:\d\d\. `systemctl stop back-timer\.timer` keeps it from that\.$/,
    happens: (host) => host.systemctl('start', backSoon),
    says: 'back-soon.timer started it.',
    evidence: 'trigger_unit=back-soon.timer',
  },
  {
    who: 'a path that appeared',
    unit: 'back-path',
    awaits:
      /^back-path\.path starts it when the path that it watches changes\. `systemctl stop back-path\.path`/,
    happens: (host) => host.run(['touch', '/run/back-path']),
    says: 'back-path.path started it, for /run/back-path.',
    evidence: 'trigger_path=/run/back-path',
  },
  {
    who: 'a connection, which systemd does not tell from a person',
    unit: 'back-socket',
    awaits:
      /^back-socket\.socket starts it at the next connection\. `systemctl stop back-socket\.socket`/,
    happens: (host) => connect(host, '/run/back-socket.sock'),
    says: 'back-socket.socket may have started it, at a connection, or somebody by hand: systemd does not say.',
    evidence: 'active (running)',
  },
  {
    who: 'a person, in spite of Restart=always',
    unit: 'back-person',
    awaits: /^Restart=always starts it again when it is signalled/,
    happens: (host) => host.systemctl('start', 'back-person.service'),
    says: null,
    evidence: 'its manager started it, and does not say who asked',
  },
  {
    who: 'Restart=, after a start that crashed',
    unit: 'back-crash',
    awaits: /^Restart=always/,
    happens: async (host) => {
      const target = 'back-crash.service'
      await host.run([
        'sh',
        '-c',
        `systemctl start ${target} && systemctl kill --signal=KILL ${target}`,
      ])
    },
    says: 'systemd started it again, by Restart=always.',
    evidence: 'NRestarts=1, and 0 at its end',
  },
]

describe('a stopped unit that comes back', () => {
  const ended = async (unit: string): Promise<Run> => {
    const run = await door.stop(`${unit}.service`, 'stop/30')
    expect((await door.untilEnd(run)).phase.outcome).toEqual({ kind: 'stopped' })
    return run
  }

  it.concurrent.each(returns)(
    'was started by $who',
    async ({ unit, awaits, happens, says, evidence }) => {
      const run = await ended(unit)
      await door.untilWatched(run, ({ expected }) => awaits.test(expected[0]?.sentence ?? 'nobody'))
      await happens(hostOf())
      const { cameBack } = await door.untilWatched(run, (watch) => watch.cameBack !== null)
      expect(cameBack?.by?.sentence ?? null).toBe(says)
      expect(JSON.stringify(cameBack?.evidence)).toContain(evidence)
    },
  )
})
