import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { OpenFile, ProcessSample } from '../../decide/diagnosis/facts.ts'
import type { HeldLocks } from './locks.ts'
import { sampleProcess, type Sampled, type SampleSources } from './process-sample.ts'

/** The processes of one look, in the order in which they were asked for. */
export class Samples {
  readonly #sources: SampleSources
  readonly #byPid = new Map<number, Sampled>()
  constructor(sources: SampleSources) {
    this.#sources = sources
  }

  /** Reads those that were not read yet. */
  add(rows: Iterable<ProcessRow>): void {
    for (const row of rows) {
      const { pid } = row.identity
      if (!this.#byPid.has(pid)) this.#byPid.set(pid, sampleProcess(this.#sources, row))
    }
  }

  get pids(): ReadonlySet<number> {
    return new Set(this.#byPid.keys())
  }
  get all(): readonly ProcessSample[] {
    return [...this.#byPid.values()].map(({ sample }) => sample)
  }
  find(pid: number): ProcessSample | null {
    return this.#byPid.get(pid)?.sample ?? null
  }

  /** Open files by process; of those whose files may not be read, none. */
  get files(): ReadonlyMap<number, readonly OpenFile[]> {
    const known = [...this.#byPid].map(([pid, { sample }]) => [pid, sample.files] as const)
    return new Map(known.map(([pid, files]) => [pid, isKnown(files) ? files : []]))
  }
  get held(): readonly HeldLocks[] {
    return [...this.#byPid].map(([pid, { open }]) => ({ pid, locks: open.locks }))
  }
  /** Ids of mounts that files are open on, and whether for writing, of these processes. */
  mountsOf(pids: Iterable<number>): ReadonlyMap<number, boolean> {
    const found = new Map<number, boolean>()
    for (const pid of pids) {
      for (const [id, written] of this.#byPid.get(pid)?.open.mounts ?? []) {
        found.set(id, written || (found.get(id) ?? false))
      }
    }
    return found
  }
}
