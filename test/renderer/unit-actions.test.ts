import { describe, expect, it } from 'vitest'
import {
  confirmWords,
  controlUnit,
  freezeAction,
  resetFailedAction,
  thawAction,
} from '../../renderer/unit-actions.ts'
import { doAction } from '../../renderer/actions.ts'
import { isCovered } from '../../renderer/opened.ts'
import type { UnitControlReport } from '../../shared/reports.ts'
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { sceneRow } from '../fakes/scene-rows.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const rowIn = (state: ServiceState, more: Partial<ServiceRow> = {}): ServiceRow =>
  sceneRow('a.service', 0, {
    more: { state, unit: { name: 'a.service', manager: 'system' }, ...more },
  })
const running = rowIn({ kind: 'running' })
const subject = { target: 'a.service', title: 'a.service', unit: running.unit }

describe('what a state of a unit allows', () => {
  it.each<[ServiceState, string[]]>([
    [{ kind: 'running' }, ['freeze']],
    [{ kind: 'frozen' }, ['thaw']],
    [{ kind: 'failed', result: 'signal' }, ['reset-failed']],
    [{ kind: 'stopped' }, []],
    [{ kind: 'deactivating', sub: 'stop', until: null }, []],
  ])('%j allows %j', (state, ids) => {
    const all = [resetFailedAction, freezeAction, thawAction]
    const can = all.filter((action) => action.refuse(rowIn(state)) === null)
    expect(can.map((action) => action.id)).toEqual(ids)
  })
  it.each([resetFailedAction, freezeAction, thawAction])('$id is for units only', (action) => {
    expect(action.refuse(rowIn({ kind: 'frozen' }, { unit: null }))).toBe('It is no systemd unit.')
  })
})

const answering = (report: UnitControlReport): FakeApp => {
  const app = createFakeApp()
  const request = () => Promise.resolve({ ok: true, value: report })
  return { ...app, client: { ...app.client, request } as unknown as FakeApp['client'] }
}

describe('asking the manager', () => {
  it('first asks unconfirmed, and shows what to read before it is done', async () => {
    const app = createFakeApp()
    doAction(freezeAction, app, running)
    await expect.poll(() => app.store.getState().control).not.toBeNull()
    expect(app.client.asked).toEqual([
      {
        name: 'unit.control',
        input: { target: 'a.service', action: 'freeze', confirmed: false },
      },
    ])
    expect(app.store.getState().control).toMatchObject({ action: 'freeze', title: 'a.service' })
    expect(isCovered(app.store.getState())).toBe(true)
  })
  it('confirms by the dialog, which closes', async () => {
    const app = createFakeApp()
    expect(await controlUnit(app, subject, 'freeze')).toBe(false)
    expect(await controlUnit(app, subject, 'freeze', true)).toBe(true)
    expect(app.client.asked.at(-1)?.input).toMatchObject({ confirmed: true })
    expect(app.store.getState().control).toBeNull()
    expect(app.store.getState().notices).toMatchObject([{ tone: 'moss' }])
  })
  it('needs no dialog where there is nothing to read', async () => {
    const app = createFakeApp()
    expect(await controlUnit(app, subject, 'reset-failed')).toBe(true)
    expect(app.store.getState().control).toBeNull()
    expect(app.store.getState().notices).toMatchObject([
      { tone: 'moss', text: 'reset-failed of a.service is done.' },
    ])
  })
  it('tells trouble where nothing was done and nothing is to be read', async () => {
    const app = answering({ done: false, sentence: 'It did not freeze.', warnings: [] })
    await controlUnit(app, subject, 'freeze')
    expect(app.store.getState().notices).toMatchObject([
      { tone: 'amber', text: 'It did not freeze.', next: null },
    ])
  })
  it('never asks twice for what was confirmed', async () => {
    const app = answering({ done: false, sentence: 'It did not freeze.', warnings: ['Still.'] })
    await controlUnit(app, subject, 'freeze', true)
    expect(app.store.getState().control).toBeNull()
    expect(app.store.getState().notices).toMatchObject([{ tone: 'amber' }])
  })
  it('tells a refusal with what would help', async () => {
    const app = createFakeApp()
    app.client.failNext('unit.control', {
      code: 'no-permission',
      message: 'ops may not freeze a.service.',
      next: 'Ask root.',
    })
    await controlUnit(app, subject, 'freeze')
    expect(app.store.getState().notices).toMatchObject([
      { tone: 'amber', text: 'ops may not freeze a.service.', next: 'Ask root.' },
    ])
  })
})

it('says on the button what it does', () => {
  for (const words of Object.values(confirmWords)) expect(words).not.toMatch(/^(OK|Yes|Submit)$/)
})
