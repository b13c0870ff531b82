/** What a search for leftovers, and their removal, ask of the world and of the engine. */
import { ok, type Result } from '../../shared/errors.ts'
import { mayHaveBeenKilled, type Run } from '../../shared/run.ts'
import { createProcReader } from './os/proc-reader.ts'
import type { Inventory } from './inventory/inventory.ts'
import { gatherLeftovers } from './leftovers/gather.ts'
import type { LeftoverPorts } from './leftovers/leftovers.ts'
import { removeAside } from './leftovers/remove-file.ts'
import { removeThing, stampOf, whyOpen } from './leftovers/remove-thing.ts'
import { mayRemove, needsRoot, removeStaleFile } from './privilege/root-files.ts'
import type { Runs } from './runs/runs.ts'
import { controlUnit, type ControlPorts } from './units/control-unit.ts'
import type { World } from './world.ts'

const reader = createProcReader('/proc')

export interface LeftoversOf {
  readonly world: World
  readonly inventory: Inventory
  readonly runs: Runs
  readonly controlPorts: ControlPorts
  allRuns(): Promise<readonly Run[]>
}

/** The newest run of this session that forced this target, or the one that is named. */
async function findRun(runs: Runs, target: string, id: string | undefined): Promise<Run | null> {
  if (id !== undefined) {
    const view = await runs.get(id)
    return view.ok && view.value.run.target === target ? view.value.run : null
  }
  const own = (await runs.list()).map(({ run }) => run).filter((run) => run.target === target)
  const forced = own.filter(mayHaveBeenKilled)
  return forced.toSorted((a, b) => b.startedAt.wall - a.startedAt.wall)[0] ?? null
}

/** The ports of leftovers.ts on this machine. */
export function openLeftovers(of: LeftoversOf): LeftoverPorts {
  const { world, inventory, runs, controlPorts } = of
  const { user, uid, privilege, table, commands, journal, runMemory, env } = world
  const removePorts = {
    reader,
    commands,
    resetFailed: (target: string): Promise<Result<unknown>> =>
      controlUnit(controlPorts, { target, action: 'reset-failed', confirmed: true }),
  }
  const gatherPorts = {
    reader,
    readTable: () => table.read(),
    runtimeFolder: env.XDG_RUNTIME_DIR ?? null,
  }
  return {
    by: user,
    uid,
    prepare: (target) => inventory.prepare(target, false),
    look: (target) => {
      const seen = inventory.look(target)
      return seen.ok ? ok(seen.value.look) : seen
    },
    liveRuns: () => of.allRuns(),
    findRun: (target, id) => findRun(runs, target, id),
    remembered: (run) => runMemory.find(run),
    gather: (about) => gatherLeftovers(gatherPorts, about),
    stamp: stampOf,
    mayRemove: (stamp) => mayRemove(stamp, uid),
    removeFile: (stale) =>
      removeStaleFile(privilege.helpers, stale, (stamp) =>
        removeAside(stamp, (aside) => whyOpen(reader, aside, { mappings: false, mayHide: true })),
      ),
    removeThing: (target, thing) => removeThing(removePorts, target, thing),
    permit: (stamps) => privilege.permits.want(stamps.some(needsRoot) ? ['stale-files'] : [], true),
    record: (target, body) => journal.write(null, target, body),
  }
}
