import { beforeEach, describe, expect, it } from 'vitest'
import {
  createQuit,
  createQuitListener,
  createShutdownListener,
} from '../../electron/desktop/lifecycle.ts'
import { decideQuit, leaveWork, ownWork, type OwnWork } from '../../electron/desktop/quit-veto.ts'
import type { RunView } from '../../shared/contract.ts'
import { fail, ok, type QuiesceError } from '../../shared/errors.ts'
import type { Order } from '../../shared/order.ts'
import type { Run } from '../../shared/run.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { makeOrder, service } from '../fakes/order.ts'
import { identity, ms } from '../fakes/run.ts'
import { makeUnit } from '../fakes/unit.ts'
import { FakeClient, runView } from './fake-client.ts'

const stale: QuiesceError = { code: 'stale-decision', message: 'It moved on.', next: 'Look.' }
const refused: QuiesceError = { code: 'no-permission', message: 'Not allowed.', next: 'Ask root.' }

let client = new FakeClient()
beforeEach(() => {
  client = new FakeClient()
})

/** The engine has these runs and orders, and answers decisions with `decide` in turn. */
function engineWith(views: readonly RunView[], ...decide: unknown[]): void {
  engineWithWork({ runs: views, orders: [] }, ...decide)
}
function engineWithWork(work: OwnWork, ...decide: unknown[]): void {
  client.answer = (name) => {
    if (name === 'run.list') return Promise.resolve(ok(work.runs))
    if (name === 'order.list') return Promise.resolve(ok(work.orders))
    if (name.endsWith('.decide')) return Promise.resolve((decide.shift() ?? ok(null)) as never)
    return Promise.resolve(ok(name === 'order.get' ? work.orders.at(-1) : work.runs.at(-1)))
  }
}
const decisions = (): unknown[] =>
  client.asked.filter(({ name }) => name === 'run.decide').map(({ input }) => input)

const only = (...runs: RunView[]): OwnWork => ({ runs, orders: [] })

describe('whether quitting asks first', () => {
  it('does not ask when nothing is under way', () => {
    expect(decideQuit(ok(only()))).toBeNull()
  })

  it('asks about one run by its name, with the way back as the first button', () => {
    const question = decideQuit(ok(only(runView('cron'))))
    expect(question?.message).toBe('A stop is under way: cron')
    expect(question?.buttons).toEqual(['Go back', 'Leave it running'])
  })

  it('asks about several runs by number, and about each by its name', () => {
    const question = decideQuit(ok(only(runView('cron'), runView('nginx', { phase: 'asking' }))))
    expect(question?.message).toBe('2 stops are under way')
    expect(question?.detail).toContain('cron (stopping): Nothing was sent.')
    expect(question?.detail).toContain('nginx (asks you): Nothing was sent.')
  })

  it('asks when it is not known whether a run is alive', () => {
    const question = decideQuit(fail({ code: 'internal', message: 'It broke.', next: 'Look.' }))
    expect(question?.message).toBe('It is not known whether a stop is under way')
    expect(question?.detail).toContain('It broke.')
  })

  it('names for each run what was sent, and the ceiling that remains with who holds it', () => {
    const view = runView('nginx')
    const at = ms(90_000).wall
    const run: Run = {
      ...view.run,
      unit: makeUnit(),
      sent: [
        { call: 1, step: 0, what: 'TERM', identity: identity(100), at: ms(0), outcome: 'sent' },
      ],
      ceilings: [
        { who: 'systemd', source: 'TimeoutStopSec=90s', what: 'SIGKILL', fixed: null, at },
      ],
    }
    const detail = decideQuit(ok(only({ ...view, run })))?.detail ?? ''
    expect(detail).toContain(`Sent so far: SIGTERM to 100 at ${clock(ms(0).wall)}.`)
    expect(detail).toContain(`Still running: systemd sends SIGKILL at ${clock(at)}`)
    expect(detail).toContain('systemd holds that deadline, with or without Quiesce.')
  })

  it('tells of an order who was not asked to stop yet', () => {
    const order = makeOrder([service('web', { needs: ['db'] }), service('db')])
    const question = decideQuit(ok({ runs: [], orders: [order] }))
    expect(question?.message).toBe('A stop in order is under way')
    expect(question?.detail).toContain('2 of 2 services were not asked to stop yet')
  })

  it('counts more runs than a dialog has room for', () => {
    const many = Array.from({ length: 9 }, (_, index) => runView(`daemon-${index}`))
    const detail = decideQuit(ok(only(...many)))?.detail ?? ''
    expect(detail.split('\n\n')).toHaveLength(8)
    expect(detail).toContain('And 3 more stops, left in the same way.')
  })

  it('counts our own runs and orders that are not over, and nobody else’s', async () => {
    const asking = runView('asks', { phase: 'asking' })
    const live = makeOrder([service('web')])
    const over: Order = { ...live, phase: { kind: 'ended', how: 'done', at: ms(1) } }
    const runs = [asking, runView('over', { phase: 'ended' }), runView('theirs', { here: false })]
    engineWithWork({ runs, orders: [live, over] })
    expect(await ownWork(client)).toEqual(ok({ runs: [asking], orders: [live] }))
  })

  it('takes an engine that fails as one that does not know', async () => {
    client.answer = () => Promise.reject(new Error('gone'))
    expect(await ownWork(client)).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('does not know where one of both lists is refused', async () => {
    for (const refusing of ['run.list', 'order.list']) {
      client.answer = (name) => Promise.resolve(name === refusing ? fail(refused) : ok([]))
      expect(await ownWork(client), refusing).toEqual(fail(refused))
      expect(await leaveWork(client), refusing).toEqual(['Not allowed.'])
    }
  })
})

describe('leaving the runs', () => {
  it('leaves each as a decision that names its turn', async () => {
    engineWith([runView('cron', { turn: 3 }), runView('nginx', { turn: 5 })])
    expect(await leaveWork(client)).toEqual([])
    expect(decisions()).toEqual([
      { run: 'run-cron', turn: 3, decision: { kind: 'leave' } },
      { run: 'run-nginx', turn: 5, decision: { kind: 'leave' } },
    ])
  })

  it('asks again, once, about a run that moved on meanwhile', async () => {
    client.answer = (name) => {
      if (name === 'run.list') return Promise.resolve(ok([runView('cron', { turn: 3 })]))
      if (name === 'order.list') return Promise.resolve(ok([]))
      if (name === 'run.get') return Promise.resolve(ok(runView('cron', { turn: 4 })))
      return Promise.resolve(decisions().length === 1 ? fail(stale) : ok(null))
    }
    expect(await leaveWork(client)).toEqual([])
    expect(decisions()).toMatchObject([{ turn: 3 }, { turn: 4 }])
  })

  it('gives up on a run that keeps moving, and says so', async () => {
    engineWith([runView('cron')], fail(stale), fail(stale), fail(stale))
    expect(await leaveWork(client)).toEqual(['cron: it moved on while it was being left.'])
    expect(decisions()).toHaveLength(2)
  })

  it('is content with a run that ended meanwhile', async () => {
    client.answer = (name) => {
      if (name === 'run.list') return Promise.resolve(ok([runView('cron')]))
      if (name === 'order.list') return Promise.resolve(ok([]))
      if (name === 'run.get') return Promise.resolve(ok(runView('cron', { phase: 'ended' })))
      return Promise.resolve(fail(stale))
    }
    expect(await leaveWork(client)).toEqual([])
  })

  it('says why a run could not be left', async () => {
    engineWith([runView('cron')], fail(refused))
    expect(await leaveWork(client)).toEqual(['cron: Not allowed.'])
  })
})

describe('leaving an order', () => {
  const order = makeOrder([service('web'), service('db')])
  const leaving = { order: order.id, turn: order.turn, decision: { kind: 'leave' } }

  it('comes before its runs: none of them may let it go on with the next service', async () => {
    engineWithWork({ runs: [runView('web')], orders: [order] })
    expect(await leaveWork(client)).toEqual([])
    const decided = client.asked.filter(({ name }) => name.endsWith('.decide'))
    expect(decided.map(({ name }) => name)).toEqual(['order.decide', 'run.decide'])
    expect(decided[0]?.input).toEqual(leaving)
  })

  it('is content with one that was over meanwhile, and says why one could not be left', async () => {
    const over: Order = { ...order, phase: { kind: 'ended', how: 'done', at: ms(1) } }
    for (const [now, told] of [
      [over, []],
      [order, ['The stop in order: Not allowed.']],
    ] as const) {
      engineWithWork({ runs: [], orders: [order] }, fail(refused))
      const { answer } = client
      client.answer = (name, input) =>
        name === 'order.get' ? Promise.resolve(ok(now)) : answer(name, input)
      expect(await leaveWork(client)).toEqual(told)
    }
  })
})

describe('a machine that goes down', () => {
  it('ends runs without a question, and says why in the record', async () => {
    const log: string[] = []
    engineWith([runView('cron')])
    const listener = createShutdownListener({
      engine: client,
      exit: (then) => log.push(then),
      report: (sentence) => log.push(sentence),
    })
    await listener({ preventDefault: () => log.push('held back') })
    expect(client.ended).toEqual(['interrupt: the machine is going down', 'close'])
    expect(decisions()).toEqual([])
    expect(log).toEqual(['held back', 'end'])
  })

  it('reports what fails, and ends all the same', async () => {
    const log: string[] = []
    client.close = () => Promise.reject(new Error('the disk is gone'))
    const exit = (then: string): unknown => log.push(then)
    await createShutdownListener({ engine: client, exit, report: (one) => log.push(one) })()
    expect(log).toEqual(['Quiesce itself failed: the disk is gone', 'end'])
  })
})

describe('quitting', () => {
  const log: string[] = []
  let answer: (leave: boolean) => void = () => undefined
  const event = { preventDefault: () => log.push('held back') }
  const listener = (): ReturnType<typeof createQuitListener> =>
    createQuitListener(
      createQuit({
        engine: client,
        ask: (question) => {
          log.push(`asked: ${question.message}`)
          return new Promise((resolve) => (answer = resolve))
        },
        exit: (then) => log.push(then === 'end' ? 'exit' : then),
        report: (sentence) => log.push(sentence),
      }),
    )
  const untilAsked = async (): Promise<void> => {
    while (!log.some((line) => line.startsWith('asked'))) await Promise.resolve()
  }
  beforeEach(() => {
    log.length = 0
  })

  it('closes the engine and exits at once when no run is alive', async () => {
    engineWith([])
    await listener()(event)
    expect(log).toEqual(['held back', 'exit'])
    expect(client.ended).toEqual(['interrupt: the window was closed', 'close'])
  })

  it('stays when the person goes back, and asks again the next time', async () => {
    engineWith([runView('cron')])
    const quit = listener()
    for (const time of ['first', 'second']) {
      log.length = 0
      const quitting = quit(event)
      await untilAsked()
      answer(false)
      await quitting
      expect(log, time).toEqual(['held back', 'asked: A stop is under way: cron'])
    }
    expect(client.ended).toEqual([])
    expect(decisions()).toEqual([])
  })

  it('leaves the run, then closes the engine, then exits, when the person says so', async () => {
    engineWith([runView('cron')])
    const quitting = listener()(event)
    await untilAsked()
    answer(true)
    await quitting
    expect(decisions()).toHaveLength(1)
    expect(client.ended).toEqual(['interrupt: the window was closed', 'close'])
    expect(log.at(-1)).toBe('exit')
  })

  it('asks once, however often the window is closed meanwhile', async () => {
    engineWith([runView('cron')])
    const quit = listener()
    const first = quit(event)
    await untilAsked()
    await quit(event)
    answer(false)
    await first
    expect(log.filter((line) => line.startsWith('asked'))).toHaveLength(1)
    expect(log.filter((line) => line === 'held back')).toHaveLength(2)
  })

  it('reports what fails on the way, and exits all the same', async () => {
    engineWith([runView('cron')], fail(refused))
    client.close = () => Promise.reject(new Error('the journal is gone'))
    const quitting = listener()(event)
    await untilAsked()
    answer(true)
    await quitting
    expect(log.slice(2)).toEqual([
      'Not left: cron: Not allowed.',
      'Quiesce itself failed: the journal is gone',
      'exit',
    ])
  })
})
