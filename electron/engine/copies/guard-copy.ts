/** Asks before a start whether it would be a second copy. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { identityKey } from '../../../shared/process.ts'
import type { Observed } from '../decide/observed.ts'
import { overrodeSecondCopy, refuseSecondCopy } from '../decide/second-copy.ts'

export interface GuardPorts {
  readonly by: string
  /** What holds a start of this back, in words; absent where nobody can tell. */
  readonly findHolds?: (observed: Observed, stopsFirst: boolean) => Promise<readonly string[]>
  record(target: string, body: JournalBody): Promise<Result<unknown>>
}

/**
 * True where it is started beside what holds it, which a person confirmed and the journal then says;
 * false where nothing holds it. Else `needs-consent`. `stopsFirst`: asked for a restart, of what its
 * stop will not end.
 */
export async function guardCopy(
  ports: GuardPorts,
  observed: Observed,
  confirmed: boolean,
  stopsFirst = false,
): Promise<Result<boolean>> {
  const holds = (await ports.findHolds?.(observed, stopsFirst)) ?? []
  const refusal = refuseSecondCopy(observed.title, holds)
  if (refusal === null) return ok(false)
  if (!confirmed) return fail(refusal)
  const sentence = overrodeSecondCopy(ports.by, observed.title, holds)
  const written = await ports.record(observed.target, { kind: 'notice', sentence })
  return written.ok ? ok(true) : written
}

/** The same look without those who were there before: whoever is started beside them is new. */
export function withoutEarlier<T extends { observe(target: string): Result<Observed> }>(
  ports: T,
  before: Observed,
): T {
  const known = new Set(before.members.map(({ identity }) => identityKey(identity)))
  return {
    ...ports,
    observe: (target) => {
      const seen = ports.observe(target)
      if (!seen.ok) return seen
      const members = seen.value.members.filter((m) => !known.has(identityKey(m.identity)))
      return ok({ ...seen.value, members })
    },
  }
}
