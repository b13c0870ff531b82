/** Finds what a dead service left, and removes what is proven to be nobody's. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { CleanUpReport, Leftover } from '../../../shared/leftovers.ts'
import type { Run } from '../../../shared/run.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { Look } from '../decide/observed.ts'
import { decideLeftovers, configuredFiles, isKnownPlace } from '../decide/sysv/leftovers.ts'
import type { StaleFile } from '../privilege/root-files.ts'
import type { FileStamp } from './remove-file.ts'

export interface LeftoverPorts {
  readonly by: string
  /** Reads what a look at this target needs. */
  prepare(target: string): Promise<void>
  /** A look at the service in a table of now. */
  look(target: string): Result<Look>
  liveRuns(): Promise<readonly Run[]>
  stamp(path: string): Result<FileStamp, string>
  /** Removes it, where it has to be by root's helper; errors are words. */
  remove(file: StaleFile): Promise<Result<null, string>>
  /** Has the system ask where one of these is root's to remove and somebody is there. */
  permit(stamps: readonly FileStamp[]): Promise<Result<unknown>>
  record(target: string, body: JournalBody): Promise<Result<unknown>>
}

/** Of which service, and by the memory of which run. */
export interface LeftoverSearch {
  readonly target: string
  readonly run?: string | undefined
}

/** Pid and lock files that are left of a service, each with its proof or the reason to keep it. */
export async function findLeftovers(
  ports: LeftoverPorts,
  { target }: LeftoverSearch,
): Promise<Result<readonly Leftover[]>> {
  await ports.prepare(target)
  const look = ports.look(target)
  return look.ok ? ok(decideLeftovers(look.value)) : look
}

/** Words of remove-file.ts as a sentence. */
const asSentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`

const busy = (title: string): QuiesceError => ({
  code: 'busy',
  message: `A run is under way for ${title}: what is left is known when it has ended.`,
  next: 'Wait for its end, then look again.',
})

/**
 * Removes those of these files whose owner is proven dead in this very moment: each is looked at,
 * judged again in a table of now, written into the journal, and removed only if it is still the
 * file that was judged. The rest is refused, each with the reason.
 */
export async function removeLeftovers(
  ports: LeftoverPorts,
  input: LeftoverSearch & { readonly ids: readonly string[] },
): Promise<Result<CleanUpReport>> {
  const { target, ids } = input
  await ports.prepare(target)
  const first = ports.look(target)
  if (!first.ok) return first
  const runs = await ports.liveRuns()
  if (runs.some((run) => run.target === first.value.observed.target)) {
    return fail(busy(first.value.observed.title))
  }
  const permitted = await ports.permit(removableAmong(ports, first.value, ids))
  if (!permitted.ok) return permitted
  const removed: string[] = []
  const refused: { id: string; why: string }[] = []
  for (const [at, id] of [...new Set(ids)].entries()) {
    const done = await removeOne(ports, { target, id, call: at + 1 })
    if (!done.ok) return done
    if (done.value === null) removed.push(id)
    else refused.push({ id, why: done.value })
  }
  return ok({ removed, refused })
}

/** Those that would go by what is known now: nobody is asked for what stays anyway. */
function removableAmong(
  ports: LeftoverPorts,
  look: Look,
  ids: readonly string[],
): readonly FileStamp[] {
  return ids.flatMap((id) => {
    const stamp = ports.stamp(pathOf(id))
    return stamp.ok && whyKept(ok(look), id, stamp.value) === null ? [stamp.value] : []
  })
}

const pathOf = (id: string): string => id.slice(id.indexOf(':') + 1)

/** Why this file must stay, or null: judged from scratch. */
function whyKept(look: Result<Look>, id: string, stamp: FileStamp): string | null {
  if (!look.ok) return look.error.message
  const path = pathOf(id)
  const found = decideLeftovers(look.value).find((one) => one.id === id)
  if (found === undefined) return 'It is no leftover of this service.'
  if (found.keep !== null) return found.keep
  // A folder on the way may be a link that leads out of the folders for such files.
  const real = `${stamp.folder}/${stamp.name}`
  const configured = configuredFiles(look.value)
  return isKnownPlace(real, configured) || configured.includes(path)
    ? null
    : `It lies in truth at ${printable(real)}, outside the folders for such files.`
}

/** What root's helper is told of it, which trusts none of it. */
function staleFileOf(look: Result<Look>, id: string, stamp: FileStamp): StaleFile {
  const executable = look.ok ? (look.value.observed.configuration?.exe ?? null) : null
  return { stamp, kind: id.startsWith('lock-file:') ? 'lock-file' : 'pid-file', executable }
}

/** Null where it was removed, else why it stays. An error only where the journal cannot be written. */
async function removeOne(
  ports: LeftoverPorts,
  of: { readonly target: string; readonly id: string; readonly call: number },
): Promise<Result<string | null>> {
  const { target, id, call } = of
  const path = pathOf(id)
  const stamp = ports.stamp(path)
  if (!stamp.ok) return ok(asSentence(stamp.error))
  const kept = whyKept(ports.look(target), id, stamp.value)
  if (kept !== null) return ok(kept)
  const facts = { call, step: 0, what: 'remove-file' } as const
  const written = await ports.record(target, {
    kind: 'intent',
    ...facts,
    force: false,
    by: ports.by,
    targets: [],
    argv: [path],
  })
  if (!written.ok) return written
  // The disk may have taken its time: a daemon that came up meanwhile keeps its file.
  const now = ports.look(target)
  const keptNow = whyKept(now, id, stamp.value)
  const gone = keptNow === null ? await ports.remove(staleFileOf(now, id, stamp.value)) : null
  const why = keptNow ?? (gone?.ok === false ? asSentence(gone.error) : null)
  const shown = printable(path)
  const detail = why === null ? `${shown} is removed.` : `${shown} stays: ${why}`
  await ports.record(target, { kind: 'result', ...facts, results: [], detail })
  return ok(why)
}
