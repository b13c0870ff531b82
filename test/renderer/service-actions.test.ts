import { describe, expect, it } from 'vitest'
import {
  openAction,
  openRunAction,
  restartAction,
  startAction,
  startPlan,
  stopAction,
} from '../../renderer/service-actions.ts'
import { doAction } from '../../renderer/actions.ts'
import type { ServiceState } from '../../shared/service.ts'
import { kamailioMembers, sceneRow } from '../fakes/scene-rows.ts'
import { makeRunView } from '../fakes/scene-runs.ts'
import { createFakeApp } from './fake-app.ts'

const inState = (state: ServiceState) => sceneRow('kamailio', 0, { more: { state } })
const running = inState({ kind: 'running' })
const open = { target: 'kamailio', for: 'stop' } as const

describe('what a state allows', () => {
  it.each<[ServiceState, string[]]>([
    [{ kind: 'running' }, ['stop', 'restart', 'open']],
    [{ kind: 'unknown', why: 'denied' }, ['stop', 'restart', 'open']],
    [{ kind: 'stopped' }, ['start', 'open']],
    [{ kind: 'dead-pid-file', path: '/p' }, ['start', 'open']],
    [{ kind: 'dead-lock-file', path: '/l' }, ['start', 'open']],
    [{ kind: 'stopping', runId: 'r', until: null }, ['start', 'open', 'open-run']],
    [{ kind: 'asking', runId: 'r', since: 0 }, ['start', 'open', 'open-run']],
  ])('%j allows %j', (state, ids) => {
    const all = [stopAction, restartAction, startAction, openAction, openRunAction]
    const can = all.filter((action) => action.refuse(inState(state)) === null)
    expect(can.map((action) => action.id)).toEqual(ids)
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

it('opens the run of a service under way', () => {
  const app = createFakeApp()
  doAction(openRunAction, app, inState({ kind: 'asking', runId: 'r7', since: 0 }))
  expect(app.went).toEqual([{ view: 'run', id: 'r7' }])
})
