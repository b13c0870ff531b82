import type { PidFileVerdict } from '../../../../shared/service.ts'
import { judgePidFile, type PidFileFacts } from '../pid-file-verdict.ts'
import type { ExecutableWanted } from '../runs-executable.ts'
import type { Table } from '../table.ts'

export interface DeclaredWanted {
  /** Any of these; what is no binary is a wrapper, whose daemon runs something else. */
  readonly executables: readonly (ExecutableWanted & { readonly binary: boolean })[]
  readonly user: string | null
}

/**
 * Judges a pid file that a script declares. Its process may run any of the script's programs; a
 * program that is itself a script may have become another one, so that only the file's age counts.
 */
export function judgeDeclaredPidFile(
  path: string,
  facts: PidFileFacts,
  table: Table,
  { executables, user }: DeclaredWanted,
): PidFileVerdict {
  const judge = (exe: ExecutableWanted | null): PidFileVerdict =>
    judgePidFile(path, facts, table, { exe, user })
  const verdicts = executables.map(judge)
  const trusted = verdicts.find(({ verdict }) => verdict === 'trusted')
  if (trusted) return trusted
  const [first] = verdicts
  const isSure = executables.length > 0 && executables.every(({ binary }) => binary)
  return first !== undefined && isSure ? first : judge(null)
}
