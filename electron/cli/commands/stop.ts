import type { Command } from '../command.ts'
import { conductRun, hasPerson } from '../conduct-run.ts'
import { endRun, refusedFields } from '../end-run.ts'
import { endWithError } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { noInputOption, scheduleOption, targetDetails } from './common.ts'

/** `quiesce stop`: a run, with a person who may decide where there is a terminal. */
export const stopCommand: Command = {
  name: 'stop',
  summary: 'stop a service by its schedule, and see every member leave',
  positionals: ['TARGET'],
  options: [scheduleOption, noInputOption],
  details: [
    'Keys while it runs: e +30 s, h hold or release, g go on to the next step, f force… (asks you to type the name), l leave it running. Ctrl-C leaves it, too.',
    'Exit status: 0 stopped or already stopped, 10 killed, 11 hung, 12 survived, 13 came back, 14 refused or busy, 15 no permission, 16 left running, 17 interrupted, 1 failed.',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const schedule = call.arguments.values.get('schedule')
      const person = hasPerson(call)
      const ended = await conductRun(call, engine, {
        runId: null,
        begin: () =>
          engine.request('run.stop', {
            target,
            person,
            ...(schedule !== undefined && { schedule }),
          }),
      })
      if (!ended.ok) return endWithError(call, ended.error, refusedFields(target, ended.error))
      return endRun(call, ended.value)
    }),
}
