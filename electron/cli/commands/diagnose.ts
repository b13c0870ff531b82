import type { Result } from '../../../shared/errors.ts'
import type { StacksReport } from '../../../shared/stacks.ts'
import { describeStacks, stackLines, stacksPrice } from '../../../shared/wording/stacks-words.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { small } from '../../../shared/wording/small.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { diagnosisToJson } from '../diagnosis-json.ts'
import { diagnosisLines } from '../diagnosis-lines.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

type Taken = Result<StacksReport> | null

function printStacks({ world: { terminal } }: CommandCall, taken: Taken): void {
  if (taken === null) return
  if (!taken.ok) {
    terminal.complain(printable(`${taken.error.message} ${taken.error.next}`))
    return
  }
  terminal.print(describeStacks(taken.value))
  for (const one of taken.value.processes) {
    for (const line of stackLines(one)) terminal.print(`  ${line}`)
  }
  for (const { what, why } of taken.value.missing) {
    terminal.print(`  None of ${printable(what)}: ${printable(why)}.`)
  }
}

/** Field by field, so that no new one slips in unseen. */
const stacksToJson = (taken: Taken) => ({
  stacks:
    taken?.ok === true
      ? {
          tool: taken.value.tool,
          processes: taken.value.processes.map(({ pid, name, stacks, heldMs }) => ({
            ...{ pid, name },
            stacks: stacks.map(({ threads, frames }) => ({ threads, frames })),
            heldMs,
          })),
          missing: taken.value.missing.map(({ what, why }) => ({ what, why })),
        }
      : null,
  stacksRefused: taken?.ok === false ? taken.error.message : null,
})

async function diagnose(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = ''] = call.arguments.positionals
  const run = call.arguments.values.get('run')
  const about = { target, ...(run !== undefined && { run }) }
  const made = await engine.request('diagnosis.make', about)
  if (!made.ok) return endWithError(call, made.error)
  const { terminal } = call.world
  if (!call.json) for (const line of diagnosisLines(made.value)) terminal.print(line)
  // After the looks: what stands still for its stacks would look as if it hung.
  const wanted = call.arguments.switches.has('stacks')
  const taken = wanted ? await engine.request('stacks.take', about) : null
  if (!call.json) printStacks(call, taken)
  const exitStatus = made.value.findings.length === 0 ? 0 : 1
  printResult(call, exitStatus, { ...diagnosisToJson(made.value), ...stacksToJson(taken) })
  return exitStatus
}

/** `quiesce diagnose`: why a service does not stop, or would not; sends nothing. */
export const diagnoseCommand: Command = {
  name: 'diagnose',
  summary: 'why a service does not stop, with evidence and what can be done short of force',
  positionals: ['TARGET'],
  options: [
    { name: 'run', value: 'RUN', sentence: 'of this run, with what it has sent (quiesce journal)' },
    {
      name: 'stacks',
      sentence: 'where each thread stands in its program, too, by eu-stack or gdb',
    },
  ],
  details: [
    'It looks twice, sends nothing, and stops no process. A remedy is chosen in the run: by its number in `quiesce stop`, or in the window.',
    `--stacks alone does: ${small(stacksPrice)}`,
    'Exit status: 0 nothing holds it up, 1 findings.',
    ...targetDetails,
  ],
  run: (call) => withEngine(call, (engine) => diagnose(call, engine)),
}
