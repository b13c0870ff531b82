import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import { parseCgroup } from '../parse/cgroup.ts'
import { parseCommandLine } from '../parse/command-line.ts'
import type { ProcStat } from '../parse/proc-stat.ts'
import { parseProcStatus, type ProcStatus } from '../parse/proc-status.ts'
import { maskSecrets } from '../parse/secrets.ts'
import { readExecutable, type MountsOf } from './executable.ts'
import type { ProcReader } from './proc-reader.ts'

/** What seldom changes while a process lives. */
export type ProcessFacts = Pick<
  ProcessRow,
  'uid' | 'args' | 'executable' | 'cgroup' | 'pidNamespace'
>

/** Where facts are read. */
export interface FactsSources {
  readonly reader: ProcReader
  readonly mountsOf: MountsOf
  readonly ownNamespace: string | null
}

/**
 * The pid namespace. The link may be read only for one's own processes; NSpid in status tells
 * everybody whether a process is in the reader's own namespace (one pid) or in one inside it.
 */
function readNamespace(
  reader: ProcReader,
  stat: ProcStat,
  status: ProcStatus | null,
  own: string | null,
): Known<string> {
  const pids = status?.namespacePids ?? []
  if (pids.length === 1 && own !== null) return own
  const link = reader.link(`${stat.pid}/ns/pid`)
  if (link !== null && isKnown(link)) return link
  if (pids.length > 1) return `inner, pid ${pids.slice(1).join('/')} there`
  return link ?? unknown('the process has ended')
}

/** The reader's own pid namespace, or null where `/proc` belongs to an outer one or hides it. */
export function readOwnNamespace(reader: ProcReader): string | null {
  const status = reader.text('self/status')
  const link = reader.link('self/ns/pid')
  if (status === null || !isKnown(status) || link === null || !isKnown(link)) return null
  return parseProcStatus(status).namespacePids.length === 1 ? link : null
}

const mapKnown = <T, R>(value: Known<T>, map: (value: T) => R): Known<R> =>
  isKnown(value) ? map(value) : value

/**
 * Reads what seldom changes, or null where the process has gone meanwhile. Whoever keeps the answer
 * has to make sure that it belongs to the process meant: the pid may change hands between two reads.
 */
export function readFacts(
  { reader, mountsOf, ownNamespace }: FactsSources,
  stat: ProcStat,
): ProcessFacts | null {
  const status = reader.text(`${stat.pid}/status`)
  const cgroup = reader.text(`${stat.pid}/cgroup`)
  const commandLine = reader.text(`${stat.pid}/cmdline`)
  if (status === null) return null
  const parsed = isKnown(status) ? parseProcStatus(status) : null
  return {
    uid: isKnown(status) ? (parsed?.uid ?? unknown('no Uid line in status')) : status,
    // A kernel without cgroups has no such file.
    cgroup: mapKnown(cgroup ?? '', parseCgroup),
    args: mapKnown(commandLine ?? '', (text) => maskSecrets(parseCommandLine(text))),
    executable: readExecutable({ reader, mountsOf }, stat),
    pidNamespace: readNamespace(reader, stat, parsed, ownNamespace),
  }
}
