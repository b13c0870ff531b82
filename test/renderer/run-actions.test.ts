import { describe, expect, it, vi } from 'vitest'
import { doAction, isKey, type Action } from '../../renderer/actions.ts'
import {
  consentTo,
  decide,
  extendAction,
  extendLongAction,
  forceAction,
  goOnAction,
  holdAction,
  leaveAction,
  liveRunActions,
  resumeAction,
  tryRestartAction,
} from '../../renderer/run-actions.ts'
import type { RunView } from '../../shared/contract.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import type { Run } from '../../shared/run.ts'
import { parseSchedule } from '../../shared/schedule.ts'
import { kamailioMembers } from '../fakes/scene-rows.ts'
import { makeRunView, type RunScene } from '../fakes/scene-runs.ts'
import { makeUnitRunView, type UnitRunScene } from '../fakes/scene-unit-runs.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const view = (kind: RunScene): RunView => makeRunView(kind, Date.now(), kamailioMembers())
const withSchedule = (base: RunView, text: string): RunView => {
  const schedule = parseSchedule(text)
  if (!schedule.ok) throw new Error(schedule.error.message)
  return { ...base, run: { ...base.run, schedule: schedule.value } }
}
const actions: Record<string, Action<RunView>> = {
  extend: extendAction,
  hold: holdAction,
  goOn: goOnAction,
  leave: leaveAction,
  force: forceAction,
  resume: resumeAction,
}

/** Which actions each phase allows; everything else has a reason. */
const allowed: readonly (readonly [RunScene, readonly string[]])[] = [
  ['waiting', ['extend', 'hold', 'goOn', 'leave', 'force']],
  ['held', ['extend', 'hold', 'goOn', 'leave', 'force']],
  ['asking', ['extend', 'leave', 'force']],
  ['found', ['leave', 'force', 'resume']],
  ['verifying', ['goOn']],
  ['forcing', []],
  ['stopped', []],
  ['killed', []],
]

describe('what a phase allows', () => {
  it.each(allowed)('%s allows %j', (phase, names) => {
    const can = Object.entries(actions).filter(([, action]) => action.refuse(view(phase)) === null)
    expect(can.map(([name]) => name)).toEqual(names)
  })
  it("is nothing in somebody else's run, and says whose it is", () => {
    const owner = { here: false, pid: 99, user: 'alice', door: 'desktop' }
    for (const action of [...liveRunActions, forceAction]) {
      expect(action.refuse({ ...view('waiting'), owner })).toMatch(/desktop, pid 99, alice/)
    }
  })
  it('is leaving or resuming a run that a crash left, whoever ran it', () => {
    const owner = { here: false, pid: 99, user: 'alice', door: 'desktop' }
    const found = { ...view('found'), owner }
    const can = Object.entries(actions).filter(([, action]) => action.refuse(found) === null)
    expect(can.map(([name]) => name)).toEqual(['leave', 'resume'])
  })
  it.each(Object.entries(actions))('%s gives its reason as a sentence', (_name, action) => {
    for (const [phase] of allowed) {
      expect(action.refuse(view(phase)) ?? 'Allowed.').toMatch(/^[A-Z].*\.$/)
    }
  })
})

describe('going on', () => {
  it('never crosses into force', () => {
    expect(goOnAction.refuse(withSchedule(view('waiting'), 'stop/30/KILL/5'))).toMatch(
      /never crosses into force/,
    )
  })
  it('never crosses into force while the call is still under way', () => {
    const base = withSchedule(view('waiting'), 'stop/30/KILL/5')
    const deadline = { mono: 0, wall: 0 }
    const run = { ...base.run, phase: { kind: 'stopping', step: 0, call: 1, deadline } as const }
    expect(goOnAction.refuse({ ...base, run })).toMatch(/never crosses into force/)
  })
  it('is offered where a milder step follows', () => {
    expect(goOnAction.refuse(withSchedule(view('asking'), 'stop/30/ask/TERM@all/5'))).toBeNull()
    expect(goOnAction.refuse(withSchedule(view('asking'), 'stop/30/ask'))).toMatch(
      /no further step/,
    )
  })
})

describe('a wait without a deadline', () => {
  it('cannot be extended', () => {
    const base = view('waiting')
    const run = { ...base.run, phase: { kind: 'waiting', step: 1, deadline: null } as const }
    expect(extendAction.refuse({ ...base, run })).toMatch(/no deadline/)
  })
})

describe('a decision', () => {
  it('names the turn on the screen and takes over the answer', async () => {
    const app = createFakeApp(view('waiting'))
    await decide(app, view('waiting'), { kind: 'hold' })
    expect(app.client.asked).toEqual([
      { name: 'run.decide', input: { run: 'run-412', turn: 3, decision: { kind: 'hold' } } },
    ])
    expect(app.store.getState().runs.get('run-412')?.run.phase.kind).toBe('held')
  })
  it('that came too late is told, and the run is read again', async () => {
    const app = createFakeApp(view('waiting'))
    const old = view('waiting')
    await decide(app, { ...old, run: { ...old.run, turn: 2 } }, { kind: 'leave' })
    expect(app.client.asked.map((one) => one.name)).toEqual(['run.decide', 'run.get'])
    expect(app.store.getState().notices).toMatchObject([
      {
        tone: 'amber',
        text: expect.stringContaining('too late') as string,
        next: expect.stringContaining('decide again') as string,
      },
    ])
  })
  it('is not sent where the action is refused', () => {
    const app = createFakeApp()
    doAction(goOnAction, app, view('asking'))
    expect(app.client.asked).toEqual([])
  })
})

describe('a decision that would reload systemd', () => {
  const needsConsent: QuiesceError = {
    code: 'needs-consent',
    message: 'systemd has to be reloaded while postgresql.service is on its way.',
    next: 'Agree, or leave the deadline.',
    candidates: ['postgresql.service'],
  }
  const asked = (app: FakeApp): unknown[] =>
    app.client.asked.filter((one) => one.name === 'run.decide').map((one) => one.input)

  it.each([
    ['extend', true],
    ['hold', true],
    ['extend', false],
    ['hold', false],
  ] as const)(
    'by %s asks first, then sends the same turn with the answer: reload %s',
    async (kind, reload) => {
      const app = createFakeApp(view('waiting'))
      app.client.failNext('run.decide', needsConsent)
      doAction(kind === 'extend' ? extendAction : holdAction, app, view('waiting'))
      await expect.poll(() => app.store.getState().consent).not.toBeNull()
      const { consent } = app.store.getState()
      expect(consent).toMatchObject({ turn: 3, decision: { kind }, error: needsConsent })
      expect(app.store.getState().notices).toEqual([])
      if (consent !== null) await consentTo(app, consent, reload)
      expect(asked(app)).toMatchObject([
        { turn: 3, decision: { kind } },
        { turn: 3, decision: { kind, reload } },
      ])
      expect(app.store.getState().consent).toBeNull()
    },
  )
  it('is refused as late where the run moved on meanwhile', async () => {
    const app = createFakeApp(view('waiting'))
    app.client.failNext('run.decide', needsConsent)
    await decide(app, view('waiting'), { kind: 'hold' })
    const { consent } = app.store.getState()
    const base = view('asking')
    app.client.runs.set('run-412', { ...base, run: { ...base.run, turn: 4 } })
    if (consent !== null) await consentTo(app, consent, true)
    expect(app.store.getState().notices).toMatchObject([
      { text: expect.stringContaining('too late') as string },
    ])
    expect(app.store.getState().runs.get('run-412')?.run.phase.kind).toBe('asking')
  })
  it('does not ask for ever: a second refusal is told', async () => {
    const app = createFakeApp(view('waiting'))
    app.client.failNext('run.decide', needsConsent)
    await decide(app, view('waiting'), { kind: 'hold', reload: true })
    expect(app.store.getState().consent).toBeNull()
    expect(app.store.getState().notices).toMatchObject([{ text: needsConsent.message }])
  })
})

describe('the clock of systemd', () => {
  const unit = (kind: UnitRunScene): RunView => makeUnitRunView(kind, Date.now())
  it.each<[UnitRunScene, string | null]>([
    ['unit-asking', null],
    ['unit-abandoned', 'This run is over.'],
  ])('can be held while the run asks: %s', (kind, why) => {
    expect(holdAction.refuse(unit(kind))).toBe(why)
  })
  it('is called what it is while the run asks', () => {
    expect(holdAction.label(unit('unit-asking'))).toBe('Hold it back')
  })
  it.each<[string, Partial<Run>, RegExp]>([
    ['fixed', { ceilings: unit('unit-fixed').run.ceilings }, /cannot be moved: only root/],
    ['held already', { ceilings: [], unit: unit('unit-held').run.unit }, /held already/],
    ['none', { ceilings: [] }, /No clock is running/],
  ])('cannot be held back where it is %s', (_name, more, why) => {
    const base = unit('unit-asking')
    expect(holdAction.refuse({ ...base, run: { ...base.run, ...more } })).toMatch(why)
  })
  it('can be extended in a wait that has no deadline of ours', () => {
    const base = unit('unit-waiting')
    const run = { ...base.run, phase: { kind: 'waiting', step: 1, deadline: null } as const }
    expect(extendAction.refuse({ ...base, run })).toBeNull()
    expect(extendAction.refuse({ ...base, run: { ...run, ceilings: [] } })).toMatch(/no deadline/)
  })
})

describe('words and keys', () => {
  it.each([
    [extendAction, 'waiting', 'Extend +30\u00a0s'],
    [extendAction, 'asking', 'Wait 30\u00a0s more'],
    [extendLongAction, 'waiting', 'Extend +2\u00a0min'],
    [holdAction, 'waiting', 'Hold'],
    [holdAction, 'held', 'Release'],
    [goOnAction, 'verifying', 'Enough watching'],
  ] as const)('%o in %s is called %s', (action, phase, label) => {
    expect(action.label(view(phase))).toBe(label)
  })
  it('gives force no key, and no other run action the same one', () => {
    expect(forceAction.key).toBeUndefined()
    const keys = liveRunActions.map((action) => action.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
  const pressed = { key: 'e', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }
  it.each([
    ['E', {}, true],
    ['E', { key: 'E', shiftKey: true }, false],
    ['Shift E', { key: 'E', shiftKey: true }, true],
    ['E', { ctrlKey: true }, false],
    ['E', { metaKey: true }, false],
    ['E', { altKey: true }, false],
    ['Ctrl Shift C', { key: 'C', ctrlKey: true, shiftKey: true }, true],
    [undefined, {}, false],
  ])('%s by %j: %s', (written, more, is) => {
    expect(isKey({ ...pressed, ...more }, written)).toBe(is)
  })
})

describe('the other actions', () => {
  it('opening force sends nothing', () => {
    const app = createFakeApp(view('asking'))
    doAction(forceAction, app, view('asking'))
    expect(app.store.getState().forceFor).toBe('run-412')
    expect(app.client.asked).toEqual([])
  })
  it('a restart that did not come up is trouble, not good news', async () => {
    const app = createFakeApp()
    app.client.failNext('service.start', {
      code: 'start-failed',
      message: 'It went down after 1 s.',
      next: 'Read its log.',
    })
    doAction(tryRestartAction, app, view('killed'))
    await vi.waitFor(() => {
      expect(app.store.getState().notices.map((one) => one.tone)).toEqual(['moss', 'amber'])
    })
  })
  it('a restart is not offered without a start command', () => {
    expect(tryRestartAction.refuse({ ...view('killed'), canStart: false })).toMatch(
      /No start command/,
    )
  })
})
