/** Removes one thing that was judged a moment ago, each kind in its own way. Errors are words. */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { assertNever, fail, ok, type Result } from '../../../shared/errors.ts'
import type { Leftover, LeftoverKind } from '../../../shared/leftovers.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { nameHolders } from '../decide/leftovers/make.ts'
import type { CommandRunner } from '../os/ports.ts'
import type { ProcReader } from '../os/proc-reader.ts'
import { knock } from '../os/knock.ts'
import {
  removeAside,
  removeFolder,
  stampFile,
  stampThing,
  type FileStamp,
  type SetAside,
} from './remove-file.ts'
import { scanHolders } from './scan-holders.ts'
import { findBoundSockets } from './sockets.ts'

export interface RemovePorts {
  readonly reader: ProcReader
  readonly commands: CommandRunner
  /** Has the manager forget that a unit failed. */
  resetFailed(target: string): Promise<Result<unknown>>
}

/** How a kind is removed, and what the journal calls that; null for what nobody removes from here. */
export type Removal = 'remove-file' | 'remove-folder' | 'remove-ipc' | 'reset-failed'

export function removalOf(kind: LeftoverKind): Removal | null {
  switch (kind) {
    case 'pid-file':
    case 'lock-file':
    case 'unix-socket':
    case 'fifo':
    case 'temporary-file':
    case 'posix-memory':
    case 'posix-semaphore':
      return 'remove-file'
    case 'runtime-folder':
    case 'cgroup':
      return 'remove-folder'
    case 'sysv-memory':
    case 'sysv-semaphores':
    case 'sysv-queue':
      return 'remove-ipc'
    case 'failed-unit':
      return 'reset-failed'
    case 'survivor':
    case 'escapee':
    case 'zombie':
    case 'port':
    case 'time-wait':
    case 'mount':
      return null
    default:
      return assertNever(kind)
  }
}

const isBound = 'a socket of that name was bound a moment ago'
const isAnswered = 'somebody answers at it'

async function whySocketStays(
  reader: ProcReader,
  stamp: FileStamp,
  aside: SetAside,
): Promise<string | null> {
  const path = join(stamp.folder, stamp.name)
  if (findBoundSockets(reader, [path]).size > 0) return isBound
  return (await knock(aside.path)) === 'nobody' ? null : isAnswered
}

/**
 * Who has it although nobody can find its name any more. `mayHide`: processes that nobody may look
 * into do not count; the proof rests on something else than who has it open.
 */
export async function whyOpen(
  reader: ProcReader,
  aside: SetAside,
  { mappings, mayHide }: { readonly mappings: boolean; readonly mayHide: boolean },
): Promise<string | null> {
  const id = { path: aside.real, device: aside.device, inode: aside.inode }
  const holders = await scanHolders(reader, { files: [id], sockets: new Set(), mappings })
  const { by, unseen } = holders.of(id)
  if (by.length > 0) return `somebody opened it a moment ago: ${nameHolders(by)}`
  return mayHide || unseen.length === 0 ? null : 'not every process can be looked into'
}

async function removeNamed(
  { reader }: RemovePorts,
  { kind }: Leftover,
  stamp: FileStamp,
): Promise<Result<null, string>> {
  return removeAside(stamp, (aside) =>
    kind === 'unix-socket'
      ? whySocketStays(reader, stamp, aside)
      : whyOpen(reader, aside, { mappings: kind !== 'fifo', mayHide: false }),
  )
}

/** util-linux and the older System V tools: both take one id behind a letter (ipcrm(1)). */
const ipcrmPaths = ['/usr/bin/ipcrm', '/bin/ipcrm']
const letters = { 'sysv-memory': '-m', 'sysv-semaphores': '-s', 'sysv-queue': '-q' } as const
const tables = { 'sysv-memory': 'shm', 'sysv-semaphores': 'sem', 'sysv-queue': 'msg' } as const
type SysvKind = keyof typeof letters
const ipcrmLimitMs = 5000

/** True while an object of this id is in the kernel's table. */
function isThere(reader: ProcReader, kind: SysvKind, id: string): boolean {
  const text = reader.wholeText(`sysvipc/${tables[kind]}`)
  if (text === null || !isKnown(text)) return true
  return text.split('\n').some((line) => line.trim().split(/\s+/)[1] === id)
}

async function removeIpc(
  { reader, commands }: RemovePorts,
  kind: SysvKind,
  id: string,
): Promise<Result<null, string>> {
  const program = ipcrmPaths.find((path) => existsSync(path))
  if (program === undefined) return fail('ipcrm of util-linux is not installed')
  const ran = await commands.run([program, letters[kind], id], ipcrmLimitMs)
  if (!ran.ok) return fail(ran.error.message)
  // Whatever it says: the table tells.
  if (!isThere(reader, kind, id)) return ok(null)
  const said = ran.value.output.trim().replace(/\s+/g, ' ').slice(0, 200)
  return fail(said === '' ? 'ipcrm did not remove it' : `ipcrm says: ${said}`)
}

function removeEmptyFolder(path: string, stamp: FileStamp | null): Promise<Result<null, string>> {
  const at = stamp ?? { folder: dirname(path), name: basename(path), key: '' }
  return removeFolder(at)
}

/** Of what has a path `stamp` says which thing was judged. Pid and lock files go another way. */
export async function removeThing(
  ports: RemovePorts,
  target: string,
  { leftover, stamp }: { readonly leftover: Leftover; readonly stamp: FileStamp | null },
): Promise<Result<null, string>> {
  const { kind, path, id } = leftover
  if (kind === 'sysv-memory' || kind === 'sysv-semaphores' || kind === 'sysv-queue') {
    return removeIpc(ports, kind, id.slice(kind.length + 1))
  }
  if (kind === 'failed-unit') {
    const reset = await ports.resetFailed(target)
    return reset.ok ? ok(null) : fail(reset.error.message)
  }
  if (path !== null && removalOf(kind) === 'remove-folder') return removeEmptyFolder(path, stamp)
  if (stamp !== null && removalOf(kind) === 'remove-file') {
    return removeNamed(ports, leftover, stamp)
  }
  return fail('nobody removes that from here')
}

/** The thing at a leftover's path as it is now; null for what has none, words where it cannot be. */
export function stampOf({ kind, path }: Leftover): Result<FileStamp | null, string> {
  if (path === null || kind === 'cgroup' || removalOf(kind) === null) return ok(null)
  return kind === 'pid-file' || kind === 'lock-file' ? stampFile(path) : stampThing(path)
}
