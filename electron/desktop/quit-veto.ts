/** Whether Quiesce may quit now: not without a word while one of its own runs is alive. */
import type { Client, RunView } from '../../shared/contract.ts'
import { fail, ok, toQuiesceError, type Result } from '../../shared/errors.ts'

/** The question before quitting; the first button is the default and the way back. */
export interface QuitQuestion {
  readonly message: string
  readonly detail: string
  readonly buttons: typeof buttons
}

const buttons = ['Go back', 'Leave it running'] as const

/** Runs that end with us: ours, and not ended. Another Quiesce's run does not care. */
const ownLiveRuns = (views: readonly RunView[]): readonly RunView[] =>
  views.filter((view) => view.owner.here && view.run.phase.kind !== 'ended')

/** null where nothing keeps Quiesce from quitting. Not knowing is a reason to ask. */
export function decideQuit(live: Result<readonly RunView[]>): QuitQuestion | null {
  if (!live.ok) {
    return {
      message: 'It is not known whether a stop is under way',
      detail: `${live.error.message} What was sent stays sent. Quiesce sends nothing more.`,
      buttons,
    }
  }
  if (live.value.length === 0) return null
  const titles = live.value.map((view) => view.run.title).join(', ')
  const one = live.value.length === 1
  return {
    message: one ? `A stop is under way: ${titles}` : `${live.value.length} stops are under way`,
    detail:
      `${one ? '' : `${titles}. `}Whoever is left running stays so, and what was sent stays sent. ` +
      'Quiesce sends nothing more.',
    buttons,
  }
}

/**
 * Leaves every run of ours, as a person's decision. A run that moved on in the meantime is asked
 * once more about its new turn. Returns what could not be left, as sentences.
 */
export async function leaveRuns(client: Client): Promise<readonly string[]> {
  const live = await currentRuns(client)
  if (!live.ok) return [live.error.message]
  const refusals = await Promise.all(live.value.map((view) => leave(client, view)))
  return refusals.filter((refusal) => refusal !== null)
}

/** Our own runs that are alive now. */
export async function currentRuns(client: Client): Promise<Result<readonly RunView[]>> {
  try {
    const listed = await client.request('run.list', {})
    return listed.ok ? ok(ownLiveRuns(listed.value)) : listed
  } catch (thrown) {
    return fail(toQuiesceError(thrown))
  }
}

async function leave(client: Client, view: RunView): Promise<string | null> {
  const { id, title } = view.run
  for (let turn = view.run.turn, tries = 2; tries > 0; tries -= 1) {
    const left = await client.request('run.decide', { run: id, turn, decision: { kind: 'leave' } })
    if (left.ok) return null
    const now = await client.request('run.get', { run: id })
    if (now.ok && now.value.run.phase.kind === 'ended') return null
    if (!now.ok || left.error.code !== 'stale-decision') return `${title}: ${left.error.message}`
    turn = now.value.run.turn
  }
  return `${title}: it moved on while it was being left.`
}
