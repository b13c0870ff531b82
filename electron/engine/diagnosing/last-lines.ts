/** The daemon's own last words: some refuse for a good reason, and say so. */
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isKnown, unknown, type Known } from '../../../shared/unknown.ts'
import type { Observed } from '../decide/observed.ts'
import { errnoWords } from '../errno.ts'
import { localFileSystems } from '../os/diagnosis/disks.ts'
import { createMountTable } from '../os/diagnosis/mount-table.ts'
import type { ProcessTable } from '../os/ports.ts'
import { createProcReader, type ProcReader } from '../os/proc-reader.ts'
import type { UnitLog } from '../os/systemd/ports.ts'
import { parseFdInfo } from '../parse/fdinfo.ts'

type LastLines = Known<readonly { readonly at: number | null; readonly text: string }[]>

/** So many lines stand beside a verdict. */
const mostLines = 8
const mostBytes = 16 * 1024

export interface LastLinesPorts {
  readonly unitLog: UnitLog
  readonly table: Pick<ProcessTable, 'readOne'>
  /** Where the output of what Quiesce started itself is kept. */
  outputFile(target: string): string
  /** Instead of `/proc`, for what tells whether a file may be asked about. */
  readonly proc?: ProcReader
}

/** Its unit's log, else the file that it writes its errors or its output to. */
export async function readLastLines(
  ports: LastLinesPorts,
  observed: Observed,
  most = mostLines,
): Promise<LastLines> {
  const { unit, target } = observed
  if (unit !== null) return readUnitLog(ports, unit, most)
  const own = await pathOfOutput(ports, observed)
  for (const path of [own, ports.outputFile(target)]) {
    const lines = path === null ? nowhere : await readTail(path, most)
    if (isKnown(lines) || lines === silent) return lines
  }
  return nowhere
}

const nowhere = unknown('it writes to no file that can be read here')
const silent = unknown('it has written nothing to its own file')

async function readUnitLog(
  { unitLog }: LastLinesPorts,
  { name, manager }: NonNullable<Observed['unit']>,
  limit: number,
): Promise<LastLines> {
  const query = { unit: name, manager, after: null, since: null, level: 7, limit }
  const read = await unitLog.read({ ...query, waitMs: 0 })
  if (!read.ok) return unknown(read.error.message)
  if (read.value.length === 0) return unknown('its log has no line')
  return read.value.map(({ at, text }) => ({ at, text }))
}

/**
 * Descriptor 2 or 1 of its main process, where it is a file; null for a terminal, a pipe, or nothing.
 * The very file that it has open, by /proc: under the file's name somebody may have put another.
 */
async function pathOfOutput(
  { table, proc = createProcReader('/proc') }: LastLinesPorts,
  { main, members }: Observed,
): Promise<string | null> {
  const pid = main?.pid ?? members[0]?.identity.pid
  const row = pid === undefined ? null : table.readOne(pid)
  // A process that hangs in the kernel may hang on this very file.
  if (row === null || row.state === 'D') return null
  for (const descriptor of [2, 1]) {
    try {
      if (!isAskable(proc, row.identity.pid, descriptor)) continue
      const path = join('/proc', String(row.identity.pid), 'fd', String(descriptor))
      // Asked before it is opened: opening a device may do something.
      if ((await stat(path)).isFile()) return path
    } catch {
      // Another user's, or closed: the next one, and then the file of our own, may tell more.
      continue
    }
  }
  return null
}

/**
 * True where its mount, by fdinfo and the mounts of that very process, is of this machine: a thread of
 * it may hang on a file server that is gone, and to ask there would keep one of the few threads that
 * read files for all of Quiesce. Not known is not asked: it may be unmounted lazily (umount(8), -l).
 */
function isAskable(reader: ProcReader, pid: number, descriptor: number): boolean {
  const info = reader.text(`${pid}/fdinfo/${descriptor}`)
  const id = info !== null && isKnown(info) ? parseFdInfo(info).mountId : null
  const mount = id === null ? undefined : createMountTable(reader)(pid).byId.get(id)
  return mount !== undefined && localFileSystems.has(mount.type)
}

async function readTail(path: string, most: number): Promise<LastLines> {
  try {
    // O_NONBLOCK: a FIFO under this name must not hang the reader.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const status = await file.stat()
      if (!status.isFile()) return nowhere
      const from = Math.max(0, status.size - mostBytes)
      const buffer = Buffer.alloc(Math.min(mostBytes, status.size))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
      return linesOf(buffer.toString('utf8', 0, bytesRead), from > 0, most)
    } finally {
      await file.close()
    }
  } catch (error) {
    return unknown(errnoWords(error))
  }
}

function linesOf(text: string, isCut: boolean, most: number): LastLines {
  const lines = text
    .split('\n')
    .slice(isCut ? 1 : 0)
    .filter((line) => line.trim() !== '')
  if (lines.length === 0) return silent
  return lines.slice(-most).map((line) => ({ at: null, text: line }))
}
