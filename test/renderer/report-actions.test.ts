import { describe, expect, it, vi } from 'vitest'
import { doAction } from '../../renderer/actions.ts'
import { copyReportAction, saveReportAction } from '../../renderer/report-actions.ts'
import { ok } from '../../shared/errors.ts'
import { makeRunView } from '../fakes/scene-runs.ts'
import { kamailioMembers } from '../fakes/scene-rows.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const view = makeRunView('killed', 1_774_150_354_000, kamailioMembers())

/** An app whose engine makes reports. */
function withReport(markdown: string): FakeApp {
  const app = createFakeApp()
  const { client } = app
  const request: typeof client.request = (name, input) =>
    name === 'report.make'
      ? Promise.resolve(ok({ markdown }) as never)
      : client.request(name, input)
  return { ...app, client: { ...client, request } }
}

describe('a report', () => {
  it('goes to the clipboard as the engine wrote it', async () => {
    const app = withReport('# Stop of kamailio\n')
    doAction(copyReportAction, app, view)
    await vi.waitFor(() => {
      expect(app.store.getState().notices).toMatchObject([
        { tone: 'moss', text: 'The report is copied.' },
      ])
    })
    expect(app.copied).toEqual(['# Stop of kamailio\n'])
  })
  it('is a file named after its run', async () => {
    const app = withReport('# Stop of kamailio\n')
    doAction(saveReportAction, app, view)
    await vi.waitFor(() => {
      expect(app.saved).toEqual([{ fileName: 'quiesce-run-412.md', text: '# Stop of kamailio\n' }])
    })
  })
  it('of an engine that makes none is what the window knows', async () => {
    const app = createFakeApp()
    doAction(copyReportAction, app, view)
    await vi.waitFor(() => {
      expect(app.copied[0]).toContain('Stop of kamailio')
    })
  })
  it('that was refused is told, and still made', async () => {
    const app = createFakeApp()
    const error = { code: 'no-such-run', message: 'No such run.', next: 'Look.' } as const
    app.client.failNext('report.make', error)
    doAction(copyReportAction, app, view)
    await vi.waitFor(() => {
      expect(app.store.getState().notices.map(({ text }) => text)).toEqual([
        'No such run.',
        'The report is copied.',
      ])
    })
  })
  it('that the clipboard refuses is told with another way', async () => {
    const app = { ...createFakeApp(), copy: () => Promise.reject(new Error('denied')) }
    doAction(copyReportAction, app, view)
    await vi.waitFor(() => {
      expect(app.store.getState().notices[0]?.next).toContain('quiesce report')
    })
  })
})
