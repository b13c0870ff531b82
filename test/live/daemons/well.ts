/** A healthy daemon, looked at while it rests and then until it has left in its own way. */
import type { FindingCode } from '../../../shared/diagnosis.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { accusations, lookUntilLeft, type SeenWell } from '../diagnosis/healthy.ts'
import { look, stop, type Looker } from '../diagnosis/look.ts'
import type { HealthyDaemon } from './daemon.ts'

export const targetOf = ({ target, pidFile }: HealthyDaemon): string =>
  target ?? `pidfile:${pidFile}`

const mainOf = (host: PlainHost, { pidFile }: HealthyDaemon): number =>
  Number.parseInt(host.readFile(pidFile) ?? '', 10)

/** One that runs already. */
export async function watchWell(
  host: PlainHost,
  looker: Looker,
  daemon: HealthyDaemon,
): Promise<SeenWell> {
  const target = targetOf(daemon)
  const main = mainOf(host, daemon)
  const resting = await look(looker, { target })
  await daemon.slow?.begin(host)
  const run = await stop(looker, target, `${daemon.graceful}/60`)
  const isGone = (): boolean =>
    !host.processes().some(({ pid, state }) => pid === main && state !== 'Z')
  return { resting, leaving: await lookUntilLeft(looker, { target, run }, isGone) }
}

/** One that is started by its script for this alone. */
export async function visit(
  host: PlainHost,
  looker: Looker,
  daemon: HealthyDaemon,
): Promise<SeenWell> {
  await daemon.prepare?.(host)
  const { said } = await host.script(daemon.name, 'start')
  const ended = performance.now() + 30_000
  const isThere = (): boolean => {
    const main = mainOf(host, daemon)
    return host.processes().some(({ pid }) => pid === main)
  }
  while (!isThere()) {
    if (performance.now() > ended) throw new Error(`${daemon.name} does not come up: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return watchWell(host, looker, daemon)
}

/**
 * What is said against it, at rest or while it leaves. What its client or its work explains is right; so
 * is, of one that has just left, that its pid file is out of date.
 */
export function accused(
  { slow }: HealthyDaemon,
  { resting, leaving }: SeenWell,
): readonly string[] {
  const right = new Set<FindingCode>(slow?.right ?? [])
  const atLast = new Set<FindingCode>([...right, 'already-gone'])
  return [
    ...accusations(resting.diagnosis).map((said) => `at rest: ${said}`),
    ...leaving.flatMap(({ diagnosis }, at) =>
      accusations(diagnosis, at === leaving.length - 1 ? atLast : right),
    ),
  ]
}
