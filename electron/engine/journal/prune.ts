/** Removes segments that are old and many, and hold no run that somebody may still take up. */
import { stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf, errnoWords } from '../errno.ts'
import { listSegments, readSegment } from './reader.ts'

/** The newest so many segments stay, however old. */
export const keptSegments = 50
/** A segment written to within this time stays, however many there are. */
export const keptMs = 90 * 24 * 3600 * 1000

export interface Pruning {
  readonly removed: string[]
  readonly problems: string[]
}

async function findOld(folder: string, now: number, own: ReadonlySet<string>): Promise<string[]> {
  const names = await listSegments(folder)
  const old: string[] = []
  for (const name of names.slice(0, Math.max(0, names.length - keptSegments))) {
    if (own.has(name)) continue
    const { mtimeMs } = await stat(join(folder, name))
    if (now - mtimeMs > keptMs) old.push(name)
  }
  return old
}

/** Which runs are open in the whole folder, and which segments name each run. */
async function readRuns(folder: string): Promise<Map<string, { open: boolean; in: Set<string> }>> {
  const runs = new Map<string, { open: boolean; in: Set<string> }>()
  for (const name of await listSegments(folder)) {
    const { entries } = await readSegment(folder, name)
    for (const { run, kind } of entries) {
      // A refusal names a run that never was: it has no outcome and is not open.
      if (run === null || kind === 'refused') continue
      const seen = runs.get(run) ?? { open: true, in: new Set() }
      seen.in.add(name)
      if (kind === 'outcome') seen.open = false
      runs.set(run, seen)
    }
  }
  return runs
}

/** True where a record could not be understood: a later Quiesce's open run may stand in it. */
async function holdsRiddles(folder: string, name: string): Promise<boolean> {
  const { problems, tornBytes } = await readSegment(folder, name)
  return problems.length > (tornBytes > 0 ? 1 : 0)
}

/**
 * Prunes by count and age. `now` in wall-clock milliseconds, `own` the segments of this process.
 * A segment with a record of an open run stays, and so does one that cannot be read whole.
 */
export async function pruneJournal(
  folder: string,
  now: number,
  own: ReadonlySet<string>,
): Promise<Pruning> {
  const pruning: Pruning = { removed: [], problems: [] }
  try {
    const old = await findOld(folder, now, own)
    if (old.length === 0) return pruning
    const runs = [...(await readRuns(folder)).values()]
    for (const name of old) {
      if (runs.some((run) => run.open && run.in.has(name))) continue
      if (await holdsRiddles(folder, name)) continue
      await unlink(join(folder, name))
      pruning.removed.push(name)
    }
  } catch (error) {
    // Another Quiesce prunes at the same time: what is gone is gone, the rest waits for next time.
    if (errnoOf(error) !== 'ENOENT') {
      pruning.problems.push(`Old records in ${folder} were not removed: ${errnoWords(error)}.`)
    }
  }
  return pruning
}
