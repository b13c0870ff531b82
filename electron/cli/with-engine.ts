/** Opens the engine for one command and closes it again, whatever happens. */
import type { Asking } from '../engine/privilege/ports.ts'
import type { CommandCall, DoorEngine } from './command.ts'
import { hasPerson } from './conduct-run.ts'
import { endWithError } from './print-result.ts'

/**
 * Whom the system may ask for permission. In mid-order keys are heard, so a password cannot be typed at
 * the terminal then; a window of the console has an agent or nobody.
 */
function askingOf(call: CommandCall): Asking {
  if (call.command === 'console') return 'agent'
  if (!hasPerson(call)) return 'nobody'
  return call.command === 'stop-all' ? 'agent' : 'terminal'
}

/** Runs `use` with an open engine; a refusal to open is printed and gives its exit status. */
export async function withEngine(
  call: CommandCall,
  use: (engine: DoorEngine) => Promise<number>,
): Promise<number> {
  const opened = await call.world.openEngine(
    call.command === 'console' ? 'console' : 'cli',
    askingOf(call),
  )
  if (!opened.ok) return endWithError(call, opened.error)
  try {
    return await use(opened.value)
  } finally {
    await opened.value.close()
  }
}
