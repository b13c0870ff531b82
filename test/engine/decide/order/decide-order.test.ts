/** What a person's decision does to an order, and when it is refused. */
import { describe, expect, it } from 'vitest'
import { ms } from '../../../fakes/run.ts'
import { OrderPlay, service } from '../../../fakes/order.ts'

const chain = () => [
  service('web', { needs: ['app'] }),
  service('app', { needs: ['db'] }),
  service('db'),
  service('cron'),
]
const play = (): OrderPlay => new OrderPlay(chain()).begin()
const held = { kind: 'held', step: 1, leftMs: 1000 } as const

describe('a decision that answers another turn', () => {
  it('is refused as stale and does nothing', () => {
    const order = play().hang('web')
    const { order: before } = order
    order.decide({ kind: 'force' }, before.turn - 1)
    expect(order.refused).toEqual(['stale-decision'])
    expect(order.decided).toEqual([])
    expect(order.order).toEqual(before)
  })
  it('is the second of two', () => {
    const order = play().hang('web')
    const { turn } = order.order
    order.decide({ kind: 'terminate' }, turn).decide({ kind: 'terminate' }, turn)
    expect(order.decided).toEqual(['go-on web@1'])
    expect(order.refused).toEqual(['stale-decision'])
  })
})

describe('terminate', () => {
  it('goes on with every run that asks, at the turn at which it asked', () => {
    const order = play().hang('web').hang('cron').decide({ kind: 'terminate' })
    expect(order.decided).toEqual(['go-on cron@1', 'go-on web@1'])
  })
  it('leaves out those for which only force is left', () => {
    const order = play().hang('web', 5).hang('cron').decide({ kind: 'terminate' })
    expect(order.decided).toEqual(['go-on cron@1'])
  })
  it('never crosses into force', () => {
    const order = play().hang('web', 5).decide({ kind: 'terminate' })
    expect(order.refused).toEqual(['needs-force'])
    expect(order.decided).toEqual([])
  })
  it('is refused while nobody asks', () => {
    expect(play().decide({ kind: 'terminate' }).refused).toEqual(['not-now'])
  })
})

describe('force', () => {
  it('forces every run that asks, and no other', () => {
    const order = play().hang('web', 5).decide({ kind: 'force' })
    expect(order.decided).toEqual(['force web@1'])
  })
  it('is refused while nobody asks', () => {
    expect(play().decide({ kind: 'force' }).refused).toEqual(['not-now'])
  })
})

describe('pass', () => {
  it('goes on with what waited, and leaves the run as it is', () => {
    const order = play().hang('web').decide({ kind: 'pass', target: 'web' })
    expect(order.begun).toEqual(['cron', 'web', 'app'])
    expect(order.order.passed).toEqual(['web'])
    expect(order.decided).toEqual([])
    expect(order.stateOf('web').kind).toBe('asking')
  })
  it('helps past one that outlived SIGKILL', () => {
    const order = play().end('cron').end('web', 'survived').decide({ kind: 'pass', target: 'web' })
    expect(order.begun).toContain('app')
  })
  it('does not end the order while the one that was passed asks', () => {
    const order = play().hang('web').decide({ kind: 'pass', target: 'web' })
    order.end('cron').end('app').end('db')
    expect(order.order.phase).toMatchObject({ kind: 'asking', remaining: ['web'], blocked: [] })
  })
  it.each([
    ['is not in the order', 'gecko', 'bad-input'],
    ['is being stopped', 'cron', 'not-now'],
    ['waits itself', 'app', 'not-now'],
  ])('is refused for one that %s', (_, target, code) => {
    const order = play().hang('web').decide({ kind: 'pass', target })
    expect(order.refused).toEqual([code])
  })
  it('is refused for one that has gone', () => {
    expect(play().end('cron').decide({ kind: 'pass', target: 'cron' }).refused).toEqual(['not-now'])
  })
  it('is refused the second time', () => {
    const order = play().hang('web').decide({ kind: 'pass', target: 'web' })
    expect(order.decide({ kind: 'pass', target: 'web' }).refused).toEqual(['not-now'])
  })
  it('begins nobody in a pause', () => {
    const order = play().hang('web').decide({ kind: 'pause' })
    order.decide({ kind: 'pass', target: 'web' })
    expect(order.begun).toEqual(['cron', 'web'])
    order.decide({ kind: 'resume' })
    expect(order.begun).toEqual(['cron', 'web', 'app'])
  })
})

describe('pause', () => {
  it('holds those under way and begins nobody new', () => {
    const order = play().decide({ kind: 'pause' })
    expect(order.decided).toEqual(['hold cron@0', 'hold web@0'])
    order.end('web')
    expect(order.begun).toEqual(['cron', 'web'])
    expect(order.order.phase.kind).toBe('paused')
  })
  it('does not touch what asks, is verified or forced', () => {
    const order = play().hang('web')
    order.run('cron', { kind: 'verifying', until: ms(9), back: null })
    order.decide({ kind: 'pause' })
    expect(order.decided).toEqual([])
  })
  it('holds a run that was being begun when it came', () => {
    const order = new OrderPlay(chain())
    order.slow = true
    order.begin().decide({ kind: 'pause' }).answer('web')
    expect(order.decided).toEqual(['hold web@0'])
  })
  it('holds each run once: a person may release one meanwhile', () => {
    const order = play().decide({ kind: 'pause' }).run('web', held, 0)
    order.run('web', { kind: 'waiting', step: 1, deadline: ms(60_000) }, 0)
    expect(order.decided).toEqual(['hold cron@0', 'hold web@0'])
  })
  it('is refused in a pause', () => {
    expect(play().decide({ kind: 'pause' }).decide({ kind: 'pause' }).refused).toEqual(['not-now'])
  })
  it.each([{ kind: 'terminate' }, { kind: 'force' }] as const)('refuses $kind', (decision) => {
    const order = play().hang('web').decide({ kind: 'pause' }).decide(decision)
    expect(order.refused).toEqual(['not-now'])
  })
  it('ends with the order when everybody has gone meanwhile', () => {
    const order = new OrderPlay([service('a')]).begin().decide({ kind: 'pause' }).end('a')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })
})

describe('resume', () => {
  it('releases what the pause held and not what a person held', () => {
    const order = play().run('cron', held, 0).decide({ kind: 'pause' }).run('web', held, 0)
    order.decide({ kind: 'resume' })
    expect(order.decided).toEqual(['hold web@0', 'release web@0'])
  })
  it('releases nobody who was released meanwhile', () => {
    const order = play().decide({ kind: 'pause' }).run('web', held, 0)
    order.run('web', { kind: 'waiting', step: 1, deadline: null }, 0).decide({ kind: 'resume' })
    expect(order.decided).toEqual(['hold cron@0', 'hold web@0'])
  })
  it('begins whose turn came meanwhile', () => {
    const order = play().decide({ kind: 'pause' }).end('web').decide({ kind: 'resume' })
    expect(order.begun).toEqual(['cron', 'web', 'app'])
    expect(order.order.phase.kind).toBe('stopping')
  })
  it('asks again where nothing goes on', () => {
    const order = play().end('cron').hang('web').decide({ kind: 'pause' })
    expect(order.decide({ kind: 'resume' }).order.phase.kind).toBe('asking')
  })
  it('is refused where nothing is paused', () => {
    expect(play().decide({ kind: 'resume' }).refused).toEqual(['not-now'])
  })
})

describe('leave', () => {
  it('leaves the runs under way, and the others running', () => {
    const order = play().hang('web').decide({ kind: 'leave' })
    expect(order.decided).toEqual(['leave cron@0', 'leave web@1'])
    expect(order.states).toBe('cron stopping, web asking, app left, db left')
    order.end('cron', 'abandoned').end('web', 'abandoned')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
    expect(order.begun).toEqual(['cron', 'web'])
  })
  it('leaves a run that comes after it', () => {
    const order = new OrderPlay(chain())
    order.slow = true
    order.begin().decide({ kind: 'leave' }).answer('web')
    expect(order.decided).toEqual(['leave web@0'])
  })
  it('takes no other decision then', () => {
    const order = play().decide({ kind: 'leave' })
    expect(order.decide({ kind: 'resume' }).refused).toEqual(['not-now'])
  })
  it('is possible in a pause', () => {
    const order = play().decide({ kind: 'pause' }).decide({ kind: 'leave' })
    expect(order.decided.slice(-2)).toEqual(['leave cron@0', 'leave web@0'])
  })
})

it('an order that is over takes no decision', () => {
  const order = new OrderPlay([service('a')]).begin().end('a')
  expect(order.decide({ kind: 'leave' }).refused).toEqual(['not-now'])
})
