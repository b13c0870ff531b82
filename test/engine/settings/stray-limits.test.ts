import { describe, expect, it } from 'vitest'
import { fail, ok, type ErrorCode, type Result } from '../../../shared/errors.ts'
import type { Inventory } from '../../../electron/engine/inventory/inventory.ts'
import { strayLimits } from '../../../electron/engine/settings/stray-limits.ts'

type Seen = ReturnType<Inventory['look']>

const refused = (code: ErrorCode, candidates?: readonly string[]): Result<never> =>
  fail({ code, message: 'So it is.', next: 'Look.', ...(candidates ? { candidates } : {}) })

/** An inventory that knows these names, and what was prepared before each look. */
function inventoryOf(known: Readonly<Record<string, Seen>>) {
  const prepared: string[] = []
  const looked: string[] = []
  return {
    prepared,
    looked,
    inventory: {
      prepare: (target: string) => {
        prepared.push(target)
        return Promise.resolve()
      },
      look: (target: string): Seen => {
        looked.push(target)
        return known[target] ?? refused('unknown-target', target === 'iguna' ? ['iguana'] : [])
      },
    },
  }
}

const there = ok({}) as unknown as Seen
const never = (...targets: string[]) =>
  targets.map((target, at) => ({ target, place: `/etc/quiesce/a.yaml:${at + 1}:5` }))

describe('a limit that protects nothing', () => {
  it('is named with its place and what was probably meant', async () => {
    const { inventory } = inventoryOf({ iguana: there })
    expect(await strayLimits(inventory, never('iguana', 'iguna'))).toEqual([
      '/etc/quiesce/a.yaml:2:5: nothing on this machine is called iguna, so this limit protects nothing. Did you mean iguana?',
    ])
  })

  it('is looked for after its unit was read', async () => {
    const { inventory, prepared, looked } = inventoryOf({})
    await strayLimits(inventory, never('ngnix.service'))
    expect([prepared, looked]).toEqual([['ngnix.service'], ['ngnix.service']])
  })

  it.each<[string, ErrorCode]>([
    ['is refused to everybody', 'protected'],
    ['is several things', 'ambiguous-target'],
    ['cannot be read', 'unreadable'],
    ['cannot be asked for here', 'not-available'],
  ])('is none where its name %s', async (_, code) => {
    const { inventory } = inventoryOf({ iguana: refused(code) })
    expect(await strayLimits(inventory, never('iguana'))).toEqual([])
  })

  it.each(['exe:/opt/iguana', 'port:5060', 'pidfile:/run/iguana.pid', 'getty@.service'])(
    'is not told of %s, which may come to be something',
    async (target) => {
      const { inventory, looked } = inventoryOf({})
      expect(await strayLimits(inventory, never(target))).toEqual([])
      expect(looked).toEqual([])
    },
  )

  it('is printed without what would lead a terminal astray', async () => {
    const { inventory } = inventoryOf({})
    const [said = ''] = await strayLimits(inventory, never('a\u001b[2J'))
    expect(said).not.toContain('\u001b')
  })
})
