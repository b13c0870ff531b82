import { beforeEach, describe, expect, it } from 'vitest'
import type { Place } from '../../electron/desktop/place.ts'
import { act, type Told } from '../../electron/desktop/tray-actions.ts'
import type { TrayAction } from '../../electron/desktop/tray-item.ts'
import type { RequestName } from '../../shared/contract.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { planOf } from '../fakes/order.ts'
import { FakeClient } from './fake-client.ts'
import { endedAs, rowIn, snapshotOf } from './fake-snapshot.ts'

let client = new FakeClient()
let shown: (Place | null)[] = []
let told: Told[] = []
let quits: string[] = []
const answers: Partial<Record<RequestName, Result<unknown>>> = {}
const harmless = planOf('cron', { impact: ['1 process of ada will end.'] })
const stale: QuiesceError = { code: 'stale-decision', message: 'It moved on.', next: 'Look.' }
const refused: QuiesceError = { code: 'no-permission', message: 'Not allowed.', next: 'Ask root.' }

const choose = (action: TrayAction): Promise<void> =>
  act(
    {
      client,
      snapshot: () => snapshotOf({ rows: [rowIn('running', { origin: 'discovered' })] }),
      show: (place) => shown.push(place),
      tell: (one) => told.push(one),
      quit: (then) => quits.push(then),
    },
    action,
  )
const sent = (): string[] => client.asked.map(({ name }) => name)

beforeEach(() => {
  client = new FakeClient()
  client.answer = (name) => Promise.resolve((answers[name] ?? ok(null)) as Result<unknown>)
  shown = []
  told = []
  quits = []
  for (const name of Object.keys(answers)) Reflect.deleteProperty(answers, name)
})

describe('what leads into the window sends nothing', () => {
  const place = { view: 'run', id: 'r1', force: true } as const
  it.each<[TrayAction, Place | null]>([
    [{ kind: 'show' }, null],
    [{ kind: 'open', place: { view: 'settings' } }, { view: 'settings' }],
    [{ kind: 'open', place }, place],
  ])('%j', async (action, expected) => {
    await choose(action)
    expect(shown).toEqual([expected])
    expect(sent()).toEqual([])
  })

  it.each(['quit', 'relaunch'] as const)('%s goes through the question', async (kind) => {
    await choose({ kind })
    expect(quits).toEqual([kind === 'quit' ? 'end' : 'relaunch'])
    expect(sent()).toEqual([])
  })
})

describe('a decision', () => {
  const decision = { kind: 'extend', ms: 120_000 } as const
  const action: TrayAction = { kind: 'decide', run: 'r1', turn: 4, decision }

  it('names the run and the turn that the menu told of', async () => {
    await choose(action)
    expect(client.asked).toEqual([{ name: 'run.decide', input: { run: 'r1', turn: 4, decision } }])
    expect([shown, told]).toEqual([[], []])
  })

  it.each([
    [stale, 'It has moved on'],
    [refused, 'That was refused'],
    [{ ...refused, code: 'needs-consent' } as const, 'That was refused'],
  ])('that is refused leads to the run, with the reason: %j', async (error, title) => {
    answers['run.decide'] = fail(error)
    await choose(action)
    const place = { view: 'run', id: 'r1' }
    expect(shown).toEqual([place])
    expect(told).toEqual([{ title, body: `${error.message} ${error.next}`, place }])
  })
})

describe('Stop… and Restart…', () => {
  it.each(['stop', 'restart'] as const)('%s shows the plan where it could hurt', async (kind) => {
    answers['plan.make'] = ok({ ...harmless, impact: ['It ends.', 'Port 80 will be closed.'] })
    await choose({ kind, target: 'cron' })
    expect(shown).toEqual([{ view: 'service', target: 'cron', plan: kind }])
    expect(sent()).toEqual(['plan.make'])
  })

  it.each(['stop', 'restart'] as const)('%s shows why where there is no plan', async (kind) => {
    answers['plan.make'] = fail(refused)
    await choose({ kind, target: 'cron' })
    expect(shown).toEqual([{ view: 'service', target: 'cron', plan: kind }])
    expect(sent()).toEqual(['plan.make'])
  })

  it('of what is in no list shows the plan', async () => {
    answers['plan.make'] = ok(harmless)
    await choose({ kind: 'stop', target: 'somebody' })
    expect(sent()).toEqual(['plan.make'])
    expect(shown).toHaveLength(1)
  })

  it('stop starts at once where it touches nobody', async () => {
    answers['plan.make'] = ok(harmless)
    await choose({ kind: 'stop', target: 'cron' })
    expect(client.asked.at(-1)).toEqual({
      name: 'run.stop',
      input: { target: 'cron', person: true },
    })
    expect([shown, told]).toEqual([[], []])
  })

  it('restart, too, and tells what came of it', async () => {
    answers['plan.make'] = ok(harmless)
    answers['service.restart'] = ok({
      run: endedAs('stopped'),
      start: { up: true, sentence: 'cron runs.' },
    })
    await choose({ kind: 'restart', target: 'cron' })
    expect(told).toEqual([
      { title: 'cron', body: 'cron runs.', place: { view: 'run', id: 'run-cron' } },
    ])
  })

  it('restart that got no further than the stop is the run’s own news', async () => {
    answers['plan.make'] = ok(harmless)
    answers['service.restart'] = ok({ run: endedAs('hung'), start: null })
    await choose({ kind: 'restart', target: 'cron' })
    expect(told).toEqual([])
  })

  it.each([
    ['stop', 'run.stop'],
    ['restart', 'service.restart'],
  ] as const)('%s that is refused is told, and shown', async (kind, name) => {
    answers['plan.make'] = ok(harmless)
    answers[name] = fail(refused)
    await choose({ kind, target: 'cron' })
    expect(told).toMatchObject([{ title: 'That was refused', body: 'Not allowed. Ask root.' }])
    expect(shown).toEqual([{ view: 'service', target: 'cron' }])
  })
})

describe('Start', () => {
  const place = { view: 'service', target: 'cron' }
  it('tells whether it stays up', async () => {
    answers['service.start'] = ok({ up: false, sentence: 'cron ended\u0007 after 1 s.' })
    await choose({ kind: 'start', target: 'cron' })
    expect(told).toEqual([{ title: 'cron', body: 'cron ended\\x07 after 1 s.', place }])
  })

  it('tells why it was refused', async () => {
    answers['service.start'] = fail(refused)
    await choose({ kind: 'start', target: 'cron' })
    expect(told).toEqual([{ title: 'That was refused', body: 'Not allowed. Ask root.', place }])
    expect(shown).toEqual([place])
  })
})
