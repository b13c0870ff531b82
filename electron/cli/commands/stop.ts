import { exitStatusOf } from '../../../shared/run.ts'
import { chooseTriggers, sayBringsBack } from '../choose-triggers.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { conductRun, hasPerson } from '../conduct-run.ts'
import { evidenceOptions, withEvidence } from '../evidence-first.ts'
import { endRun, refusedFields } from '../end-run.ts'
import { endWithError } from '../print-result.ts'
import { readWatch, watchAfter, watchOption } from '../watch-after.ts'
import { withEngine } from '../with-engine.ts'
import { noInputOption, scheduleOption, targetDetails } from './common.ts'

/** Left by the person before anything was sent: as a run that was left running. */
const cancelledStatus = 16

/** As of a run whose service came back before its end. */
const cameBackStatus = 13

async function stop(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = ''] = call.arguments.positionals
  const schedule = call.arguments.values.get('schedule')
  const input = { target, ...(schedule !== undefined && { schedule }) }
  const watch = readWatch(call.arguments.values.get('watch'))
  if (!watch.ok) return endWithError(call, watch.error)
  const person = hasPerson(call)
  const triggers = await chooseTriggers(call, engine, input)
  if (triggers === null) {
    call.world.terminal.complain('Nothing was sent.')
    return cancelledStatus
  }
  const withTriggers = triggers.length > 0 && { triggers: [...triggers] }
  const ended = await conductRun(call, engine, {
    runId: null,
    begin: async () => {
      const begun = await engine.request('run.stop', { ...input, person, ...withTriggers })
      if (begun.ok && !person && triggers.length === 0) sayBringsBack(call, begun.value.plan)
      return begun
    },
  })
  if (!ended.ok) return endWithError(call, ended.error, refusedFields(target, ended.error))
  const cameBack =
    watch.value !== null && (await watchAfter(call, engine, ended.value, watch.value))
  return endRun(call, ended.value, (outcome) => (cameBack ? cameBackStatus : exitStatusOf(outcome)))
}

/** `quiesce stop`: a run, with a person who may decide where there is a terminal. */
export const stopCommand: Command = {
  name: 'stop',
  summary: 'stop a service by its schedule, and see every member leave',
  positionals: ['TARGET'],
  options: [
    scheduleOption,
    {
      name: 'triggers',
      sentence: 'stop the sockets, timers and other units that would start it again, too',
    },
    ...evidenceOptions,
    watchOption,
    noInputOption,
  ],
  details: [
    "Keys while it runs: e +30 s, h hold or release, g go on to the next step, f force… (asks you to type the name), l leave it running. Where it is known why it takes so long, 1 to 9 choose a remedy (asked once more). Ctrl-C leaves it, too. For a unit, e and h move systemd's own deadline as well.",
    'Exit status: 0 stopped or already stopped, 10 killed, 11 hung, 12 survived, 13 came back, 14 refused or busy, 15 no permission, 16 left running, 17 interrupted, 1 failed.',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, (engine) => withEvidence(call, engine, (saving) => stop(call, saving))),
}
