/** Sockets, fifos, shared memory with a name, temporary files and folders of the service. */
import { assertNever } from '../../../../shared/errors.ts'
import type { Leftover } from '../../../../shared/leftovers.ts'
import { count } from '../../../../shared/wording/numbers.ts'
import { whyAlive } from './dead.ts'
import type { FileFacts, LeftoverFacts } from './facts.ts'
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

/** Without a holder it is nobody's, and yet somebody may want what stands in it. */
function whyTemporaryStays(facts: LeftoverFacts, file: FileFacts): string | null {
  const held = keptByHolders(file.holding, 'open')
  if (held !== null) return held
  if (file.uid === 0) return 'Root wrote it: what stands in it may be wanted. Look, then remove it.'
  const other = facts.livingUsers.get(file.uid)
  if (other) return `${other.name} (${other.pid}) runs as the same user and may want it.`
  return facts.seesAll ? null : notAllSeen
}

export const notAllSeen = 'Not every process of this machine can be seen.'

function whyFolderStays({ entries, preserved, holding }: FileFacts): string | null {
  if (entries === null) return 'What is in it cannot be read.'
  if (entries > 0) return `It is not empty: ${count(entries, 'name is', 'names are')} in it.`
  if (preserved) return 'systemd is told to keep it (RuntimeDirectoryPreserve=).'
  return holding.by.length > 0 ? keptByHolders(holding, 'open') : null
}

function whyStays(facts: LeftoverFacts, file: FileFacts): string | null {
  switch (file.kind) {
    case 'unix-socket':
      return whySocketStays(file)
    case 'fifo':
      return keptByHolders(file.holding, 'open')
    case 'posix-memory':
    case 'posix-semaphore':
      return keptByHolders(file.holding, 'open or mapped')
    case 'temporary-file':
      return whyTemporaryStays(facts, file)
    case 'runtime-folder':
      return whyFolderStays(file)
    default:
      return assertNever(file.kind)
  }
}

const proofs: Readonly<Record<FileFacts['kind'], readonly string[]>> = {
  'unix-socket': ['No process has it bound.', 'A connection to it is refused by the kernel.'],
  fifo: ['No process has it open, to read or to write.'],
  'posix-memory': ['No process has it open or mapped.'],
  'posix-semaphore': ['No process has it open or mapped.'],
  'temporary-file': ['No process has it open.', 'No process of its user lives.'],
  'runtime-folder': ['It is empty.', 'No process stands in it.'],
}

/** Each with its proof; of a living service none. */
export function judgeFiles(facts: LeftoverFacts): Leftover[] {
  const members = facts.look?.observed.members ?? []
  if (members.length > 0) return []
  const alive = whyAlive(facts)
  return facts.files.map((file) => {
    const keep = whyStays(facts, file) ?? alive
    const proof = [file.why, ...(keep === null ? proofs[file.kind] : [])]
    return leftover(file.kind, { key: file.path, path: file.path, proof, keep })
  })
}
