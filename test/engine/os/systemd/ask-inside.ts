import { join } from 'node:path'
import type { RunOptions } from '../../../hosts/private-host.ts'
import { SystemdHost } from '../../../hosts/systemd-host.ts'
import type { Question } from './inside/ask-ports.ts'

const program = 'test/engine/os/systemd/inside/ask-ports.ts'

/** The program that holds the real ports inside a host. */
export const portsProgram = [SystemdHost.node, join(SystemdHost.checkout, program)]

/** One question to the real ports inside a host, answered as JSON gives it. */
export async function askInside(
  host: SystemdHost,
  question: Question,
  options: RunOptions = {},
): Promise<unknown> {
  const input = `${JSON.stringify(question)}\n`
  return JSON.parse(await host.run(portsProgram, { ...options, input }))
}
