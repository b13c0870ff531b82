/** Orders over the real runs: what is sent to whom, and in which order. */
import { beforeEach, describe, expect, it } from 'vitest'
import { service } from '../../fakes/order.ts'
import { settle } from '../../fakes/world.ts'
import { OrderDesk } from './order-desk.ts'

const chain = () => [
  service('web', { needs: ['app'] }),
  service('app', { needs: ['db'] }),
  service('db'),
]

let desk: OrderDesk
beforeEach(() => {
  desk = new OrderDesk()
})

describe('an order in which all go', () => {
  it('sends SIGTERM to each in its turn, and to no process more', async () => {
    await desk.with(chain()).begin()
    await desk.pass(20)
    expect(desk.world.sent.filter((sent) => sent.startsWith('TERM'))).toEqual([
      'TERM 100',
      'TERM 101',
      'TERM 102',
    ])
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
    expect(desk.states).toBe('web ended, app ended, db ended')
  })

  it('waits until it is sure that nobody comes back before the next is asked', async () => {
    await desk.with(chain()).begin()
    await desk.pass(1)
    expect(desk.latest.get('web')?.phase.kind).toBe('verifying')
    expect(desk.world.sent).not.toContain('TERM 101')
  })

  it('records its beginning and its end', async () => {
    await desk.with(chain()).begin()
    await desk.pass(20)
    expect(desk.records).toEqual([
      'Stop of all services in order began: 3 services, in 3 waves',
      'The stop in order is over: 3 services down',
    ])
  })

  it('gives every run the schedule of its plan', async () => {
    await desk.with(chain()).begin()
    const began = desk.journal.find((body) => body.kind === 'run-began')
    expect(began).toMatchObject({ schedule: 'stop/30/ask/TERM@all/5/ask/KILL/5' })
  })
})

describe('a service that hangs in the middle', () => {
  const services = () => [...chain(), service('cron')]

  it('holds up only those that wait for it', async () => {
    await desk.with(services(), ['app']).begin()
    await desk.pass(60)
    expect(desk.states).toBe('cron ended, web ended, app asking, db waiting')
    expect(desk.order.phase).toMatchObject({
      ...{ kind: 'asking', remaining: ['app'], blocked: ['db'], next: 'terminate' },
    })
  })

  it('gets SIGTERM once more, and SIGKILL only by force', async () => {
    await desk.with(services(), ['app']).begin()
    await desk.pass(60)
    const before = desk.world.sent.length
    await desk.decide({ kind: 'terminate' })
    await desk.pass(6)
    expect(desk.world.sent.slice(before)).toContain('TERM 101')
    expect(desk.order.phase).toMatchObject({ kind: 'asking', next: 'force' })
    expect(await desk.decide({ kind: 'terminate' })).toMatchObject({
      error: { code: 'needs-force' },
    })
    expect(desk.world.sent).not.toContain('KILL 101')
    await desk.decide({ kind: 'force' })
    await desk.pass(30)
    expect(desk.world.sent).toContain('KILL 101')
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
    expect(desk.order.states).toContainEqual(expect.objectContaining({ outcome: 'killed' }))
  })

  it('is passed over: what waited goes on, and it is asked about still', async () => {
    await desk.with(services(), ['app']).begin()
    await desk.pass(60)
    await desk.decide({ kind: 'pass', target: 'app' })
    await desk.pass(10)
    expect(desk.states).toBe('cron ended, web ended, app asking, db ended')
    expect(desk.order.phase).toMatchObject({ kind: 'asking', blocked: [] })
  })

  it('can be decided on by its own run, and the order follows', async () => {
    await desk.with(services(), ['app']).begin()
    await desk.pass(60)
    const run = desk.latest.get('app')
    if (!run) throw new Error('no run')
    await desk.runs.decide(run.id, run.turn, { kind: 'extend', ms: 30_000 })
    await settle()
    expect(desk.order.phase.kind).toBe('stopping')
    desk.world.exit(desk.pidOf('app'))
    await desk.pass(10)
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })

  it('without a person ends as hung; what waited for it is not asked to stop', async () => {
    await desk.with(services(), ['app']).begin(false)
    await desk.pass(60)
    expect(desk.states).toBe('cron ended, web ended, app ended, db left')
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
    expect(desk.world.sent).not.toContain('TERM 102')
  })

  it('is hung, too, when the person leaves', async () => {
    await desk.with(services(), ['app']).begin()
    await desk.pass(60)
    desk.orders.personLeft()
    desk.runs.personLeft()
    await desk.pass(1)
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
    expect(desk.records.at(-1)).toBe(
      'The stop in order was left: 2 services down, 1 not, 1 not asked to stop',
    )
  })
})

describe('pause, resume and leave', () => {
  it('a pause holds the clock, and nobody is asked however long it lasts', async () => {
    await desk.with(chain(), ['web']).begin()
    await desk.decide({ kind: 'pause' })
    await desk.pass(600)
    expect(desk.latest.get('web')?.phase.kind).toBe('held')
    desk.world.exit(desk.pidOf('web'))
    await desk.pass(600)
    expect(desk.states).toBe('web ended, app waiting, db waiting')
    await desk.decide({ kind: 'resume' })
    await desk.pass(20)
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })

  it('the clock runs on with what was left of it', async () => {
    await desk.with(chain(), ['web']).begin()
    await desk.pass(20)
    await desk.decide({ kind: 'pause' })
    await desk.pass(100)
    await desk.decide({ kind: 'resume' })
    await desk.pass(5)
    expect(desk.latest.get('web')?.phase.kind).toBe('waiting')
    await desk.pass(6)
    expect(desk.latest.get('web')?.phase.kind).toBe('asking')
  })

  it('a run that a person held himself stays held', async () => {
    await desk.with(chain(), ['web']).begin()
    const run = desk.latest.get('web')
    if (!run) throw new Error('no run')
    await desk.runs.decide(run.id, run.turn, { kind: 'hold' })
    await desk.decide({ kind: 'pause' })
    await desk.decide({ kind: 'resume' })
    expect(desk.latest.get('web')?.phase.kind).toBe('held')
  })

  it('leave sends nothing more', async () => {
    await desk.with(chain(), ['web']).begin()
    const sent = desk.world.sent.length
    await desk.decide({ kind: 'leave' })
    await desk.pass(100)
    expect(desk.world.sent).toHaveLength(sent)
    expect(desk.latest.get('web')?.phase).toMatchObject({ outcome: { kind: 'abandoned' } })
    expect(desk.states).toBe('web ended, app left, db left')
    expect(desk.records.slice(-2)).toEqual([
      'ops decided: leave',
      'The stop in order was left: 0 services down, 1 not, 2 not asked to stop',
    ])
  })

  it('a stale decision changes nothing and is not recorded', async () => {
    await desk.with(chain(), ['web']).begin()
    const { turn } = desk.order
    await desk.decide({ kind: 'pause' })
    expect(await desk.decide({ kind: 'resume' }, turn)).toMatchObject({
      error: { code: 'stale-decision' },
    })
    expect(desk.order.phase.kind).toBe('paused')
    expect(desk.records).toHaveLength(2)
  })
})

describe('what cannot be begun', () => {
  it('has gone where its target is not there any more', async () => {
    desk.with(chain())
    desk.vanished.add('web')
    await desk.begin()
    await desk.pass(20)
    expect(desk.states).toBe('web refused, app ended, db ended')
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })

  it('is an order without services', async () => {
    expect(await desk.orders.begin({ of: { kind: 'all' }, person: true })).toMatchObject({
      error: { code: 'nothing-follows' },
    })
  })

  it('is an order whose plan is refused', async () => {
    desk.planRefused = { code: 'unknown-target', message: 'No.', next: 'x' }
    expect(await desk.orders.begin({ of: { kind: 'all' }, person: true })).toMatchObject({
      error: { code: 'unknown-target' },
    })
  })

  it('is an order whose beginning cannot be recorded; nothing is sent', async () => {
    desk.with(chain()).journalFails = true
    expect(await desk.orders.begin({ of: { kind: 'all' }, person: true })).toMatchObject({
      error: { code: 'journal-unwritable' },
    })
    expect(desk.world.sent).toEqual([])
    expect(await desk.orders.list()).toEqual([])
  })

  it('is a second order about one of the same services, until the first is over', async () => {
    await desk.with(chain(), ['web']).begin()
    const second = () => desk.orders.begin({ of: { kind: 'all' }, person: true })
    expect(await second()).toMatchObject({ error: { code: 'busy' } })
    await desk.decide({ kind: 'leave' })
    expect((await second()).ok).toBe(true)
  })
})

describe('the end of Quiesce', () => {
  it('ends an order as interrupted, with a record, and begins nobody more', async () => {
    await desk.with(chain(), ['web']).begin()
    await desk.orders.interrupt()
    await desk.runs.interrupt('SIGTERM')
    await desk.pass(60)
    expect(desk.order.phase).toMatchObject({ kind: 'ended', how: 'interrupted' })
    expect(desk.states).toBe('web ended, app left, db left')
    expect(desk.records.at(-1)).toBe(
      'The stop in order was interrupted: 0 services down, 1 not, 2 not asked to stop',
    )
  })

  it('is told later of an order that a crash cut off, once', async () => {
    desk.lost = ['order-7']
    await desk.orders.list()
    await desk.orders.list()
    expect(desk.journal).toEqual([
      {
        ...{ kind: 'order', order: 'order-7', what: 'ended', how: 'interrupted', by: 'ops' },
        sentence: 'The stop in order was interrupted: Quiesce went down',
      },
    ])
  })
})

describe('looking for an order', () => {
  it('gives it as it stands', async () => {
    const { id } = await desk.with(chain()).begin()
    expect(desk.orders.get(id)).toEqual({ ok: true, value: desk.order })
    expect(await desk.orders.list()).toEqual([desk.order])
  })
  it('is refused where there is none', async () => {
    expect(desk.orders.get('order-0')).toMatchObject({ error: { code: 'no-such-run' } })
    expect(await desk.orders.decide('order-0', 0, { kind: 'leave' })).toMatchObject({
      error: { code: 'no-such-run' },
    })
  })
})
