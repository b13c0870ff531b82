/** The last line of `--json`, and the end of every command that could not do its work. */
import { exitStatusOfError, type QuiesceError } from '../../shared/errors.ts'
import type { CommandCall } from './command.ts'
import { toJsonLine } from './json-line.ts'
import { printError } from './print-error.ts'

/** Prints the result line where JSON was asked for. `fields` stand at its top level. */
export function printResult(
  call: CommandCall,
  exitStatus: number,
  fields: object,
  error: QuiesceError | null = null,
): void {
  if (!call.json) return
  const { command } = call
  call.world.terminal.print(toJsonLine({ type: 'result', command, exitStatus, error, ...fields }))
}

/** Ends a command with an error: on standard error for people, and as the result line. */
export function endWithError(call: CommandCall, error: QuiesceError, fields: object = {}): number {
  const exitStatus = exitStatusOfError[error.code]
  printError(call.world.terminal, error)
  printResult(call, exitStatus, fields, error)
  return exitStatus
}
