/** What a diagnosis offers short of force, done to real units by a real systemd. */
import { beforeEach, describe, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { useHost } from '../../hosts/use-host.ts'
import { Door } from './door.ts'
import { bring } from './play.ts'
import { acted } from './scenario.ts'

const units = { 'icy.service': acted('icy', 'obeys', { TimeoutStopSec: 600 }) }
let door: Door
const hostOf = useHost(async (host) => {
  await host.writeUnits(units)
  await bring(host, { says: 'icy', units })
  door = await Door.open(host)
})
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

describe('a frozen unit that is to stop', () => {
  it('is told of, is thawed by a decision of the run, and then leaves by itself', async ({
    expect,
  }) => {
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
