import type { Leftover, LeftoverKind } from '../../../../shared/leftovers.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { Holder, Holding } from './facts.ts'

interface Judged {
  /** After the kind in its id: the path, the number. */
  readonly key: string
  readonly label?: string
  readonly path?: string
  readonly proof: readonly string[]
  readonly keep: string | null
}

/** One leftover; a path is its own label. */
export const leftover = (kind: LeftoverKind, judged: Judged): Leftover => ({
  id: `${kind}:${judged.key}`,
  kind,
  label: judged.label ?? judged.key,
  path: judged.path ?? null,
  proof: judged.proof,
  keep: judged.keep,
})

/** "kamailio (4698), timer (4705) and 2 more". Pid 0 is somebody who cannot be seen. */
export function nameHolders(holders: readonly Holder[]): string {
  const named = holders.map(({ pid, name }) => (pid === 0 ? name : `${printable(name)} (${pid})`))
  if (named.length <= 3) return named.join(', ')
  return `${named.slice(0, 2).join(', ')} and ${named.length - 2} more`
}

/** Why a thing that only its holders could tell of stays, or null where nobody has it. */
export function keptByHolders({ by, unseen }: Holding, verb: string): string | null {
  if (by.length > 0) return `${nameHolders(by)} ${by.length === 1 ? 'has' : 'have'} it ${verb}.`
  const [first] = unseen
  if (first === undefined) return null
  const more = unseen.length > 1 ? ` and ${unseen.length - 1} more` : ''
  return `Only root can see what ${printable(first)}${more} ${unseen.length > 1 ? 'have' : 'has'} open.`
}
