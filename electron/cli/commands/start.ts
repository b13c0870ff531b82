import { printable } from '../../../shared/wording/numbers.ts'
import type { Command } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { besideOption, targetDetails } from './common.ts'

/** `quiesce start`: has it started and looks whether the service stays up. */
export const startCommand: Command = {
  name: 'start',
  summary: 'start a service, and look whether it stays up',
  positionals: ['TARGET'],
  options: [besideOption],
  details: [
    'Needs a systemd unit, or a start command in the configuration.',
    'Exit status: 0 it is up, 1 it did not stay up, 14 refused (see --beside).',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const started = await engine.request('service.start', {
        target,
        ...(call.arguments.switches.has('beside') && { confirmed: true }),
      })
      if (!started.ok) return endWithError(call, started.error)
      const { sentence, up } = started.value
      const exitStatus = up ? 0 : 1
      const { terminal } = call.world
      if (!call.json) terminal.print(paint(terminal, up ? 'green' : 'red', printable(sentence)))
      printResult(call, exitStatus, { sentence, up })
      return exitStatus
    }),
}
