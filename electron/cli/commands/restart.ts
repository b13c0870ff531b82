import type { StartReport } from '../../../shared/reports.ts'
import { ok } from '../../../shared/errors.ts'
import { exitStatusOf, type Outcome } from '../../../shared/run.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { Command } from '../command.ts'
import { conductRun, hasPerson } from '../conduct-run.ts'
import { outcomeOf, printOutcome, refusedFields, runFields } from '../end-run.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { besideOption, noInputOption, scheduleOption, targetDetails } from './common.ts'

/** Why there was no start: it is there still, or somebody else was faster. */
const notStarted = (outcome: Outcome): string =>
  outcome.kind === 'came-back'
    ? 'It runs again already: Quiesce did not start it.'
    : 'It was not started again.'

/** `quiesce restart`: a stop, then a start that is watched; the stop's status where it got no further. */
export const restartCommand: Command = {
  name: 'restart',
  summary: 'stop a service, start it, and look whether it stays up',
  positionals: ['TARGET'],
  options: [scheduleOption, besideOption, noInputOption],
  details: [
    'Needs a systemd unit, or a start command in the configuration.',
    'Exit status: 0 it is up, 1 it did not stay up, else as `quiesce stop`.',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const schedule = call.arguments.values.get('schedule')
      const person = hasPerson(call)
      let start: StartReport | null = null
      const ended = await conductRun(call, engine, {
        runId: null,
        begin: async () => {
          const confirmed = call.arguments.switches.has('beside') && { confirmed: true }
          const input = {
            target,
            person,
            ...confirmed,
            ...(schedule !== undefined && { schedule }),
          }
          const report = await engine.request('service.restart', input)
          if (!report.ok) return report
          start = report.value.start
          return ok(report.value.run)
        },
      })
      if (!ended.ok) {
        return endWithError(call, ended.error, { ...refusedFields(target, ended.error), start })
      }
      const outcome = outcomeOf(ended.value)
      // Assigned in a callback, which the compiler does not follow.
      const started = start as StartReport | null
      const exitStatus = started === null ? exitStatusOf(outcome) : started.up ? 0 : 1
      if (!call.json) {
        printOutcome(call, ended.value, outcome)
        call.world.terminal.print(started ? printable(started.sentence) : notStarted(outcome))
      }
      printResult(call, exitStatus, { ...runFields(ended.value, outcome), start: started })
      return exitStatus
    }),
}
