import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { diagnosisToJson } from '../diagnosis-json.ts'
import { diagnosisLines } from '../diagnosis-lines.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

async function diagnose(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = ''] = call.arguments.positionals
  const run = call.arguments.values.get('run')
  const made = await engine.request('diagnosis.make', { target, ...(run !== undefined && { run }) })
  if (!made.ok) return endWithError(call, made.error)
  const { terminal } = call.world
  if (!call.json) for (const line of diagnosisLines(made.value)) terminal.print(line)
  const exitStatus = made.value.findings.length === 0 ? 0 : 1
  printResult(call, exitStatus, diagnosisToJson(made.value))
  return exitStatus
}

/** `quiesce diagnose`: why a service does not stop, or would not; sends nothing. */
export const diagnoseCommand: Command = {
  name: 'diagnose',
  summary: 'why a service does not stop, with evidence and what can be done short of force',
  positionals: ['TARGET'],
  options: [
    { name: 'run', value: 'RUN', sentence: 'of this run, with what it has sent (quiesce journal)' },
  ],
  details: [
    'It looks twice, sends nothing, and stops no process. A remedy is chosen in the run: by its number in `quiesce stop`, or in the window.',
    'Exit status: 0 nothing holds it up, 1 findings.',
    ...targetDetails,
  ],
  run: (call) => withEngine(call, (engine) => diagnose(call, engine)),
}
