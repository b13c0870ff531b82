import { describe, expect, it } from 'vitest'
import { openingChange, parseOpening } from '../../renderer/opening.ts'
import { kamailioMembers } from '../fakes/scene-rows.ts'
import { makeRunView, type RunScene } from '../fakes/scene-runs.ts'

describe('an address', () => {
  it.each([
    ['#/service/nginx.service?plan=stop', { target: 'nginx.service', for: 'stop' }],
    ['#/service/nginx.service?plan=restart', { target: 'nginx.service', for: 'restart' }],
    [
      '#/service/pidfile%3A%2Frun%2Fa%20b.pid?plan=stop',
      { target: 'pidfile:/run/a b.pid', for: 'stop' },
    ],
    ['#/service/a?look=log&plan=stop', { target: 'a', for: 'stop' }],
  ])('%s opens a plan', (hash, plan) => {
    expect(parseOpening(hash)).toEqual({ kind: 'plan', plan })
  })
  it.each(['#/run/run-412?force', '#/run/run-412?force='])('%s opens the question', (hash) => {
    expect(parseOpening(hash)).toEqual({ kind: 'force', run: 'run-412' })
  })
  it.each([
    '#/service/nginx',
    '#/service/nginx?plan=force',
    '#/service/nginx?plan=',
    '#/service/?plan=stop',
    '#/run/run-412',
    '#/services?plan=stop',
    '#/services?force',
    '#/settings?reboot',
    '#/order/order-1?force',
    '',
  ])('%j opens nothing', (hash) => {
    expect(parseOpening(hash)).toBeNull()
  })
})

describe('the question before force', () => {
  const ask = (phase: RunScene) => {
    const view = makeRunView(phase, 0, kamailioMembers())
    return openingChange(
      { runs: new Map([[view.run.id, view]]) },
      { kind: 'force', run: view.run.id },
    )
  }
  it.each(['waiting', 'held', 'asking'] as const)('opens for a run that is %s', (phase) => {
    expect(ask(phase)).toHaveProperty('forceFor')
  })
  it.each(['stopped', 'killed', 'abandoned'] as const)(
    'stays shut for one that is over: %s',
    (phase) => {
      expect(ask(phase)).toEqual({})
    },
  )
  it('stays shut for a run that nobody knows', () => {
    expect(openingChange({ runs: new Map() }, { kind: 'force', run: 'nobody' })).toEqual({})
  })
})

describe('what is planned of the machine', () => {
  it('opens over the services', () => {
    expect(parseOpening('#/services?reboot')).toEqual({ kind: 'reboot' })
    expect(openingChange({ runs: new Map() }, { kind: 'reboot' })).toEqual({ rebootOpen: true })
  })
})

describe('a plan', () => {
  it('opens for whatever is named; it says itself what is wrong with it', () => {
    const plan = { target: 'nobody', for: 'stop' } as const
    expect(openingChange({ runs: new Map() }, { kind: 'plan', plan })).toEqual({ openPlan: plan })
  })
})
