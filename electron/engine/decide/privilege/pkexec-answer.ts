/** Why root's part was not had, as pkexec(1) tells it. */

/** Each is something else that a person can do about it. */
export type NoPermissionKind =
  /** The person closed the dialog. */
  | 'dismissed'
  /** A rule or a wrong password said no. */
  | 'denied'
  /** Nobody is there whom polkit could ask. */
  | 'no-agent'
  | 'no-polkit'
  | 'not-installed'
  /** It started, and cannot serve. */
  | 'broken'

export interface NoPermission {
  readonly kind: NoPermissionKind
  /** What was said, as words without a full stop. */
  readonly why: string
}

/** How pkexec ended before the helper said a word. */
export interface PkexecEnding {
  readonly status: number | null
  /** The system's code where it could not be started. */
  readonly code: string | null
  /** Its standard error. */
  readonly said: string
  readonly why: string
}

/** pkexec.c of polkit 0.105 to 126 says these in English, whatever the locale. */
const sentences: readonly (readonly [RegExp, NoPermissionKind])[] = [
  [/No authentication agent found|Error creating textual authentication agent/, 'no-agent'],
  [/Error getting authority|Could not connect|No such file or directory/, 'no-polkit'],
  [/Error checking for authorization/, 'no-polkit'],
  [/Not authorized/, 'denied'],
]

/** The last line that says something, without what polkit says of an incident. */
const lastWords = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.trim().replace(/\.$/, ''))
    .filter((line) => line !== '' && !line.startsWith('This incident has been reported'))
    .at(-1) ?? ''

/**
 * 126: "not authorized … because the user dismissed the authentication dialog"; 127: it could not be
 * obtained for another reason (pkexec(1), RETURN VALUE). Every other status is the helper's own.
 */
export function readPkexecEnding({ status, code, said, why }: PkexecEnding): NoPermission {
  if (code === 'ENOENT') return { kind: 'no-polkit', why: 'pkexec is not installed' }
  if (code !== null) return { kind: 'broken', why }
  const words = lastWords(said)
  if (status === 126) return { kind: 'dismissed', why: words === '' ? 'dismissed' : words }
  if (status !== 127) return { kind: 'broken', why }
  const known = sentences.find(([shape]) => shape.test(said))
  return { kind: known?.[1] ?? 'broken', why: words === '' ? why : words }
}
