/** Whether a script may be run: root runs only what nobody else could have written. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import { printable } from '../../../../shared/wording/numbers.ts'

/** One thing on the way to a script, symbolic links included, in the order in which it is reached. */
export interface PathStep {
  readonly path: string
  readonly kind: 'folder' | 'link' | 'file' | 'other'
  readonly uid: number
  /** The low twelve bits. */
  readonly mode: number
}

/** What was found on the way to a script. */
export type ScriptPath =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** `end` is where the last link led. */
  | { readonly kind: 'found'; readonly steps: readonly PathStep[]; readonly end: string }

const groupMayWrite = 0o020
const othersMayWrite = 0o002
const anyMayExecute = 0o111

const refuse = (message: string, next: string): QuiesceError => ({
  code: 'untrusted-script',
  message,
  next,
})

const mend = (path: string): string =>
  `Make it root's alone (\`chown root: ${path}\`, \`chmod go-w ${path}\`) once you know what it does, or stop the process itself as \`pid:N\`.`

/** Who beside root and the person could have changed what stands there; null where nobody could. */
function foreignWriter(step: PathStep, uid: number): string | null {
  if (step.uid !== 0 && step.uid !== uid)
    return `${printable(step.path)} belongs to user ${step.uid}`
  // The bits of a link mean nothing; its folder decides (symlink(7)).
  if (step.kind === 'link') return null
  if ((step.mode & othersMayWrite) !== 0) return `every user may write ${printable(step.path)}`
  // A person's own group is often a person's own alone; root's scripts have no such excuse.
  if ((step.mode & groupMayWrite) !== 0 && (uid === 0 || step.uid === 0)) {
    return `the group of ${printable(step.path)} may write it`
  }
  return null
}

const sticky = 0o1000

/** Others may put something into a sticky folder, but not replace what is not theirs (inode(7)). */
const isShared = ({ kind, mode, uid }: PathStep, own: number): boolean =>
  kind === 'folder' && (mode & sticky) !== 0 && (uid === 0 || uid === own)

/**
 * True where nobody but root and the user `uid` could have written what the script says. The text of
 * any other could name whose pid file and program it likes, and is not even looked at.
 */
export const mayBelieve = (found: ScriptPath, uid: number): boolean =>
  found.kind === 'found' &&
  found.steps.every((step) => foreignWriter(step, uid) === null || isShared(step, uid))

/**
 * Why the script must not be run by the user `uid`, or null. Refused: what is no plain executable
 * file, and what anybody but root and that user could have written, in the file itself or in any
 * folder on the way, those of symbolic links included.
 */
export function refuseScript(path: string, found: ScriptPath, uid: number): QuiesceError | null {
  const shown = printable(path)
  if (found.kind === 'missing') {
    return refuse(`${shown} is not there.`, 'Look with `ls -l /etc/init.d` at the scripts.')
  }
  if (found.kind === 'unreadable') {
    const next = 'Look at it as root, or run Quiesce as root.'
    return refuse(`Nobody can tell who could have written ${shown}: ${found.why}.`, next)
  }
  const last = found.steps.at(-1)
  if (last?.kind !== 'file') {
    return refuse(`${shown} is no plain file.`, 'Look with `ls -l` at what lies there.')
  }
  for (const step of found.steps) {
    const writer = foreignWriter(step, uid)
    if (writer === null) continue
    const who = uid === 0 ? 'root' : 'you'
    const message = `${shown} is not run: ${writer}, so that somebody else could decide what ${who} ${uid === 0 ? 'runs' : 'run'}.`
    return refuse(message, mend(printable(step.path)))
  }
  if ((last.mode & anyMayExecute) === 0) {
    return refuse(
      `${shown} may not be executed.`,
      `It was switched off perhaps; else \`chmod +x ${printable(last.path)}\`.`,
    )
  }
  return null
}
