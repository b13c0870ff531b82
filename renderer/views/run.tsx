/** One run: while it waits, while it asks, and after. */
import { useEffect, type JSX } from 'react'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorNote } from '../components/note.tsx'
import { useAnswer } from '../components/use-answer.ts'
import { takeRun } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'
import { RunAsking } from './run-asking.tsx'
import { RunEnded } from './run-ended.tsx'
import { RunWaiting } from './run-waiting.tsx'

export function RunView(props: { readonly id: string }): JSX.Element {
  const { store } = useApp()
  const { id } = props
  const view = useQuiesce((s) => s.runs.get(id) ?? null)
  // An older run is not in the list; it is read once.
  const answer = useAnswer('run.get', view === null ? { run: id } : null)
  useEffect(() => {
    if (answer?.ok === true) store.setState((state) => takeRun(state, answer.value))
  }, [answer, store])
  if (view !== null) {
    switch (view.run.phase.kind) {
      case 'asking':
        return <RunAsking view={view} />
      case 'ended':
        return <RunEnded view={view} outcome={view.run.phase.outcome} />
      case 'planned':
      case 'stopping':
      case 'waiting':
      case 'held':
      case 'forcing':
      case 'verifying':
        return <RunWaiting view={view} />
    }
  }
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs above={[['Services', { view: 'services' }]]} here={`Run ${id}`} />
          <div className="title">
            <h1>Run {id}</h1>
          </div>
        </div>
      </div>
      <div className="body">
        {answer?.ok === false ? (
          <ErrorNote error={answer.error} />
        ) : (
          <p className="t3">Reading the run…</p>
        )}
      </div>
    </>
  )
}
