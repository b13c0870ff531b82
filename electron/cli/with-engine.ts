/** Opens the engine for one command and closes it again, whatever happens. */
import type { CommandCall, DoorEngine } from './command.ts'
import { endWithError } from './print-result.ts'

/** Runs `use` with an open engine; a refusal to open is printed and gives its exit status. */
export async function withEngine(
  call: CommandCall,
  use: (engine: DoorEngine) => Promise<number>,
): Promise<number> {
  const opened = await call.world.openEngine(call.command === 'console' ? 'console' : 'cli')
  if (!opened.ok) return endWithError(call, opened.error)
  try {
    return await use(opened.value)
  } finally {
    await opened.value.close()
  }
}
