import { nearest } from '../../../shared/nearest.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { QuiesceError, Result } from '../../../shared/errors.ts'
import type { Command, DoorEngine, Option } from '../command.ts'
import { conductRun, hasPerson } from '../conduct-run.ts'
import { endRun, refusedFields } from '../end-run.ts'
import { leaveRun } from '../leave-run.ts'
import { endWithError } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { noInputOption } from './common.ts'

/** A run that is not known is refused with those that are, the nearest first. */
async function addCandidates(engine: DoorEngine, run: string, error: QuiesceError) {
  if (error.code !== 'no-such-run' && error.code !== 'bad-input') return error
  const runs = await engine.request('run.list', {})
  if (!runs.ok) return error
  const open = runs.value.filter((view) => view.run.phase.kind !== 'ended').map((v) => v.run.id)
  const near = nearest(run, open)
  const candidates = error.candidates ?? (near.length > 0 ? near : open)
  return candidates.length > 0 ? { ...error, candidates } : error
}

/** Leaves it as it is, without taking it up: whatever it is about, since nothing is sent. */
async function leave(engine: DoorEngine, run: string): Promise<Result<RunView>> {
  const found = await engine.request('run.get', { run })
  if (!found.ok) return found
  const left = await leaveRun(engine, found.value)
  return left.ok ? engine.request('run.get', { run }) : left
}

const leaveOption: Option = {
  name: 'leave',
  sentence: 'leave it as it is: what was sent stays sent, and nothing more is',
}

/** `quiesce resume`: takes up a run that a crash left; nothing is sent twice. */
export const resumeCommand: Command = {
  name: 'resume',
  summary: 'take up a run that a crash left',
  positionals: ['RUN'],
  options: [leaveOption, noInputOption],
  details: [
    'What was sent, or may have been, is not sent again. The record of a run: `quiesce journal --run RUN`.',
    'Exit status: as `quiesce stop`.',
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [run = ''] = call.arguments.positionals
      const ended = call.arguments.switches.has('leave')
        ? await leave(engine, run)
        : await conductRun(call, engine, {
            runId: run,
            begin: () => engine.request('run.resume', { run, person: hasPerson(call) }),
          })
      if (ended.ok) return endRun(call, ended.value)
      const error = await addCandidates(engine, run, ended.error)
      return endWithError(call, error, { ...refusedFields('', error), run })
    }),
}
