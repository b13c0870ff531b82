/** One run as Markdown: for the clipboard, or as a file. */
import type { RunView } from '../shared/contract.ts'
import { reportMarkdown } from '../shared/wording/report-markdown.ts'
import type { Action } from './actions.ts'
import { copyText } from './copy-text.ts'
import { tellError, type App } from './store.ts'

/** The engine's report; where it has none, what this window knows of the run. */
async function makeReport(app: App, view: RunView): Promise<string> {
  const answer = await app.client.request('report.make', { run: view.run.id })
  if (answer.ok) return answer.value.markdown
  if (answer.error.code !== 'not-available') tellError(app.store, answer.error)
  const { host, diagnoses, journal } = app.store.getState()
  return reportMarkdown({
    view,
    hostName: host?.hostName ?? null,
    diagnosis: diagnoses.get(view.run.id) ?? null,
    leftovers: null,
    evidence: null,
    journal: (journal ?? [])
      .filter((entry) => entry.run === view.run.id)
      .toSorted((a, b) => a.at.wall - b.at.wall),
  })
}

export const copyReportAction: Action<RunView> = {
  id: 'copy-report',
  label: () => 'Copy for the ticket',
  icon: 'copy',
  key: 'Ctrl Shift C',
  refuse: () => null,
  run: (app, view) => {
    void makeReport(app, view).then((text) =>
      copyText(app, text, 'The report is copied.', 'Use `quiesce report RUN` in a terminal.'),
    )
  },
}

export const saveReportAction: Action<RunView> = {
  id: 'save-report',
  label: () => 'Save report…',
  icon: 'save',
  refuse: () => null,
  run: (app, view) => {
    void makeReport(app, view).then((text) => {
      app.save(`quiesce-${view.run.id}.md`, text)
    })
  },
}
