import { dirname, join } from 'node:path'
import type { Run } from '../../../shared/run.ts'
import { createProcReader } from '../os/proc-reader.ts'
import type { World } from '../world.ts'
import { readBeforeForce } from './before-force.ts'
import { createRunMemory, type RunMemory } from './run-memory.ts'

export interface ForceMemory extends Pick<RunMemory, 'find'> {
  /** Reads what the members of this run hold now: 50 ms at most. */
  remember(run: Run): void
  /** The same, once for each run: somebody else may force while it asks. */
  rememberOnce(run: Run): void
}

/** Main process first: where the time is over, its things are known. */
function pidsOf({ members }: Run): readonly number[] {
  const here = members.filter(({ gone }) => gone === null).map(({ member }) => member)
  const main = here.filter((member) => member.main)
  return [...main, ...here.filter((member) => !member.main)].map(({ identity }) => identity.pid)
}

/** Reads what the members of a run hold, and keeps it beside the journal. */
export function openForceMemory({
  folders,
  clock,
  journal,
}: Pick<World, 'folders' | 'clock' | 'journal'>): ForceMemory {
  const reader = createProcReader('/proc')
  const read = new Set<string>()
  const memory = createRunMemory(join(dirname(folders.journal), 'leftovers'), (sentence) => {
    void journal.write(null, null, { kind: 'notice', sentence })
  })
  const remember = (run: Run): void => {
    const pids = pidsOf(run)
    read.add(run.id)
    if (pids.length > 0)
      memory.keep(
        run.id,
        readBeforeForce(reader, pids, () => clock.now()),
      )
  }
  return {
    find: (run) => memory.find(run),
    remember,
    rememberOnce: (run) => {
      if (!read.has(run.id)) remember(run)
    },
  }
}
