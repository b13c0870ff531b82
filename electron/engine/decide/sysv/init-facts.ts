import type { ChkconfigHeader, LockFileFact, LsbHeader } from '../../../../shared/init-script.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { PidFileVerdict } from '../../../../shared/service.ts'

/** What a look knows of an init script without running it. */
export interface InitFacts {
  readonly name: string
  readonly path: string
  /** Where a symbolic link leads, or null where it is none. */
  readonly leadsTo: string | null
  readonly header: LsbHeader | null
  readonly chkconfig: ChkconfigHeader | null
  /** The script says which program it starts, so that its processes can be found without a pid file. */
  readonly knowsProgram: boolean
  /** Whoever runs it is seen by its program: a wrapper is not, whose daemon runs something else. */
  readonly seesProgram: boolean
  /** Quiesce runs as root, and so does the script; else it runs with a plain user's rights. */
  readonly asRoot: boolean
  /** Labels of its case: start, stop, status … */
  readonly actions: readonly string[]
  /** Why it may not be run, or null. */
  readonly refusal: QuiesceError | null
  readonly pidFiles: readonly PidFileVerdict[]
  readonly lockFiles: readonly LockFileFact[]
  /** When the script itself sends SIGKILL, in seconds from its call; null where it does not. */
  readonly forcesAfter: { readonly seconds: number | null; readonly source: string } | null
}
