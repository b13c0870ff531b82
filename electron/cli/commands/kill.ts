import { exitStatusOf } from '../../../shared/run.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { conductRun, hasPerson } from '../conduct-run.ts'
import { evidenceOptions, withEvidence } from '../evidence-first.ts'
import { endRun, refusedFields } from '../end-run.ts'
import { endWithError } from '../print-result.ts'
import { briefForceCost } from '../profile-lines.ts'
import { withEngine } from '../with-engine.ts'
import { readScope, scopeOption, scopes, targetDetails } from './common.ts'

/** What force costs this daemon. Where the plan is refused, the run is, and says why. */
async function tellCost(call: CommandCall, engine: DoorEngine, target: string): Promise<void> {
  if (call.json) return
  const plan = await engine.request('plan.make', { target })
  if (!plan.ok) return
  for (const line of briefForceCost(plan.value.profile)) call.world.terminal.print(line)
}

async function kill(call: CommandCall, engine: DoorEngine, target: string): Promise<number> {
  await tellCost(call, engine, target)
  const scope = readScope(call.arguments.values.get('scope'), scopes, 'all')
  const ended = await conductRun(call, engine, {
    runId: null,
    begin: () =>
      engine.request('run.kill', { target, scope, confirmed: true, person: hasPerson(call) }),
  })
  if (!ended.ok) return endWithError(call, ended.error, refusedFields(target, ended.error))
  return endRun(call, ended.value, (outcome) =>
    outcome.kind === 'killed' ? 0 : exitStatusOf(outcome),
  )
}

/** `quiesce kill`: force from the start. `--yes` is the person's word, given once, for this. */
export const killCommand: Command = {
  name: 'kill',
  summary: 'force: SIGKILL to all of a service, then look whether it is gone',
  positionals: ['TARGET'],
  options: [
    { name: 'yes', sentence: 'you know that nothing is saved or cleaned up (needed)' },
    ...evidenceOptions,
    scopeOption('all'),
  ],
  details: [
    'The last resort: `quiesce stop` is the way that lets a service finish. Leftovers may stay behind.',
    'Exit status: 0 nobody left, 12 survived, 13 came back, 14 refused, 15 no permission, 16 left running, 17 interrupted, 1 failed.',
    ...targetDetails,
  ],
  run: async (call) => {
    const [target = ''] = call.arguments.positionals
    if (!call.arguments.switches.has('yes')) {
      const next = `Nothing was sent. Try \`quiesce stop ${target}\` first; to force, add --yes.`
      return endWithError(call, badUsage('`quiesce kill` needs --yes.', next))
    }
    return withEngine(call, (engine) =>
      withEvidence(call, engine, (saving) => kill(call, saving, target)),
    )
  },
}
