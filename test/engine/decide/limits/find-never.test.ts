import { describe, expect, it } from 'vitest'
import { findNever, findNeverAmong } from '../../../../electron/engine/decide/limits/find-never.ts'
import { neverStoppedWith } from '../../../../electron/engine/decide/limits/refusals.ts'
import { limitStop } from '../../../../electron/engine/inventory/limit-stop.ts'
import { noLimits } from '../../../../electron/engine/decide/limits/limits.ts'
import { UnitMachine } from '../../../fakes/unit-machine.ts'

const place = 'a.yaml:1:1'
const never = (target: string) => [{ target, place }]

/** The limit that is found for iguana.service, or null. */
async function found(target: string): Promise<string | null> {
  const { inventory } = await new UnitMachine().open()
  await inventory.prepare('iguana.service', true)
  const seen = inventory.look('iguana.service')
  if (!seen.ok) throw new Error(seen.error.message)
  const look = (text: string) => {
    const other = inventory.look(text)
    return other.ok ? other.value.look.observed : null
  }
  return findNever(seen.value.look.observed, never(target), look)?.place ?? null
}

describe('a unit that is never stopped', () => {
  it.each([
    ['iguana.service', place],
    ['iguana', place],
    ['pid:100', place],
    ['user:iguana.service', null],
    ['other.service', null],
    ['pid:50', null],
  ])('is meant by %s: %s', async (target, expected) => {
    expect(await found(target)).toBe(expected)
  })

  it('is not stopped along with another one either', () => {
    const stopsToo = [
      { name: 'db.service', manager: 'system', because: 'PartOf=', activeState: 'active' },
    ] as never
    const hit = findNeverAmong(stopsToo, never('db.service'), () => null)
    expect(hit).toMatchObject({ unit: 'db.service', limit: { place } })
    expect(findNeverAmong(stopsToo, never('web.service'), () => null)).toBeNull()
    expect(neverStoppedWith('App', 'db.service', { target: 'db.service', place })).toMatchObject({
      code: 'protected',
      message: `App is protected: db.service would stop with it, and is never stopped from here, by ${place}.`,
    })
  })
})

describe('a stop without limits', () => {
  it('has its own schedule, forced or not', () => {
    for (const force of [null, { person: false }]) {
      expect(limitStop(noLimits, [{ kind: 'stop' }, { kind: 'ask' }], force)).toMatchObject({
        ok: true,
        value: { warnings: [] },
      })
    }
  })
})
