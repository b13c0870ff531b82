/** A profile as lines to read: ways to stop, and files. */
import type { Profile, ProfileSignal } from '../../shared/profile.ts'

const ways = [
  { role: 'graceful', word: 'Gracefully' },
  { role: 'fast', word: 'Fast' },
  { role: 'abort', word: 'At once' },
] as const

export interface StopWay {
  readonly word: string
  readonly signals: readonly ProfileSignal[]
}

/** Its ways to stop, mildest first; those that it does not have are left out. */
export const stopWays = ({ signals }: Profile): readonly StopWay[] =>
  ways
    .map(({ role, word }) => ({ word, signals: signals.filter((one) => one.role === role) }))
    .filter((way) => way.signals.length > 0)

export interface FileLine {
  readonly word: string
  readonly paths: readonly string[]
  readonly basis: string
}

/** Where its files lie. Two families that agree are one line. */
export function profileFiles({ files }: Profile): readonly FileLine[] {
  const families = [
    { name: 'Debian', of: files.debian },
    { name: 'Red Hat', of: files.rhel },
  ]
  return (
    [
      ['Pid file', 'pid'],
      ['Lock file', 'lock'],
      ['Socket', 'socket'],
    ] as const
  ).flatMap(([word, kind]) => {
    const lines = families.flatMap(({ name, of }) => {
      const paths = of?.[kind] ?? []
      return of === undefined || paths.length === 0 ? [] : [{ name, paths, basis: of.basis }]
    })
    const [first, second] = lines
    if (first === undefined) return []
    const same = second !== undefined && first.paths.join('\n') === second.paths.join('\n')
    if (same || second === undefined) return [{ word, paths: first.paths, basis: first.basis }]
    return lines.map(({ name, paths, basis }) => ({ word: `${word}, ${name}`, paths, basis }))
  })
}

/** A vendor's command and what is remarked on it: `systemctl stop nginx: on Debian it sends QUIT`. */
export function splitCommand(text: string): { readonly command: string; readonly remark: string } {
  const at = text.indexOf(': ')
  return at === -1
    ? { command: text, remark: '' }
    : { command: text.slice(0, at), remark: text.slice(at + 2) }
}
