import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { ProcessSample, ThreadSample } from '../../decide/diagnosis/facts.ts'
import { parseProcIo } from '../../parse/proc-io.ts'
import { parseStatusMasks } from '../../parse/proc-status.ts'
import { parseThreadStatus } from '../../parse/thread-status.ts'
import type { ProcReader } from '../proc-reader.ts'
import type { MountView } from './mount-table.ts'
import { filesNotRead, readOpenFiles, type OpenFiles } from './open-files.ts'
import { readKnown } from './read-known.ts'
import { readThreads, type Depth } from './thread-sample.ts'

/** What one process is read with. */
export interface SampleSources {
  readonly reader: ProcReader
  readonly depth: Depth
  readonly mountsOf: (pid: number) => MountView
  readonly isFrozen: (row: ProcessRow) => Known<boolean>
}

/** A sample, and what its descriptors told besides. */
export interface Sampled {
  readonly sample: ProcessSample
  readonly open: OpenFiles
}

/** Waits for a disk or a file server, perhaps for ever: FUSE and NFS sleep in S or D. */
const isInFileSystem = ({ state, wchan }: ThreadSample): boolean =>
  state === 'D' || !isKnown(wchan) || /request_wait_answer|fuse|nfs|rpc_/.test(wchan)

/**
 * Reads one process at one moment, without stopping it and without touching its files. A pid that
 * changed hands since the row was read is told by the row's own identity when something is done to it.
 */
export function sampleProcess(sources: SampleSources, row: ProcessRow): Sampled {
  const { reader, depth } = sources
  const { pid } = row.identity
  const text = reader.text(`${pid}/status`)
  const status = text !== null && isKnown(text) ? text : null
  const io = readKnown(reader.text(`${pid}/io`), parseProcIo)
  const { threads, more } = readThreads({ reader, depth, mayTrace: isKnown(io) }, row, status)
  const open =
    depth === 'full'
      ? readOpenFiles(reader, pid, sources.mountsOf(pid).deviceOf, !threads.some(isInFileSystem))
      : filesNotRead
  const sample: ProcessSample = {
    row,
    masks: readKnown(text, parseStatusMasks),
    tracerPid:
      status === null
        ? unknown('its status could not be read')
        : (parseThreadStatus(status).tracerPid ?? unknown('no TracerPid line in status')),
    threads,
    ...(more > 0 ? { moreThreads: more } : {}),
    io,
    files: open.files,
    ...(open.more > 0 ? { moreFiles: open.more } : {}),
    frozen: sources.isFrozen(row),
    ...(depth === 'full' ? { cwd: readKnown(reader.link(`${pid}/cwd`), (path) => path) } : {}),
  }
  return { sample, open }
}
