/** Which services an order is about, over an inventory that the test fills. */
import { describe, expect, it } from 'vitest'
import { gatherOrder, type GatherPorts } from '../../../electron/engine/orders/gather-order.ts'
import type { Look, Observed } from '../../../electron/engine/decide/observed.ts'
import { parseUnit } from '../../../electron/engine/parse/unit-properties.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { OrderChoice } from '../../../shared/order-input.ts'
import type { OrderPlan } from '../../../shared/order.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import { planOf } from '../../fakes/order.ts'
import { makeMember } from '../../fakes/run.ts'
import { FakeClock } from '../../fakes/world.ts'

interface Given {
  readonly row?: Partial<ServiceRow>
  readonly observed?: Partial<Observed>
  readonly plan?: Partial<Plan>
  /** Why it cannot be looked at. */
  readonly error?: QuiesceError
}

const error = (code: QuiesceError['code'], message = 'It is refused.'): QuiesceError => ({
  ...{ code, message, next: 'x' },
})

/** An inventory of these services, by target. */
class Shelf {
  readonly prepared: string[] = []
  readonly schedules: (string | undefined)[] = []
  groups: Record<string, readonly string[]> = {}
  readonly #services: Readonly<Record<string, Given>>

  constructor(services: Readonly<Record<string, Given>>) {
    this.#services = services
  }

  gather(of: OrderChoice): Promise<Result<OrderPlan>> {
    const ports: GatherPorts = {
      clock: new FakeClock(),
      groups: () => this.groups,
      allRuns: () => Promise.resolve([]),
      inventory: {
        ready: () => Promise.resolve(),
        prepare: (target) => {
          this.prepared.push(target)
          return Promise.resolve()
        },
        list: () => ({ rows: this.#rows(), hidden: 0, at: 0, problems: [] }),
        look: (target) => {
          const look = this.#look(target)
          return look.ok ? ok({ look: look.value } as never) : look
        },
        plan: (target, schedule) => {
          this.schedules.push(schedule)
          const { observed, plan } = this.#services[target] ?? {}
          const own = schedule ?? 'stop/120/ask/KILL/5'
          return ok(planOf(observed?.target ?? target, { schedule: own, ...plan }))
        },
      },
    }
    return gatherOrder(ports, of)
  }

  #look(target: string): Result<Look> {
    const given = this.#services[target]
    if (given === undefined) return fail(error('unknown-target', `There is no ${target}.`))
    if (given.error) return fail(given.error)
    return ok({
      observed: {
        ...{ target, title: target, subtitle: '', backend: 'process', origin: 'configured' },
        ...{ main: null, suspects: [], pidFile: null, lockFile: null, startCommand: null },
        ...{ configuration: null, unit: null, init: null, profile: null },
        members: [makeMember(100, { name: 'daemon' })],
        stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
        ...given.observed,
      },
      refusal: null,
    })
  }

  #rows(): ServiceRow[] {
    return Object.entries(this.#services).map(([target, { row }]) => {
      const fields = { target, title: target, memberCount: 1, refusal: null }
      return { ...fields, state: { kind: 'running' }, ...row } as unknown as ServiceRow
    })
  }
}

const all: OrderChoice = { kind: 'all' }
const chosen = (...targets: string[]): OrderChoice => ({ kind: 'chosen', targets })

async function plan(shelf: Shelf, of: OrderChoice): Promise<OrderPlan> {
  const gathered = await shelf.gather(of)
  if (!gathered.ok) throw new Error(gathered.error.message)
  return gathered.value
}
const targets = ({ entries }: OrderPlan): string[] => entries.map(({ target }) => target)

describe('all services', () => {
  it('are those that run', async () => {
    const shelf = new Shelf({ web: {}, db: { row: { memberCount: 0 } } })
    const made = await plan(shelf, all)
    expect(targets(made)).toEqual(['web'])
    expect(made.leftOut).toEqual([])
  })

  it('are not those that must be named, and the plan says why', async () => {
    const shelf = new Shelf({ web: {}, 'ssh.service': {} })
    const made = await plan(shelf, all)
    expect(targets(made)).toEqual(['web'])
    expect(made.leftOut).toEqual([
      {
        ...{ target: 'ssh.service', title: 'ssh.service' },
        why: 'Your own connection may hang on it.',
      },
    ])
  })

  it.each<[string, Given, string]>([
    [
      'a run of its own stops',
      { row: { state: { kind: 'stopping', runId: 'r1', until: null } } },
      'It is being stopped already (run r1).',
    ],
    [
      'a run of its own asks about',
      { row: { state: { kind: 'asking', runId: 'r1', since: 0 } } },
      'It is being stopped already (run r1).',
    ],
    ['are refused in the list', { row: { refusal: error('managed-by-unit') } }, 'It is refused.'],
    ['are refused by their plan', { plan: { refusal: error('protected') } }, 'It is refused.'],
    ['cannot be looked at', { error: error('unreadable', 'No.') }, 'No.'],
    [
      'carry the session',
      { plan: { unit: { impact: { ownSession: 'Your session hangs on it.' } } as never } },
      'Your session hangs on it.',
    ],
  ])('are not those that %s', async (_, given, why) => {
    const made = await plan(new Shelf({ web: {}, other: given }), all)
    expect(targets(made)).toEqual(['web'])
    expect(made.leftOut).toMatchObject([{ target: 'other', why }])
  })

  it('are not those that went in this very moment', async () => {
    const shelf = new Shelf({ web: {}, gone: { error: error('unknown-target') } })
    const made = await plan(shelf, all)
    expect([targets(made), made.leftOut]).toEqual([['web'], []])
  })

  it('may be none: then nothing follows', async () => {
    expect(await plan(new Shelf({}), all)).toMatchObject({ entries: [], last: [] })
  })
})

describe('services that are named', () => {
  it('are in the order though they are never among all', async () => {
    expect(targets(await plan(new Shelf({ ssh: {} }), chosen('ssh')))).toEqual(['ssh'])
  })

  it('are in it, too, when nothing of them runs', async () => {
    const shelf = new Shelf({ db: { row: { memberCount: 0 }, observed: { members: [] } } })
    expect(targets(await plan(shelf, chosen('db')))).toEqual(['db'])
  })

  it('are left out where their stop is refused', async () => {
    const shelf = new Shelf({ web: { plan: { refusal: error('protected') } } })
    expect(await plan(shelf, chosen('web'))).toMatchObject({
      ...{ entries: [], leftOut: [{ target: 'web', why: 'It is refused.' }] },
    })
  })

  it('refuse the order where one of them means nothing', async () => {
    expect(await new Shelf({ web: {} }).gather(chosen('web', 'wbe'))).toMatchObject({
      error: { code: 'unknown-target', message: 'There is no wbe.' },
    })
  })

  it('are one entry where two names mean one unit', async () => {
    const unit = parseUnit({ Id: 'nginx.service' }, 'system')
    const observed = { unit, target: 'nginx.service' }
    const shelf = new Shelf({ 'nginx.service': { observed }, 'pid:100': { observed } })
    expect(targets(await plan(shelf, chosen('nginx.service', 'pid:100')))).toHaveLength(1)
  })

  it('are loaded before they are looked at', async () => {
    const shelf = new Shelf({ web: {}, db: {} })
    await plan(shelf, chosen('web', 'db', 'web'))
    expect(shelf.prepared).toEqual(['web', 'db'])
  })

  it('have their own wait in the schedule of the order', async () => {
    const made = await plan(new Shelf({ web: {} }), chosen('web'))
    expect(made.entries[0]?.plan.schedule).toBe('stop/120/ask/TERM@all/5/ask/KILL/5')
  })

  it('stand in the order of what they need', async () => {
    const configuration = { exe: '/x', needs: ['db'] }
    const shelf = new Shelf({ db: {}, web: { observed: { configuration } } })
    expect(targets(await plan(shelf, chosen('db', 'web')))).toEqual(['web', 'db'])
  })
})

describe('a group', () => {
  it('is what the configuration says', async () => {
    const shelf = new Shelf({ web: {}, db: {}, mail: {} })
    shelf.groups = { shop: ['web', 'db'] }
    expect(targets(await plan(shelf, { kind: 'group', name: 'shop' }))).toEqual(['db', 'web'])
  })

  it.each([
    ['shp', ['shop']],
    ['constructor', []],
  ])('that is not there is refused: %s', async (name, candidates) => {
    const shelf = new Shelf({})
    shelf.groups = { shop: ['web'] }
    expect(await shelf.gather({ kind: 'group', name })).toMatchObject({
      error: { code: 'unknown-target', candidates },
    })
  })
})
