import type { RequestInput } from '../../../shared/contract.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { Command, CommandCall } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { unitDetails } from './common.ts'

type Action = RequestInput<'unit.control'>['action']

/** What stands in the way was not agreed to: nothing was done. */
const unconfirmedStatus = 14

async function control(call: CommandCall, action: Action, confirmed: boolean): Promise<number> {
  const [target = ''] = call.arguments.positionals
  return withEngine(call, async (engine) => {
    const report = await engine.request('unit.control', { target, action, confirmed })
    if (!report.ok) return endWithError(call, report.error)
    const { done, sentence, warnings } = report.value
    const { terminal } = call.world
    for (const warning of warnings) {
      terminal.complain(paint(terminal, 'yellow', `Warning: ${printable(warning)}`))
    }
    const exitStatus = done ? 0 : unconfirmedStatus
    if (!done) terminal.complain('Nothing was done. To do it all the same, add --yes.')
    else if (!call.json) terminal.print(printable(sentence))
    printResult(call, exitStatus, { done, sentence, warnings })
    return exitStatus
  })
}

const yesOption = { name: 'yes', sentence: 'you have read the warnings' }

/** `quiesce reset-failed`: makes systemd forget that the unit failed. Nothing else changes. */
export const resetFailedCommand: Command = {
  name: 'reset-failed',
  summary: 'make systemd forget that a unit failed',
  positionals: ['TARGET'],
  options: [],
  details: ['Exit status: 0 done, 14 refused, 15 no permission.', ...unitDetails],
  run: (call) => control(call, 'reset-failed', true),
}

/** `quiesce freeze`: stands every process of a unit still; its traps are told first. */
export const freezeCommand: Command = {
  name: 'freeze',
  summary: 'stand all processes of a unit still, until it is thawed',
  positionals: ['TARGET'],
  options: [yesOption],
  details: [
    'Without --yes it tells what may go wrong, and does nothing.',
    'Exit status: 0 frozen, 14 refused or not confirmed, 15 no permission.',
    ...unitDetails,
  ],
  run: (call) => control(call, 'freeze', call.arguments.switches.has('yes')),
}

/** `quiesce thaw`: lets a frozen unit go on. */
export const thawCommand: Command = {
  name: 'thaw',
  summary: 'let a frozen unit go on',
  positionals: ['TARGET'],
  options: [yesOption],
  details: [
    'Where something would happen by it, it tells what, and does nothing without --yes.',
    'Exit status: 0 thawed, 14 refused or not confirmed, 15 no permission.',
    ...unitDetails,
  ],
  run: (call) => control(call, 'thaw', call.arguments.switches.has('yes')),
}
