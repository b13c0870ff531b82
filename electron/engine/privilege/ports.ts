/** What a plain user's engine wants of root's part; tests hand in fakes. */
import type { Result } from '../../../shared/errors.ts'
import type { PermissionState, PrivilegedAction } from '../../../shared/permission.ts'
import type { NoPermission } from '../decide/privilege/pkexec-answer.ts'
import type { RootHello, RootLine } from '../parse/root-line.ts'

/** A root helper of one role that lives and was granted. */
export interface RootLink {
  readonly action: PrivilegedAction
  readonly hello: RootHello
  /** Calls back in the order of the lines; null where it ended without an answer. */
  ask(
    word: string,
    more: readonly (number | string)[],
    answer: (line: RootLine | null) => void,
  ): void
  /** Lines that answer nothing, until the returned function is called. */
  onLine(listener: (line: RootLine) => void): () => void
  /** Calls back once when it has ended, or at once where it has. */
  onEnd(listener: (why: string) => void): void
  close(): Promise<void>
}

/** Whom the system may ask: nobody, a person with an agent of the desktop's, or at this terminal too. */
export type Asking = 'nobody' | 'agent' | 'terminal'

/** Starts a root helper: the system asks a person first. Given up when `leaving` is aborted. */
export type StartRootLink = (
  action: PrivilegedAction,
  how: { readonly asking: Exclude<Asking, 'nobody'>; readonly leaving: AbortSignal },
) => Promise<Result<RootLink, NoPermission>>

/** Root's part: one helper a role, asked for once, kept while it lives. */
export interface RootHelpers {
  state(): PermissionState
  /** The helper of this role, where permission is there. Asks nobody. */
  link(action: PrivilegedAction): RootLink | null
  /** Has the system ask where permission is not there yet; `no-permission` says why it was not had. */
  ask(action: PrivilegedAction, asking: Asking): Promise<Result<RootLink>>
  /** Gives back what was granted, and gives up a question under way. */
  drop(): Promise<void>
  /** Calls back at each change of `state`, until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** One request whose answer is waited for; null where the helper ended without one. */
export const askRoot = (
  link: RootLink,
  word: string,
  more: readonly (number | string)[],
): Promise<RootLine | null> =>
  new Promise((resolve) => {
    link.ask(word, more, resolve)
  })
