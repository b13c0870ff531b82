import type { ProcessIdentity } from '../../../../shared/process.ts'

/** What is longer is told apart by a digest: a cgroup's path, a unit of 255 letters, very many pids. */
const longest = 200

/** FNV-1a, 32 bits: tells lists apart, and hides nothing from anybody. */
function digest(text: string, seed: number): string {
  let hash = seed
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}

/** A process as an id names it: the start time tells a pid that was used again. */
export const pinOf = ({ pid, startTicks }: ProcessIdentity): string => `${pid}@${startTicks}`

/**
 * The id of a remedy, out of all that it acts on: a decision names what a person read, and a newer
 * diagnosis that means somebody else has no remedy of that id.
 */
export function actId(kind: string, on: readonly string[]): string {
  const text = [...on].sort().join(',')
  if (kind.length + text.length < longest) return `${kind}:${text}`
  return `${kind}:${on.length}:${digest(text, 0x811c9dc5)}${digest(text, 0x1000193)}`
}

/** The id of what nobody decides here: shown, and compared between looks. */
export const handId = (on: string): string => actId('by-hand', [on])
