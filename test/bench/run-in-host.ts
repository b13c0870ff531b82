import { join } from 'node:path'
import { canRun } from '../../build/can-run.mjs'
import { SystemdHost } from '../hosts/systemd-host.ts'

/**
 * Runs a program of `test/bench/inside/` in a private host that has these units, and prints what it
 * says. Where no host can be booted it prints why, and is done.
 */
export async function runInHost(
  name: string,
  units: Readonly<Record<string, string>>,
): Promise<void> {
  if (!canRun.systemd.here) {
    process.stdout.write(`${name}: not measured. ${canRun.systemd.missing}.\n`)
    return
  }
  const host = await SystemdHost.boot()
  try {
    await host.writeUnits(units)
    const program = join(SystemdHost.checkout, `test/bench/inside/${name}.ts`)
    process.stdout.write(await host.run([SystemdHost.node, program]))
  } finally {
    await host.end()
  }
}
