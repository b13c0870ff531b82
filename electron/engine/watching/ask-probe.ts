/** Asks a service whether it answers. */
import type { Probe } from '../../../shared/configuration.ts'
import { duration, printable } from '../../../shared/wording/numbers.ts'
import { askPort } from '../os/ask-port.ts'
import type { Clock, CommandRunner } from '../os/ports.ts'

export interface ProbePorts {
  readonly clock: Clock
  readonly commands: CommandRunner
}

/** Why it does not answer, as words without a full stop, or null where it does. */
export function askProbe(ports: ProbePorts, probe: Probe): Promise<string | null> {
  const timeoutMs = probe.timeout * 1000
  if (probe.command !== undefined) return askCommand(ports, probe.command, timeoutMs)
  return probe.port === undefined
    ? Promise.resolve(null)
    : askPort(ports.clock, probe.port, timeoutMs)
}

async function askCommand(
  { commands }: ProbePorts,
  argv: readonly string[],
  timeoutMs: number,
): Promise<string | null> {
  const program = printable(argv[0] ?? '')
  const result = await commands.run(argv, timeoutMs)
  if (!result.ok) return result.error.message.replace(/\.$/, '')
  const { status, signal, timedOut, output } = result.value
  if (status === 0) return null
  if (timedOut) return `${program} has not answered in ${duration(timeoutMs)}`
  const said = printable(output.trim()).slice(0, 200)
  const how =
    signal === null ? `ended with status ${status ?? 'unknown'}` : `was ended by ${signal}`
  return said === '' ? `${program} ${how}` : `${program} ${how} and said: ${said}`
}
