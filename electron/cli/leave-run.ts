/** Leaves a run for a person who pressed Ctrl-C, and says what stays behind. */
import type { RunView } from '../../shared/contract.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { leavingSentences } from '../../shared/wording/leaving.ts'
import type { DoorEngine } from './command.ts'
import type { Terminal } from './terminal.ts'

/** The run may move to another step between the look and the decision, but not for ever. */
const mostTries = 5

/** Says what was sent and which ceiling still runs, on standard error: output may be data. */
export function sayWhatStays(terminal: Terminal, view: RunView): void {
  for (const sentence of leavingSentences(view.run)) terminal.complain(sentence)
}

/** Decides `leave`, for whichever step the run has come to by then. */
export async function leaveRun(engine: DoorEngine, view: RunView): Promise<Result<null>> {
  let current = view
  for (let attempt = 1; ; attempt += 1) {
    const { run } = current
    if (run.phase.kind === 'ended') return ok(null)
    const decision = { kind: 'leave' } as const
    const left = await engine.request('run.decide', { run: run.id, turn: run.turn, decision })
    if (left.ok) return ok(null)
    if (left.error.code !== 'stale-decision' || attempt === mostTries) return fail(left.error)
    const fresh = await engine.request('run.get', { run: run.id })
    if (!fresh.ok) return fresh
    current = fresh.value
  }
}
