/** Sockets, fifos, shared memory with a name, temporary files and folders of the service. */
import { assertNever } from '../../../../shared/errors.ts'
import type { Leftover } from '../../../../shared/leftovers.ts'
import { count, printable } from '../../../../shared/wording/numbers.ts'
import { shellWord } from '../shell-word.ts'
import { whyAlive } from './dead.ts'
import type { FileFacts, LeftoverFacts } from './facts.ts'
import { findLivingUser } from './living-user.ts'
import { keptByHolders, leftover } from './make.ts'

/** The kernel's own answer at a socket: without a process behind it, ECONNREFUSED (connect(2)). */
function whySocketStays({ holding, knock }: FileFacts): string | null {
  if (holding.by.length > 0) return keptByHolders(holding, 'bound')
  switch (knock) {
    case 'nobody':
      return null
    case 'somebody':
      return 'Somebody answers at it.'
    case 'not-permitted':
    case null:
      return 'Only its owner can knock at it and see whether somebody is there.'
    default:
      return assertNever(knock)
  }
}

const whoseElse = (uid: number): string => `It belongs to another user (uid ${uid}).`

/**
 * Somebody may open it for a moment only, again and again: that nobody has it open now proves nothing
 * alone. What is the service's own is told by its owner, or by the folder it lies in.
 */
function whyWanted(
  facts: LeftoverFacts,
  { path, uid, inOwnFolder, onlyByUser }: FileFacts,
): string | null {
  if (uid !== 0 && !facts.users.has(uid)) return whoseElse(uid)
  const living = inOwnFolder ? null : findLivingUser(facts, [uid])
  return living ?? (onlyByUser ? byHand(path) : null)
}

/** A user has other programs, too: that it owns a thing does not say for which of them. */
const byHand = (path: string): string =>
  `It is of the same user, perhaps of another program. If it is of this one: \`rm ${shellWord(printable(path))}\`.`

/** What stands in it may be wanted, whoever has gone. */
function whyTemporaryStays(facts: LeftoverFacts, { path, uid }: FileFacts): string | null {
  if (path.startsWith('/var/tmp/'))
    return 'What lies in /var/tmp is kept over reboots and may be wanted. Look, then remove it.'
  if (uid === 0) return 'Root wrote it: what stands in it may be wanted. Look, then remove it.'
  return facts.users.has(uid) ? findLivingUser(facts, [uid]) : whoseElse(uid)
}

function whyFolderStays({ entries, preserved, remade, holding }: FileFacts): string | null {
  if (entries === null) return 'What is in it cannot be read.'
  if (entries > 0) return `It is not empty: ${count(entries, 'name is', 'names are')} in it.`
  if (!remade) return 'The next start may need it: nothing says that it is made again.'
  if (preserved) return 'systemd is told to keep it (RuntimeDirectoryPreserve=).'
  return holding.by.length > 0 ? keptByHolders(holding, 'open') : null
}

function whyStays(facts: LeftoverFacts, file: FileFacts): string | null {
  switch (file.kind) {
    case 'unix-socket':
      return whySocketStays(file)
    case 'fifo':
      return keptByHolders(file.holding, 'open') ?? whyWanted(facts, file)
    case 'posix-memory':
    case 'posix-semaphore':
      return keptByHolders(file.holding, 'open or mapped') ?? whyWanted(facts, file)
    case 'temporary-file':
      return keptByHolders(file.holding, 'open') ?? whyTemporaryStays(facts, file)
    case 'runtime-folder':
      return whyFolderStays(file)
    default:
      return assertNever(file.kind)
  }
}

const seenOf: Readonly<Record<FileFacts['kind'], readonly string[]>> = {
  'unix-socket': ['No process has it bound.', 'A connection to it is refused by the kernel.'],
  fifo: ['No process has it open, to read or to write.'],
  'posix-memory': ['No process has it open or mapped.'],
  'posix-semaphore': ['No process has it open or mapped.'],
  'temporary-file': ['No process has it open.'],
  'runtime-folder': ['It is empty.', 'No process stands in it.'],
}

/** Why nobody else may want it, for what is used without being held. */
function whoseProof({ kind, inOwnFolder }: FileFacts): readonly string[] {
  if (kind === 'unix-socket' || kind === 'runtime-folder') return []
  return [inOwnFolder ? 'Its folder is the service’s alone.' : 'No process of its user lives.']
}

/** Each with its proof; of a living service none. */
export function judgeFiles(facts: LeftoverFacts): Leftover[] {
  const members = facts.look?.observed.members ?? []
  if (members.length > 0) return []
  const alive = whyAlive(facts)
  return facts.files.map((file) => {
    const keep = whyStays(facts, file) ?? alive
    const proof = [file.why, ...(keep === null ? [...seenOf[file.kind], ...whoseProof(file)] : [])]
    return leftover(file.kind, { key: file.path, path: file.path, proof, keep })
  })
}
