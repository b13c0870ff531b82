/** Reset-failed, freeze and thaw: each with what stands in its way, and what to read first. */
import { beforeEach, describe, expect, it } from 'vitest'
import { controlUnit, type ControlPorts } from '../../../electron/engine/units/control-unit.ts'
import type { RequestInput } from '../../../shared/contract.ts'
import type { UnitControlReport } from '../../../shared/reports.ts'
import { ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { SignalMasks } from '../../../shared/process.ts'
import { UnitMachine } from '../../fakes/unit-machine.ts'

const unit = 'iguana.service'
const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }
const masks = (caught: readonly number[]): SignalMasks => ({
  caught,
  ignored: [],
  blocked: [],
  pending: [],
})

let host: UnitMachine
let journal: JournalBody[]
let recordFails: QuiesceError | null
beforeEach(() => {
  host = new UnitMachine()
  journal = []
  recordFails = null
})
type Input = RequestInput<'unit.control'>

async function control(
  action: Input['action'],
  more: Partial<Input> = {},
): Promise<Result<UnitControlReport>> {
  const { inventory, units } = await host.open()
  const ports: ControlPorts = {
    inventory,
    units,
    by: 'ops',
    masks: ({ identity }) => host.masks.get(identity.pid) ?? null,
    record: (_target, body) => {
      journal.push(body)
      return Promise.resolve(recordFails ? { ok: false, error: recordFails } : ok(null))
    },
  }
  return controlUnit(ports, { target: unit, action, confirmed: false, ...more })
}
const calls = (): string[] =>
  host.system.calls
    .map(({ call }) => call)
    .filter((call) => ['resetFailed', 'freezeUnit', 'thawUnit'].includes(call))

describe('a unit that is never stopped from here', () => {
  const place = '/etc/quiesce/services.d/a.yaml:4:14'
  beforeEach(() => {
    host.rules = {
      limits: { never: [{ target: unit, place }], force: { value: 'allowed', place: null } },
      schedule: null,
    }
  })

  it.each([unit, 'pid:100'])('is not frozen either, confirmed or not: %s', async (target) => {
    for (const confirmed of [false, true]) {
      const answer = await control('freeze', { target, confirmed })
      expect(answer).toMatchObject({ ok: false, error: { code: 'protected', place } })
    }
    expect([calls(), journal]).toEqual([[], []])
  })

  it('may be reset, for that stops nothing', async () => {
    host.system.change(unit, { ActiveState: 'failed', SubState: 'failed' })
    expect(await control('reset-failed')).toMatchObject({ ok: true })
  })
})

describe('freezing', () => {
  it('does nothing until its warnings were read', async () => {
    const answer = await control('freeze')
    expect(answer).toMatchObject({
      value: { done: false, sentence: 'iguana.service: read this first.' },
    })
    expect(answer.ok && answer.value.warnings.length).toBeGreaterThan(1)
    expect([calls(), journal]).toEqual([[], []])
  })

  it('is done once they are confirmed: intent, call, result', async () => {
    const answer = await control('freeze', { confirmed: true })
    expect(answer).toMatchObject({
      value: { done: true, sentence: 'iguana.service is frozen.' },
    })
    expect(calls()).toEqual(['freezeUnit'])
    expect(journal).toMatchObject([
      { kind: 'intent', what: 'freeze', force: false, by: 'ops' },
      { kind: 'result', what: 'freeze', detail: 'iguana.service is frozen.' },
    ])
  })

  it('names processes that would die of SIGTERM even frozen', async () => {
    host.masks.set(100, masks([]))
    const bare = await control('freeze')
    expect(bare.ok && bare.value.warnings.join(' ')).toContain('iguana (100) would die')
    host.masks.set(100, masks([15]))
    const handled = await control('freeze')
    expect(handled.ok && handled.value.warnings.join(' ')).not.toContain('would die')
  })

  it('says where nobody could read whether they would', async () => {
    const answer = await control('freeze')
    expect(answer.ok && answer.value.warnings.join(' ')).toContain('could not be read')
  })

  it.each([
    ['it is frozen already', { FreezerState: 'frozen' }, 'not-now'],
    ['it does not run', { ActiveState: 'inactive', SubState: 'dead' }, 'not-now'],
    ['the kernel cannot', { CanFreeze: false }, 'not-available'],
  ])('is refused where %s, confirmed or not', async (_, properties, code) => {
    host.system.set(unit, properties)
    expect(await control('freeze', { confirmed: true })).toMatchObject({ error: { code } })
    expect([calls(), journal]).toEqual([[], []])
  })
})

describe('thawing', () => {
  it('needs no confirmation: it only lets go on', async () => {
    host.system.set(unit, { FreezerState: 'frozen' })
    expect(await control('thaw')).toMatchObject({
      value: { done: true, sentence: 'iguana.service is thawed.', warnings: [] },
    })
    expect(calls()).toEqual(['thawUnit'])
  })

  it('needs one where a stop goes on with it', async () => {
    host.system.set(unit, { FreezerState: 'frozen', ActiveState: 'deactivating' })
    expect(await control('thaw')).toMatchObject({ value: { done: false } })
    expect(await control('thaw', { confirmed: true })).toMatchObject({ value: { done: true } })
  })

  it('needs one where a signal arrives with it', async () => {
    host.system.set(unit, { FreezerState: 'frozen' })
    host.masks.set(100, { ...masks([15]), pending: [15] })
    const answer = await control('thaw')
    expect(answer).toMatchObject({ value: { done: false } })
    expect(answer.ok && answer.value.warnings.join(' ')).toContain('SIGTERM waits for iguana (100)')
  })

  it('is refused where it is not frozen', async () => {
    expect(await control('thaw')).toMatchObject({ error: { code: 'not-now' } })
  })
})

describe('reset-failed', () => {
  it('takes the mark away, without a question', async () => {
    host.system.set(unit, { ActiveState: 'failed', SubState: 'failed' })
    expect(await control('reset-failed')).toMatchObject({
      value: { done: true, sentence: 'iguana.service is no longer marked as failed.' },
    })
    expect(calls()).toEqual(['resetFailed'])
  })

  it('is refused where nothing failed', async () => {
    expect(await control('reset-failed')).toMatchObject({ error: { code: 'not-now' } })
  })
})

describe('a call that does not come through', () => {
  beforeEach(() => {
    host.system.set(unit, { ActiveState: 'failed', SubState: 'failed' })
  })

  it('is told as its manager tells it, and on record', async () => {
    host.system.failNext('resetFailed', denied)
    expect(await control('reset-failed')).toEqual({ ok: false, error: denied })
    expect(journal.at(-1)).toMatchObject({ kind: 'result', detail: 'polkit refused.' })
  })

  it('is not made where its intent is not on disk', async () => {
    recordFails = { code: 'journal-unwritable', message: 'full', next: 'x' }
    expect(await control('reset-failed')).toEqual({ ok: false, error: recordFails })
    expect(calls()).toEqual([])
  })

  it('is not made for what is no unit, or is not there', async () => {
    host.rows = host.rows.map((row) => ({ ...row, cgroup: '/' }))
    expect(await control('thaw', { target: 'pid:100' })).toMatchObject({
      error: { code: 'not-available', message: 'pid:100 is no systemd unit.' },
    })
    expect(await control('thaw', { target: 'newt.service' })).toMatchObject({
      error: { code: 'unknown-target' },
    })
  })

  it('reads the unit again afterwards', async () => {
    host.system.on = ({ call }) => {
      if (call === 'resetFailed') host.system.set(unit, { ActiveState: 'inactive' })
    }
    await control('reset-failed')
    expect(host.system.made('readUnit')).toHaveLength(2)
  })
})
