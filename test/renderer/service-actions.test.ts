import { describe, expect, it } from 'vitest'
import {
  keepAction,
  openAction,
  openRunAction,
  restartAction,
  startAction,
  startPlan,
  startService,
  stopAction,
} from '../../renderer/service-actions.ts'
import { doAction } from '../../renderer/actions.ts'
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { kamailioMembers, sceneRow } from '../fakes/scene-rows.ts'
import { makeRunView } from '../fakes/scene-runs.ts'
import { createFakeApp } from './fake-app.ts'

const inState = (state: ServiceState, more: Partial<ServiceRow> = {}) =>
  sceneRow('kamailio', 0, { more: { state, memberCount: 0, canStart: true, ...more } })
const running = inState({ kind: 'running' })
const open = { target: 'kamailio', for: 'stop' } as const

describe('what a state allows', () => {
  it.each<[ServiceState, string[]]>([
    [{ kind: 'running' }, ['stop', 'restart', 'open']],
    [{ kind: 'unknown', why: 'denied' }, ['stop', 'restart', 'open']],
    [{ kind: 'stopped' }, ['start', 'open']],
    [{ kind: 'dead-pid-file', path: '/p' }, ['start', 'open']],
    [{ kind: 'dead-lock-file', path: '/l' }, ['start', 'open']],
    [{ kind: 'stopping', runId: 'r', until: null }, ['open', 'open-run']],
    [{ kind: 'asking', runId: 'r', since: 0 }, ['open', 'open-run']],
    [{ kind: 'starting', sub: 'start' }, ['stop', 'restart', 'open']],
    [{ kind: 'deactivating', sub: 'stop', until: null }, ['stop', 'restart', 'open']],
    [{ kind: 'exited' }, ['stop', 'restart', 'open']],
    [{ kind: 'frozen' }, ['stop', 'restart', 'open']],
    [{ kind: 'failed', result: 'signal' }, ['start', 'open']],
  ])('%j allows %j', (state, ids) => {
    const all = [stopAction, restartAction, startAction, openAction, openRunAction]
    const can = all.filter((action) => action.refuse(inState(state)) === null)
    expect(can.map((action) => action.id)).toEqual(ids)
  })
})

describe('what else counts', () => {
  it('is who is left of a failed unit: those can be stopped', () => {
    const row = inState({ kind: 'failed', result: 'timeout' }, { memberCount: 2 })
    expect(stopAction.refuse(row)).toBeNull()
  })
  it.each([restartAction, startAction])('is a way to start it, for $id', (action) => {
    const state: ServiceState = action === startAction ? { kind: 'stopped' } : { kind: 'running' }
    expect(action.refuse(inState(state, { canStart: false }))).toBe(
      'No start command is configured for it.',
    )
  })
})

describe('keeping one as a service', () => {
  it.each<[string, Partial<ServiceRow>, boolean]>([
    ['a discovered process', { origin: 'discovered' }, true],
    ['a configured one', { origin: 'configured' }, false],
    ['a unit', { origin: 'discovered', unit: { name: 'a.service', manager: 'system' } }, false],
  ])('%s', (_name, more, may) => {
    expect(keepAction.refuse(inState({ kind: 'running' }, more)) === null).toBe(may)
  })
  it('leads to the form, and writes nothing', () => {
    const app = createFakeApp()
    doAction(keepAction, app, inState({ kind: 'running' }, { origin: 'discovered' }))
    expect(app.went).toEqual([{ view: 'add', target: 'kamailio' }])
    expect(app.client.asked).toEqual([])
  })
})

describe('S and R', () => {
  it.each([
    [stopAction, 'stop'],
    [restartAction, 'restart'],
  ] as const)('%o shows a plan and sends nothing', (action, what) => {
    const app = createFakeApp()
    doAction(action, app, running)
    expect(app.store.getState().openPlan).toEqual({ target: 'kamailio', for: what })
    expect(app.client.asked).toEqual([])
  })
})

describe('starting a plan', () => {
  it('starts the stop and goes to its run', async () => {
    const app = createFakeApp()
    app.store.setState({ openPlan: open })
    await startPlan(app, { plan: open, schedule: undefined, suspects: [] })
    expect(app.client.asked).toEqual([
      { name: 'run.stop', input: { target: 'kamailio', person: true } },
    ])
    expect(app.went).toEqual([{ view: 'run', id: 'run-new' }])
    expect(app.store.getState().openPlan).toBeNull()
  })
  it('passes on the schedule and the suspects that were ticked', async () => {
    const app = createFakeApp()
    const suspect = { boot: 'b', pid: 6120, startTicks: 1 }
    await startPlan(app, { plan: open, schedule: 'TERM/5/ask', suspects: [suspect] })
    expect(app.client.asked[0]?.input).toEqual({
      target: 'kamailio',
      schedule: 'TERM/5/ask',
      suspects: [suspect],
      person: true,
    })
  })
  it('passes on the triggers that were ticked, and none where none was', async () => {
    const app = createFakeApp()
    const order = { plan: open, schedule: undefined, suspects: [] }
    await startPlan(app, { ...order, triggers: ['kamailio-watch.timer'] })
    await startPlan(app, { ...order, triggers: [] })
    expect(app.client.asked.map((one) => one.input)).toEqual([
      { target: 'kamailio', triggers: ['kamailio-watch.timer'], person: true },
      { target: 'kamailio', person: true },
    ])
  })
  it('stays where it is and tells why, when it is refused', async () => {
    const app = createFakeApp()
    app.client.failNext('run.stop', { code: 'busy', message: 'alice stops it.', next: 'Watch.' })
    await startPlan(app, { plan: open, schedule: undefined, suspects: [] })
    expect(app.went).toEqual([])
    expect(app.store.getState().notices).toMatchObject([
      { text: 'alice stops it.', next: 'Watch.' },
    ])
  })
  it('of a restart goes to the run as soon as it is seen, not when it is over', async () => {
    const app = createFakeApp()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const slow = {
      ...app.client,
      request: async (...args: Parameters<typeof app.client.request>) => {
        await promise
        return app.client.request(...args)
      },
    } as typeof app.client
    const done = startPlan(
      { ...app, client: slow },
      { plan: { ...open, for: 'restart' }, schedule: undefined, suspects: [] },
    )
    const view = makeRunView('waiting', Date.now(), kamailioMembers(), { id: 'r9' })
    app.store.setState({ runs: new Map([['r9', view]]) })
    expect(app.went).toEqual([{ view: 'run', id: 'r9' }])
    resolve(undefined)
    await done
    expect(app.client.asked.map((one) => one.name)).toEqual(['service.restart'])
  })
})

describe('starting', () => {
  it('says that it stayed up', async () => {
    const app = createFakeApp()
    await startService(app, inState({ kind: 'stopped' }))
    expect(app.store.getState().notices.at(-1)).toMatchObject({
      tone: 'moss',
      text: 'kamailio is up and stayed up for 5 s.',
    })
  })
  it('is trouble where it died while it was watched', async () => {
    const app = createFakeApp()
    const request = () =>
      Promise.resolve({ ok: true, value: { sentence: 'It died after 1 s.', up: false } })
    const client = { ...app.client, request } as unknown as typeof app.client
    await startService({ ...app, client }, inState({ kind: 'stopped' }))
    expect(app.store.getState().notices.at(-1)).toMatchObject({
      tone: 'amber',
      text: 'It died after 1 s.',
      next: 'Look at its own log before you try again.',
    })
  })
})

it('opens the run of a service under way', () => {
  const app = createFakeApp()
  doAction(openRunAction, app, inState({ kind: 'asking', runId: 'r7', since: 0 }))
  expect(app.went).toEqual([{ view: 'run', id: 'r7' }])
})
