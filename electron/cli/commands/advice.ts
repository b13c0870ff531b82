import type { AdviceLevel } from '../../../shared/advice.ts'
import { adviceLines } from '../advice-lines.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

const statusOf: Readonly<Record<AdviceLevel, number>> = {
  none: 0,
  'clean-up': 1,
  'try-restart': 1,
  'reboot-recommended': 2,
  'reboot-required': 3,
}

async function advise(call: CommandCall, engine: DoorEngine): Promise<number> {
  const made = await engine.request('advice.machine', {})
  if (!made.ok) return endWithError(call, made.error)
  const advice = made.value
  if (!call.json) for (const line of adviceLines(advice)) call.world.terminal.print(line)
  const exitStatus = statusOf[advice.level]
  printResult(call, exitStatus, { advice })
  return exitStatus
}

/** `quiesce advice`: whether this machine wants a reboot, with the evidence. */
export const adviceCommand: Command = {
  name: 'advice',
  summary: 'whether this machine wants a reboot, with the evidence',
  positionals: [],
  options: [],
  details: [
    'It reads, and changes nothing. It takes 5 seconds where processes are dead and unreaped, or got SIGKILL and wait inside the kernel.',
    'Exit status: 0 nothing needs to be done, 1 a clean-up or a restart, 2 a reboot is recommended, 3 a reboot is required.',
  ],
  run: (call) => withEngine(call, (engine) => advise(call, engine)),
}
