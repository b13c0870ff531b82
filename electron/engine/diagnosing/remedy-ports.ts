import { ok, type Result } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import type { Units } from '../backends/systemd/units.ts'
import { checkThawed, thawCgroup } from '../os/systemd/thaw-cgroup.ts'
import type { RemedyPorts } from '../stop-runner/ports.ts'

/** What the manager of a run's unit does for a remedy; the machine's own where the run is about none. */
export function makeRemedyPorts(world: { readonly units: Units }, { unit }: Run): RemedyPorts {
  const book = () => world.units.book(unit?.manager ?? 'system')
  return {
    async thaw(name, cgroup): Promise<Result<null>> {
      const manager = name === null ? undefined : book()?.manager
      // Without a manager there is still the file that it would write.
      if (name === null || !manager) return thawCgroup(cgroup)
      const thawed = await manager.thawUnit(name)
      return thawed.ok ? checkThawed(cgroup) : thawed
    },
    async stopTrigger(name): Promise<Result<null>> {
      const known = book()
      if (!known) return noManager(name)
      const queued = await known.manager.stopUnit(name)
      return queued.ok ? ok(null) : queued
    },
  }
}

const noManager = (name: string): Result<never> => ({
  ok: false,
  error: {
    code: 'backend-failed',
    message: `The manager of ${name} cannot be reached.`,
    next: 'Stop it with `systemctl stop`, and look again.',
  },
})
