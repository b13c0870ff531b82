import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, readAll, startClock } from '../../renderer/connect.ts'
import { ok } from '../../shared/errors.ts'
import { sceneReboot } from '../fakes/scene-after.ts'
import { makeOrder } from '../fakes/scene-orders.ts'
import { makeRunView } from '../fakes/scene-runs.ts'
import { scenes } from '../fakes/scenes.ts'
import { createFakeApp } from './fake-app.ts'

/** As much of a window as the connection needs. */
function makeWindow(hash = '') {
  const target = new EventTarget()
  const window = Object.assign(target, { location: { hash } })
  return {
    window: window as unknown as Window,
    goTo: (to: string) => {
      window.location.hash = to
      target.dispatchEvent(new Event('hashchange'))
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_400 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the first reading', () => {
  it('takes host, services, runs and journal', async () => {
    const app = createFakeApp(makeRunView('asking', Date.now(), []))
    await readAll(app.client, app.store)
    const state = app.store.getState()
    expect(state.connection).toBe('connected')
    expect(state.host?.hostName).toBe('sip-edge-03')
    expect(state.services?.has('kamailio')).toBe(true)
    expect(state.runs.has('run-412')).toBe(true)
    expect(state.journal).toEqual([])
  })
  it('takes what is stopped as one, and what was noticed', async () => {
    const app = createFakeApp()
    const { order } = makeOrder(scenes.known(0), 'asking')
    app.client.orders.set(order.id, order)
    await readAll(app.client, app.store)
    expect([...app.store.getState().orders.keys()]).toEqual(['order-7'])
    expect(app.store.getState().alerts).toEqual([])
  })
  it('takes the configured groups, and tells why they cannot be read', async () => {
    const app = createFakeApp()
    expect(app.store.getState().groups).toBe(null)
    await readAll(app.client, app.store)
    expect(app.store.getState().groups).toEqual([])
    const error = { code: 'internal', message: 'No file.', next: 'Look.' } as const
    app.client.failNext('configuration.get', error)
    await readAll(app.client, app.store)
    expect(app.store.getState()).toMatchObject({ groups: [], notices: [{ text: 'No file.' }] })
  })
  it('takes the reboot that the machine has planned, and none where nobody can say', async () => {
    const app = createFakeApp()
    await readAll(app.client, app.store)
    expect(app.store.getState()).toMatchObject({ scheduledReboot: null, notices: [] })
    const scheduled = { at: 1_774_151_400_000, type: 'reboot' }
    const plan = ok({ ...sceneReboot('free', 0), scheduled })
    const planned: typeof app.client.request = (name, input) =>
      name === 'reboot.plan' ? Promise.resolve(plan as never) : app.client.request(name, input)
    await readAll({ ...app.client, request: planned }, app.store)
    expect(app.store.getState().scheduledReboot).toEqual(scheduled)
  })
  it('is silent about an engine that has no orders, and tells any other error', async () => {
    const app = createFakeApp()
    const error = { message: 'No.', next: 'Look.' }
    app.client.failNext('order.list', { code: 'not-available', ...error })
    app.client.failNext('alerts.list', { code: 'internal', ...error, message: 'It broke.' })
    await readAll(app.client, app.store)
    expect(app.store.getState().notices).toMatchObject([{ text: 'It broke.' }])
  })
  it('keeps why the services could not be read', async () => {
    const app = createFakeApp()
    app.client.failNext('services.list', { code: 'internal', message: 'No table.', next: 'Look.' })
    await readAll(app.client, app.store)
    expect(app.store.getState().servicesError?.message).toBe('No table.')
  })
  it('with a wrong token says so once, and not as a loss of the line', async () => {
    const app = createFakeApp()
    const error = { code: 'unauthorized', message: 'No.', next: 'Open it again.' } as const
    for (const name of ['host.info', 'services.list', 'run.list', 'journal.read'] as const) {
      app.client.failNext(name, error)
    }
    await readAll(app.client, app.store)
    expect(app.store.getState()).toMatchObject({ connection: 'refused', notices: [], journal: [] })
  })
})

describe('the connection', () => {
  it('follows what is pushed until it is closed', () => {
    const app = createFakeApp()
    const close = connect(app.client, app.store, makeWindow().window)
    app.client.push({ name: 'run', payload: makeRunView('waiting', Date.now(), []) })
    expect(app.store.getState().runs.size).toBe(1)
    close()
    app.client.push({
      name: 'run',
      payload: makeRunView('waiting', Date.now(), [], { id: 'later' }),
    })
    expect(app.store.getState().runs.size).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })
  it.each([
    ['not-answering', 'amber'],
    ['answering-again', 'moss'],
  ] as const)('tells an alert that says %s, with a way to the service', (kind, tone) => {
    const app = createFakeApp()
    const close = connect(app.client, app.store, makeWindow().window)
    const sentence = 'kamailio was noticed.'
    const payload = { id: 1, target: 'kamailio', title: 'kamailio', kind, sentence, at: Date.now() }
    app.client.push({ name: 'alert', payload })
    expect(app.store.getState().notices).toMatchObject([
      { tone, text: sentence, target: 'kamailio' },
    ])
    expect(app.store.getState().alerts).toEqual([payload])
    close()
  })
  it('reads left-out rows again while they are shown', () => {
    const app = createFakeApp()
    const close = connect(app.client, app.store, makeWindow().window)
    const lists = () => app.client.asked.filter((one) => one.name === 'services.list')
    const pushed = {
      name: 'services',
      payload: { changed: [], removed: [], at: Date.now() },
    } as const
    app.client.push(pushed)
    expect(lists()).toHaveLength(1)
    app.store.setState({ showAll: true })
    app.client.push(pushed)
    expect(lists().at(-1)?.input).toEqual({ all: true })
    close()
  })
  it('follows the address bar, and closes what lay over the view', () => {
    const app = createFakeApp()
    const { window, goTo } = makeWindow()
    const close = connect(app.client, app.store, window)
    app.store.setState({ openPlan: { target: 'kamailio', for: 'stop' } })
    goTo('#/run/r1')
    expect(app.store.getState()).toMatchObject({ route: { view: 'run', id: 'r1' }, openPlan: null })
    close()
  })
  it('does not close a dialog that opened with the view', () => {
    const app = createFakeApp()
    const { window, goTo } = makeWindow()
    const close = connect(app.client, app.store, window)
    app.store.setState({ route: { view: 'run', id: 'r1' }, forceFor: 'r1' })
    goTo('#/run/r1')
    expect(app.store.getState().forceFor).toBe('r1')
    close()
  })
})

describe('the clock', () => {
  it("steps on the second, by the host's time", () => {
    const app = createFakeApp()
    app.store.setState({ clockAheadMs: 90_000 })
    const stop = startClock(app.store)
    vi.advanceTimersByTime(600)
    expect(app.store.getState().now).toBe(1_700_000_001_000 + 90_000)
    vi.advanceTimersByTime(1000)
    expect(app.store.getState().now).toBe(1_700_000_002_000 + 90_000)
    stop()
    vi.advanceTimersByTime(5000)
    expect(app.store.getState().now).toBe(1_700_000_002_000 + 90_000)
  })
})
