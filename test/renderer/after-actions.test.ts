/** What a person does about a stop that hangs, and after its end. */
import { describe, expect, it } from 'vitest'
import { doAction } from '../../renderer/actions.ts'
import { keepWait } from '../../renderer/keep-wait.ts'
import { cancelReboot, readScheduledReboot, requestReboot } from '../../renderer/reboot-actions.ts'
import { remedyAction } from '../../renderer/remedy-actions.ts'
import { startBeside, startService } from '../../renderer/service-actions.ts'
import { takeDiagnosis } from '../../renderer/state.ts'
import type { Remedy } from '../../shared/diagnosis.ts'
import { sceneDiagnosis } from '../fakes/scene-diagnoses.ts'
import { makeRunView, type RunScene } from '../fakes/scene-runs.ts'
import { kamailioMembers } from '../fakes/scene-rows.ts'
import { createFakeApp } from './fake-app.ts'

const now = 1_774_150_354_000
const view = (kind: RunScene) => makeRunView(kind, now, kamailioMembers())
const remedy: Remedy = { id: 'continue', kind: 'continue', label: 'Continue it', says: '' }
const kamailio = { target: 'kamailio', title: 'kamailio', unit: null }
const holds = {
  code: 'needs-consent',
  message: 'It stands beside what still holds.',
  next: 'Both would write.',
  candidates: ['4698'],
} as const

describe('a remedy', () => {
  it('is decided by its id, for the turn on the screen', () => {
    const app = createFakeApp(view('asking'))
    doAction(remedyAction(remedy), app, view('asking'))
    const decision = { kind: 'remedy', remedy: 'continue' }
    expect(app.client.asked).toEqual([
      { name: 'run.decide', input: { run: 'run-412', turn: 3, decision } },
    ])
  })
  it.each<[RunScene, RegExp]>([
    ['found', /Resume the run first/],
    ['forcing', /cannot be recalled/],
    ['stopped', /is over/],
  ])('is refused in a run that is %s', (kind, why) => {
    const app = createFakeApp()
    expect(remedyAction(remedy).refuse(view(kind))).toMatch(why)
    doAction(remedyAction(remedy), app, view(kind))
    expect(app.client.asked).toEqual([])
  })
  it('of somebody else’s run is refused', () => {
    const other = { here: false, pid: 99, user: 'alice', door: 'desktop' }
    expect(remedyAction(remedy).refuse({ ...view('asking'), owner: other })).toMatch(/Another/)
  })
})

describe('a diagnosis', () => {
  const made = { ...sceneDiagnosis('remote', now), run: 'run-412' }
  it('of a run is kept until a later one comes', () => {
    const app = createFakeApp()
    app.store.setState((state) => takeDiagnosis(state, made))
    app.store.setState((state) => takeDiagnosis(state, { ...made, at: made.at - 1, title: 'old' }))
    expect(app.store.getState().diagnoses.get('run-412')?.title).toBe('kamailio')
    app.store.setState((state) => takeDiagnosis(state, { ...made, at: made.at + 1, title: 'new' }))
    expect(app.store.getState().diagnoses.get('run-412')?.title).toBe('new')
  })
  it('that knew why is not lost to a look at what is about to die', () => {
    const app = createFakeApp(view('killed'))
    const early = { ...sceneDiagnosis('nothing', now + 5000), run: 'run-412' }
    const later = { ...sceneDiagnosis('zombie', now + 9000), run: 'run-412' }
    const seen = (): string | undefined =>
      app.store.getState().diagnoses.get('run-412')?.findings[0]?.code
    app.store.setState({ runs: new Map([['run-412', view('killed')]]) })
    app.store.setState((state) => takeDiagnosis(state, made))
    app.store.setState((state) => takeDiagnosis(state, early))
    expect(seen()).toBe('waits-for-remote')
    app.store.setState((state) => takeDiagnosis(state, later))
    expect(seen()).toBe('zombie')
  })
  it('of a run that nobody forced is the newest, whatever it says', () => {
    const app = createFakeApp()
    app.store.setState({ runs: new Map([['run-412', view('asking')]]) })
    app.store.setState((state) => takeDiagnosis(state, made))
    const nothing = { ...sceneDiagnosis('nothing', now + 5000), run: 'run-412' }
    app.store.setState((state) => takeDiagnosis(state, nothing))
    expect(app.store.getState().diagnoses.get('run-412')?.findings).toEqual([])
  })
  it('without a run is nobody else’s', () => {
    expect(takeDiagnosis(createFakeApp().store.getState(), { ...made, run: null })).toEqual({})
  })
})

describe('a start beside survivors', () => {
  it('is a question, and nothing says that it was begun', async () => {
    const app = createFakeApp()
    app.client.failNext('service.start', holds)
    await startService(app, kamailio)
    expect(app.store.getState()).toMatchObject({
      copies: { how: 'start', subject: kamailio, error: holds },
      notices: [],
    })
  })
  it('is asked for again with the word of a person', async () => {
    const app = createFakeApp()
    await startBeside(app, { how: 'start', subject: kamailio, error: holds })
    expect(app.store.getState().copies).toBe(null)
    expect(app.client.asked).toEqual([
      { name: 'service.start', input: { target: 'kamailio', confirmed: true } },
    ])
  })
  it('that is refused with that word, too, is told and not asked again', async () => {
    const app = createFakeApp()
    app.client.failNext('service.start', holds)
    await startBeside(app, { how: 'start', subject: kamailio, error: holds })
    expect(app.store.getState().copies).toBe(null)
    expect(app.store.getState().notices.at(-1)?.text).toBe(holds.message)
  })
  it('of a restart keeps its schedule', async () => {
    const app = createFakeApp()
    const copies = { how: 'restart', subject: kamailio, schedule: 'stop/5', error: holds } as const
    await startBeside(app, copies)
    expect(app.client.asked[0]).toEqual({
      name: 'service.restart',
      input: { target: 'kamailio', schedule: 'stop/5', confirmed: true, person: true },
    })
  })
})

describe('a reboot', () => {
  const error = { code: 'no-permission', message: 'polkit said no.', next: 'Ask root.' } as const
  const planned = { at: now + 3_600_000, type: 'poweroff', by: 'ada' }
  it('that is refused says why, and the dialog stays', async () => {
    const app = createFakeApp()
    app.store.setState({ rebootOpen: true })
    app.client.failNext('reboot.request', error)
    expect(await requestReboot(app, { typed: 'sip-edge-03', at: null })).toEqual(error)
    expect(app.store.getState()).toMatchObject({ rebootOpen: true, scheduledReboot: null })
  })
  it('that cannot be called off is told', async () => {
    const app = createFakeApp()
    app.client.failNext('reboot.cancel', error)
    expect(await cancelReboot(app, planned)).toBe(true)
    expect(app.store.getState().notices).toMatchObject([{ text: 'polkit said no.' }])
  })
  it.each([
    ['of one’s own is called off at once', { ...planned, mine: true }, {}],
    [
      'of somebody else is called off by the moment that was read',
      planned,
      { cancels: planned.at },
    ],
  ])('%s', async (_what, of, input) => {
    const app = createFakeApp()
    await cancelReboot(app, of)
    expect(app.client.asked).toEqual([{ name: 'reboot.cancel', input }])
  })
  it('that was called off unheard is warned of no more', async () => {
    const app = createFakeApp()
    const near = { kind: 'near', planned, stops: ['kamailio'] } as const
    app.store.setState({ scheduledReboot: planned, rebootNear: near })
    await readScheduledReboot(app)
    expect(app.store.getState()).toMatchObject({ scheduledReboot: null, rebootNear: null })
  })
  it('that is another one by now is to be read again', async () => {
    const app = createFakeApp()
    app.client.failNext('reboot.cancel', holds)
    expect(await cancelReboot(app, planned)).toBe(false)
  })
})

describe('a longer wait', () => {
  it('of a service that stands in no file of one’s own says where to write it', async () => {
    const app = createFakeApp()
    await keepWait(app, 'kamailio', { seconds: 60, schedule: 'stop/60/ask/KILL/5' })
    expect(app.client.asked.map(({ name }) => name)).toEqual(['configuration.get'])
    expect(app.store.getState().notices[0]?.next).toContain('schedule: stop/60/ask/KILL/5')
  })
})
