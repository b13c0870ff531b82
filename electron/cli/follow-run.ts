/** Follows one run from its beginning to its end. */
import type { Client, RunView } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/errors.ts'

export interface RunStart {
  /** Asks the engine to begin (or take up) the run. */
  begin(): Promise<Result<RunView>>
  /** The run's id where it is known beforehand. */
  readonly runId: string | null
}

/**
 * Subscribes first, then begins, so that no event between the two is lost. A run that is new and
 * ours is the one begun: its events may come before the answer does (a restart answers at its end).
 * Resolves with the ended run, or with the reason why none was begun.
 */
export async function followRun(
  client: Client,
  start: RunStart,
  onView: (view: RunView) => void,
): Promise<Result<RunView>> {
  const earlier = await client.request('run.list', {})
  if (!earlier.ok) return earlier
  const known = new Set(earlier.value.map((view) => view.run.id))
  const end = Promise.withResolvers<RunView>()
  let mine = start.runId
  const seen: { last: RunView | null } = { last: null }
  const see = (view: RunView): void => {
    if (seen.last?.run.phase.kind === 'ended') return
    seen.last = view
    onView(view)
    if (view.run.phase.kind === 'ended') end.resolve(view)
  }
  const unsubscribe = client.subscribe((event) => {
    if (event.name !== 'run') return
    const view = event.payload
    if (mine === null && view.owner.here && !known.has(view.run.id)) mine = view.run.id
    if (view.run.id === mine) see(view)
  })
  try {
    const begun = await start.begin()
    if (!begun.ok) return begun
    if (mine !== begun.value.run.id) seen.last = null
    mine = begun.value.run.id
    // An answer that comes when all is over is the newest word on the run (a restart's advice).
    if (begun.value.run.phase.kind === 'ended') {
      see(begun.value)
      return begun
    }
    // Events are at least as new as any other answer.
    if (seen.last === null) see(begun.value)
    return ok(await end.promise)
  } finally {
    unsubscribe()
  }
}
