import { identityKey, type ProcessIdentity } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { parseInvocationId } from '../../parse/invocation-id.ts'
import type { ProcStat } from '../../parse/proc-stat.ts'
import { readBootId } from '../boot.ts'
import { readStat } from '../presence.ts'
import { createProcReader, errorCode } from '../proc-reader.ts'
import type { Invocations } from './ports.ts'
import { readAtMost } from './read-at-most.ts'

export interface InvocationsOptions {
  /** Instead of `/proc`. */
  readonly root?: string
  /** How many processes are remembered. */
  readonly most?: number
}

/** Linux allows 2 MiB for arguments and environment together, with the usual 8 MiB of stack. */
const mostEnvironmentBytes = 2 * 1024 * 1024

/** Null where it is forbidden, gone, or too long to be a real one; a zombie's is empty. */
function readInvocation(path: string): string | null {
  try {
    const { text, whole } = readAtMost(path, mostEnvironmentBytes)
    return whole ? parseInvocationId(text) : null
  } catch (error) {
    if (errorCode(error) === null) throw error
    return null
  }
}

/**
 * Which invocation started a process, out of its environment, which root and the process's owner
 * may read. It is evidence, no proof: a process can write over its environment, or be started with
 * somebody else's. What was read is remembered until the process executes another program: between
 * fork and exec it still shows its parent's. The oldest are forgotten first.
 */
export function createInvocations(options: InvocationsOptions = {}): Invocations {
  const { root = '/proc', most = 8192 } = options
  const reader = createProcReader(root)
  const boot = readBootId(reader)
  const known = new Map<string, { readonly execMark: string; readonly invocation: string }>()

  const statOf = (identity: ProcessIdentity): ProcStat | null => {
    const stat = identity.boot === boot ? readStat(reader, String(identity.pid)) : null
    const isHis = stat !== null && isKnown(stat) && stat.startTicks === identity.startTicks
    return isHis ? stat : null
  }

  const keep = (key: string, execMark: string, invocation: string): void => {
    known.delete(key)
    known.set(key, { execMark, invocation })
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
  }

  return {
    of(identity) {
      const key = identityKey(identity)
      const before = statOf(identity)
      const entry = known.get(key)
      if (before === null) return null
      if (entry?.execMark === before.execMark) return entry.invocation
      const invocation = readInvocation(`${root}/${identity.pid}/environ`)
      // Asked again: what was read may be of another process that has the pid now.
      if (invocation === null || statOf(identity)?.execMark !== before.execMark) return null
      keep(key, before.execMark, invocation)
      return invocation
    },
  }
}
