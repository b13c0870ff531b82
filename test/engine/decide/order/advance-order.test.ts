/** An order under way: whose turn it is, whom it waits for, and how it ends. */
import { describe, expect, it } from 'vitest'
import { OrderPlay, service } from '../../../fakes/order.ts'

/** web before app before db; cron has nothing to do with them. */
const chain = () => [
  service('web', { needs: ['app'] }),
  service('app', { needs: ['db'] }),
  service('db'),
  service('cron'),
]
const play = (person = true): OrderPlay => new OrderPlay(chain(), person).begin()

describe('the begin of an order', () => {
  it('asks those that wait for nobody, and says of the others whom they wait for', () => {
    const order = play()
    expect(order.begun).toEqual(['cron', 'web'])
    expect(order.stateOf('app')).toEqual({ kind: 'waiting', for: ['web'] })
    expect(order.order.phase).toEqual({ kind: 'stopping' })
  })

  it('asks at most eight at once', () => {
    const many = new OrderPlay(Array.from({ length: 20 }, (_, at) => service(`s${at + 10}`)))
    many.begin()
    expect(many.begun).toHaveLength(8)
    many.end('s10').end('s11', 'survived')
    expect(many.begun).toHaveLength(10)
    many.hang('s12')
    expect(many.begun).toHaveLength(11)
  })

  it('counts those whose run was asked for and is not there yet', () => {
    const slow = new OrderPlay(Array.from({ length: 20 }, (_, at) => service(`s${at + 10}`)))
    slow.slow = true
    slow.begin()
    expect(slow.begun).toHaveLength(8)
    slow.answer('s10')
    expect(slow.begun).toHaveLength(8)
    expect(slow.stateOf('s11')).toEqual({ kind: 'waiting', for: [] })
  })
})

describe('a service that has gone', () => {
  it.each(['stopped', 'already-stopped', 'killed'] as const)(
    'by an end as %s lets the next one begin',
    (outcome) => {
      const order = play().end('web', outcome)
      expect(order.begun).toEqual(['cron', 'web', 'app'])
    },
  )

  it.each([
    'survived',
    'came-back',
    'failed',
    'refused',
    'hung',
    'abandoned',
    'interrupted',
  ] as const)('is not one that ended as %s', (outcome) => {
    expect(play().end('web', outcome).begun).toEqual(['cron', 'web'])
  })

  it('is one whose target was not there any more at its turn', () => {
    const order = new OrderPlay(chain())
    order.slow = true
    order.begin()
    const error = { code: 'unknown-target', message: 'No.', next: 'x' } as const
    order.feed({ kind: 'not-begun', target: 'web', error })
    expect(order.begun).toEqual(['cron', 'web', 'app'])
  })

  it('is not one that was refused for another reason', () => {
    const order = new OrderPlay(chain())
    order.slow = true
    order.begin()
    const error = { code: 'busy', message: 'No.', next: 'x' } as const
    order.feed({ kind: 'not-begun', target: 'web', error })
    expect(order.begun).toEqual(['cron', 'web'])
    expect(order.stateOf('web')).toEqual({ kind: 'refused', error })
  })

  it('ends the order when it was the last', () => {
    const order = play().end('web').end('cron').end('app').end('db')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })
})

describe('a service that hangs', () => {
  it('is shown as asking while the others go on', () => {
    const order = play().hang('web')
    expect(order.states).toBe('cron stopping, web asking, app waiting, db waiting')
    expect(order.order.phase.kind).toBe('stopping')
  })

  it('is asked about when nothing more goes on by itself', () => {
    const order = play().hang('web').end('cron')
    expect(order.order.phase).toMatchObject({
      ...{ kind: 'asking', remaining: ['web'], blocked: ['app', 'db'], next: 'terminate' },
    })
  })

  it('leaves nothing but force when SIGTERM to all went out', () => {
    const order = play().end('cron').hang('web', 5)
    expect(order.order.phase).toMatchObject({ kind: 'asking', next: 'force' })
  })

  it('holds the others up no longer when it goes by itself', () => {
    const order = play().hang('web').end('cron').end('web')
    expect(order.begun).toEqual(['cron', 'web', 'app'])
    expect(order.order.phase.kind).toBe('stopping')
  })

  it('that outlived SIGKILL is named, with nothing that could be sent', () => {
    const order = play().end('cron').end('web', 'survived')
    expect(order.order.phase).toMatchObject({
      ...{ kind: 'asking', remaining: ['web'], blocked: ['app', 'db'], next: null },
    })
  })

  it('for which nobody waits is no question when it has ended', () => {
    const order = new OrderPlay([service('a')]).begin().end('a', 'came-back')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'done' })
  })

  it('keeps the moment since when it is asked', () => {
    const order = play().end('cron').hang('web')
    const { phase } = order.order
    order.hang('web', 5)
    expect(order.order.phase).toEqual({ ...phase, next: 'force' })
  })
})

describe('without a person', () => {
  it('what waited for one that hung is left, and the independent ones go on', () => {
    const order = play(false).end('web', 'hung')
    expect(order.states).toBe('cron stopping, web ended, app waiting, db waiting')
    order.end('cron')
    expect(order.states).toBe('cron ended, web ended, app left, db left')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
  })

  it('an order whose person has left ends when its runs have', () => {
    const order = play().end('cron').hang('web')
    order.feed({ kind: 'person-left' })
    expect(order.order.phase.kind).toBe('stopping')
    order.end('web', 'hung')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
  })

  it('a pause that nobody can end begins nobody new', () => {
    const order = play().decide({ kind: 'pause' })
    order.feed({ kind: 'person-left' })
    order.end('web').end('cron')
    expect(order.begun).toEqual(['cron', 'web'])
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'left' })
  })
})

describe('Quiesce goes down', () => {
  it('and the order is over: nobody new is begun', () => {
    const order = play()
    order.feed({ kind: 'interrupted' })
    expect(order.states).toBe('cron stopping, web stopping, app left, db left')
    expect(order.order.phase).toMatchObject({ kind: 'ended', how: 'interrupted' })
    order.end('web', 'interrupted')
    expect(order.begun).toEqual(['cron', 'web'])
    expect(order.stateOf('web')).toMatchObject({ kind: 'ended', outcome: 'interrupted' })
  })

  it('and a run that comes after that is left', () => {
    const order = new OrderPlay(chain())
    order.slow = true
    order.begin()
    order.feed({ kind: 'interrupted' })
    order.answer('web')
    expect(order.decided).toEqual(['leave web@0'])
  })

  it('twice says it once', () => {
    const order = play()
    order.feed({ kind: 'interrupted' })
    const before = order.order
    order.feed({ kind: 'interrupted' })
    expect(order.order).toBe(before)
  })
})

describe('turn and revision', () => {
  it('the turn grows when a service begins to ask, so that a word does not reach it unseen', () => {
    const order = play()
    const { turn } = order.order
    order.hang('web')
    expect(order.order.turn).toBe(turn + 1)
    order.hang('cron')
    expect(order.order.turn).toBe(turn + 2)
  })
  it('the turn grows when the same service asks another question', () => {
    const order = play().hang('web')
    const { turn } = order.order
    order.hang('web', 5)
    expect(order.order.turn).toBe(turn + 1)
  })
  it('the turn stays when a service goes and another one begins', () => {
    const order = play()
    const { turn, revision } = order.order
    order.end('web')
    expect(order.order.turn).toBe(turn)
    expect(order.order.revision).toBeGreaterThan(revision)
  })
  it('nothing grows when nothing changes', () => {
    const order = play()
    const before = order.order
    order.run('web', { kind: 'waiting', step: 1, deadline: null })
    order.begin()
    expect(order.order).toEqual(before)
  })
  it('an older view of a run is passed over', () => {
    const order = play()
    const old = order.runs.get('web')
    order.end('web')
    if (old) order.feed({ kind: 'run', run: old })
    expect(order.stateOf('web').kind).toBe('ended')
  })
  it('a run of somebody else changes nothing', () => {
    const order = play()
    const before = order.order
    const run = order.runs.get('web')
    if (run) order.feed({ kind: 'run', run: { ...run, id: 'other', revision: 99 } })
    expect(order.order).toBe(before)
  })
})
