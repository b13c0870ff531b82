/** Quiesce inside a host: its command line, and its console with a person who decides. */
import { PrivateHost, type RunOptions } from '../../hosts/private-host.ts'

export const cli = [PrivateHost.node, `${PrivateHost.checkout}/dist/cli.js`]

export interface Told {
  readonly status: number | null
  readonly stderr: string
  readonly lines: readonly Record<string, unknown>[]
  /** The last line of `--json`. */
  readonly result: Record<string, unknown>
}

/** Runs `quiesce ARGS --json` to its end; nobody is there to decide. */
export async function quiesce(
  host: PrivateHost,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Told> {
  const { status, stdout, stderr } = await host.exec([...cli, ...args, '--json'], options)
  const lines = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { status, stderr, lines, result: lines.at(-1) ?? {} }
}
