import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { Table } from '../../decide/table.ts'
import { parseFdInfo, type FdInfo } from '../../parse/fdinfo.ts'
import type { ProcReader } from '../proc-reader.ts'

/** A descriptor of another process that leads to what somebody waits for. */
export interface Holder {
  readonly pid: number
  readonly fd: number
  /** The link's text: `pipe:[99]`, `/srv/a.db`. */
  readonly target: string
}

/** What is looked for, near which pid first, and in which processes it need not be looked for. */
export interface SearchedFor {
  readonly near: number
  readonly targets: ReadonlySet<string>
  readonly without: ReadonlySet<number>
}
export type HolderSearch = (table: Table, about: SearchedFor) => readonly Holder[]

const mostFiles = 1024
const mostHolders = 64
/** A look at all descriptors of a machine is ended here, and goes on at the next one. */
const budgetMs = 60

function holdersIn(reader: ProcReader, pid: number, targets: ReadonlySet<string>): Holder[] {
  const names = reader.names(`${pid}/fd`)
  if (names === null || !isKnown(names)) return []
  const found: Holder[] = []
  for (const fd of names.slice(0, mostFiles)) {
    const target = reader.link(`${pid}/fd/${fd}`)
    // Refused for one, refused for all.
    if (target !== null && !isKnown(target)) break
    if (target !== null && targets.has(target)) found.push({ pid, fd: Number(fd), target })
  }
  return found
}

/** Those whose pid is near were started at about the same time, and are relatives more often. */
const byNearness =
  (pid: number) =>
  (a: ProcessRow, b: ProcessRow): number =>
    Math.abs(a.identity.pid - pid) - Math.abs(b.identity.pid - pid)

/** Rows of processes that may be looked through, those near first. */
const candidates = (table: Table, { near, without }: SearchedFor): readonly ProcessRow[] =>
  [...table.rows.values()]
    .filter((row) => row.alive && !row.kernelThread && !without.has(row.identity.pid))
    .sort(byNearness(near))

/**
 * Looks for who else has these open, among all processes that we may look at. Only links are read,
 * no file is asked. Within a bounded time: what was not reached is looked at first the next time, and
 * who was found before is not forgotten meanwhile.
 */
export function createHolderSearch(reader: ProcReader, nowMono: () => number): HolderSearch {
  let reached = 0
  let kept: readonly Holder[] = []
  return (table, about) => {
    const { targets } = about
    if (targets.size === 0) return []
    const rows = candidates(table, about)
    const pids = new Set(rows.map(({ identity }) => identity.pid))
    const holds = ({ pid, fd, target }: Holder): boolean =>
      targets.has(target) && pids.has(pid) && reader.link(`${pid}/fd/${fd}`) === target
    const found = kept.filter(holds)
    const known = new Set(found.map(({ pid }) => pid))
    const until = nowMono() + budgetMs
    const from = reached < rows.length ? reached : 0
    reached = 0
    for (const [at, row] of [...rows.slice(from), ...rows.slice(0, from)].entries()) {
      if (found.length >= mostHolders) break
      if (nowMono() > until) {
        reached = (from + at) % rows.length
        break
      }
      const { pid } = row.identity
      if (!known.has(pid)) found.push(...holdersIn(reader, pid, targets))
    }
    kept = found
    return found
  }
}

/** What a descriptor of another process is, or null where it is closed or not ours to see. */
export function readHolderInfo(reader: ProcReader, { pid, fd }: Holder): FdInfo | null {
  const text = reader.text(`${pid}/fdinfo/${fd}`)
  return text !== null && isKnown(text) ? parseFdInfo(text) : null
}
