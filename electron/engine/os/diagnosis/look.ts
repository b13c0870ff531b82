/** One look at a service and at whom it waits for. Synchronous: nothing in it can be waited for. */
import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown, unknown, type Known, type Unknown } from '../../../../shared/unknown.ts'
import type {
  DiagnosisFacts,
  LockFacts,
  MemoryFacts,
  MountFacts,
  SocketFacts,
} from '../../decide/diagnosis/facts.ts'
import type { Table } from '../../decide/table.ts'
import type { ProcLock } from '../../parse/proc-locks.ts'
import type { SsSocket } from '../../parse/ss-sockets.ts'
import type { ProcReader } from '../proc-reader.ts'
import { createCgroupFiles } from './cgroup-files.ts'
import { findCounterparts } from './counterparts.ts'
import { chooseDisks, chooseMounts, type Disk } from './disks.ts'
import type { HolderSearch } from './holders.ts'
import { chooseLocks, readLocks, toLockFacts } from './locks.ts'
import { readMemory } from './memory.ts'
import { createMountTable, type MountView } from './mount-table.ts'
import { readOpenFiles } from './open-files.ts'
import type { DiagnosisQuestion } from './ports.ts'
import { Samples } from './samples.ts'
import { findSockets, toSocketFacts } from './sockets.ts'
import { findInvolved, findRelatives, findStarters, membersOf } from './whom.ts'

/** What every look is made with. */
export interface LookSources {
  readonly reader: ProcReader
  readonly root: string
  readonly search: HolderSearch
  readonly told: ReadonlyMap<number, SsSocket> | null
  readonly oomKillsBefore: Known<number> | null
}

/** Processes of one moment, and which of them belong to the service. */
export interface Counted {
  readonly at: Table['at']
  readonly members: readonly ProcessRow[]
  readonly samples: Samples
  readonly disks: readonly Disk[]
}

/** What one look found. */
export interface OneLook extends Counted {
  readonly sockets: Known<readonly SocketFacts[]>
  readonly locks: Known<readonly LockFacts[]>
  readonly mounts: Known<readonly MountFacts[]>
  readonly memory: MemoryFacts
}

const rowsOf = (table: Table, pids: Iterable<number>): readonly ProcessRow[] =>
  [...pids].map((pid) => table.rows.get(pid)).filter((row) => row !== undefined)

function interestOf(samples: Samples): Parameters<typeof chooseLocks>[1] {
  const places = [...samples.files.values()].flatMap((files) =>
    files
      .filter(({ inode, device }) => inode !== null && device !== null)
      .map(({ inode, device }) => `${device}:${inode}`),
  )
  return { pids: samples.pids, places: new Set(places) }
}

/** Where its files are open for writing. */
function disksOf(
  reader: ProcReader,
  view: MountView | null,
  main: ProcessRow | undefined,
  used: ReadonlyMap<number, boolean>,
): readonly Disk[] {
  if (!view || !main) return []
  const written = new Set([...used].filter(([, isWritten]) => isWritten).map(([id]) => id))
  const isOurs = view.namespace === reader.link('self/ns/mnt')
  return chooseDisks(view, written, isOurs ? '' : `/proc/${main.identity.pid}/root`)
}

/** The mounts of its main process, those in use first. */
function mountsIn(
  view: MountView | null,
  used: ReadonlyMap<number, boolean>,
): DiagnosisFacts['mounts'] {
  if (!view) return unknown('nothing of it runs')
  return isKnown(view.mounts) ? chooseMounts(view, new Set(used.keys())) : view.mounts
}

/** Sockets are known by who has them open: where no files may be seen, none is not the answer. */
function whyNoFiles(samples: Samples, members: readonly ProcessRow[]): Unknown | null {
  const files = members
    .filter(({ alive }) => alive)
    .map(({ identity }) => samples.find(identity.pid)?.files ?? [])
  const refused = files.flatMap((one) => (isKnown(one) ? [] : [one]))
  return refused.length === files.length ? (refused[0] ?? null) : null
}

/** Everything about the service that one moment tells, and about whom it waits for. */
export function takeLook(sources: LookSources, question: DiagnosisQuestion, table: Table): OneLook {
  const { reader, root, search, told } = sources
  const cgroups = createCgroupFiles(reader)
  const mountsOf = createMountTable(reader)
  const isFrozen = (row: ProcessRow): Known<boolean> => cgroups.isFrozen(row)
  const samples = new Samples({ reader, depth: 'full', mountsOf, isFrozen })
  const members = membersOf(question, table)
  const [main] = members
  samples.add(members)
  samples.add(findRelatives(question, table, members))
  samples.add(rowsOf(table, findInvolved(samples.all)))
  samples.add(rowsOf(table, findStarters(question, table, members)))
  // What follows is about these; the counterparts' own files and locks are beside the matter.
  const { files } = samples
  const found = findSockets(reader, root, files, told)
  const locks = chooseLocks(readLocks(reader), interestOf(samples))
  const known: readonly ProcLock[] = isKnown(locks) ? locks : []
  const wanted = { reader, table, samples, sockets: found, locks: known, search }
  const others = findCounterparts(wanted, main?.identity.pid ?? 0)
  samples.add(rowsOf(table, others.pids))
  const view = main ? mountsOf(main.identity.pid) : null
  const used = samples.mountsOf(members.map(({ identity }) => identity.pid))
  const nameOf = (pid: number): string | null => table.rows.get(pid)?.name ?? null
  return {
    at: table.at,
    members,
    samples,
    sockets:
      whyNoFiles(samples, members) ??
      toSocketFacts(found, files, (inode) => others.holderOf(inode)),
    locks: isKnown(locks) ? locks.map((lock) => toLockFacts(lock, others.held, nameOf)) : locks,
    memory: readMemory(reader, cgroups, main ?? null, sources.oomKillsBefore),
    mounts: mountsIn(view, used),
    disks: disksOf(reader, view, main, used),
  }
}

/** Of so many members the files are asked at a glance, for the disks that they are on. */
const mostGlancedAt = 8

/** The counters of its members alone, to be compared with a look soon afterwards. */
export function takeCounters(
  reader: ProcReader,
  question: DiagnosisQuestion,
  table: Table,
): Counted {
  const cgroups = createCgroupFiles(reader)
  const mountsOf = createMountTable(reader)
  const isFrozen = (row: ProcessRow): Known<boolean> => cgroups.isFrozen(row)
  const samples = new Samples({ reader, depth: 'counters', mountsOf, isFrozen })
  const members = membersOf(question, table)
  samples.add(members)
  samples.add(rowsOf(table, [question.stopCommandPid ?? 0]))
  const [main] = members
  const written = members
    .slice(0, mostGlancedAt)
    .map(
      ({ identity: { pid } }) => readOpenFiles(reader, pid, mountsOf(pid).deviceOf, false).mounts,
    )
    .flatMap((mounts) => [...mounts])
  const view = main ? mountsOf(main.identity.pid) : null
  return { at: table.at, members, samples, disks: disksOf(reader, view, main, new Map(written)) }
}
