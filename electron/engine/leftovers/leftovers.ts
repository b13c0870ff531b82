/** Finds what a dead service left, and removes what is proven to be nobody's. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { CleanUpReport, Leftover, LeftoverList } from '../../../shared/leftovers.ts'
import type { Run } from '../../../shared/run.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { BeforeForce, LeftoverFacts } from '../decide/leftovers/facts.ts'
import { judgeLeftovers } from '../decide/leftovers/leftovers.ts'
import { findTidy } from '../decide/leftovers/tidy.ts'
import type { Look } from '../decide/observed.ts'
import { configuredFiles, isKnownPlace } from '../decide/sysv/leftovers.ts'
import type { StaleFile } from '../privilege/root-files.ts'
import type { GatherOf } from './gather.ts'
import { keepRoots } from './keep-roots.ts'
import { liesWhereItSays, type FileStamp } from './remove-file.ts'
import { removalOf } from './remove-thing.ts'

export interface LeftoverPorts {
  readonly by: string
  /** Reads what a look at this target needs. */
  prepare(target: string): Promise<void>
  /** A look at the service in a table of now. */
  look(target: string): Result<Look>
  liveRuns(): Promise<readonly Run[]>
  /** That run, or without an id the newest of this session that forced this target; null: none. */
  findRun(target: string, id: string | undefined): Promise<Run | null>
  /** What was read right before a run's force. */
  remembered(run: string): Promise<BeforeForce | null>
  gather(of: GatherOf): Promise<LeftoverFacts>
  /** The thing at a leftover's path now; null where it has none. Errors are words. */
  stamp(leftover: Leftover): Result<FileStamp | null, string>
  /** True where this user may take that name out of its folder. */
  mayRemove(stamp: FileStamp): boolean
  /** Removes a pid or lock file, where it has to be by root's helper; errors are words. */
  removeFile(file: StaleFile): Promise<Result<null, string>>
  /** Removes anything else; errors are words. */
  removeThing(
    target: string,
    thing: { readonly leftover: Leftover; readonly stamp: FileStamp | null },
  ): Promise<Result<null, string>>
  /** Has the system ask where one of these is root's to remove and somebody is there. */
  permit(stamps: readonly FileStamp[]): Promise<Result<unknown>>
  record(target: string, body: JournalBody): Promise<Result<unknown>>
  /** Whose rights these are; 0 is root's. */
  readonly uid: number
}

/** Of which service, and by the memory of which run. */
export interface LeftoverSearch {
  readonly target: string
  readonly run?: string | undefined
}

interface Found extends LeftoverList {
  readonly look: Look | null
}

/** Judges everything, or with `only` what has this path, by what is so now. */
async function judge(
  ports: LeftoverPorts,
  { target, run }: LeftoverSearch,
  only?: string,
): Promise<Result<Found>> {
  const past = await ports.findRun(target, run)
  const before = past === null ? null : await ports.remembered(past.id)
  const seen = ports.look(target)
  // A process that has gone cannot be looked at, and the run still knows what it was.
  if (!seen.ok && past === null) return seen
  const look = seen.ok ? seen.value : null
  const of = { look, run: past, before }
  const facts = await ports.gather(only === undefined ? of : { ...of, only })
  const leftovers = keepRoots(ports, target, judgeLeftovers(facts))
  return ok({ look, leftovers, tidy: findTidy(facts) })
}

/** What is left of a service, each with its proof or the reason to keep it, and what is tidy. */
export async function findLeftovers(
  ports: LeftoverPorts,
  search: LeftoverSearch,
): Promise<Result<LeftoverList>> {
  await ports.prepare(search.target)
  const found = await judge(ports, search)
  if (!found.ok) return found
  const { leftovers, tidy } = found.value
  return ok({ leftovers, tidy })
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
 * Removes those of these whose owner is proven dead in this very moment: what may go by a look at all
 * is written into the journal, judged again in a table of now, and removed only if it is still the
 * thing that was judged before. The rest is refused, each with the reason.
 */
export async function removeLeftovers(
  ports: LeftoverPorts,
  input: LeftoverSearch & { readonly ids: readonly string[] },
): Promise<Result<CleanUpReport>> {
  const { target } = input
  await ports.prepare(target)
  const first = await judge(ports, input)
  if (!first.ok) return first
  const observed = first.value.look?.observed
  const names = [target, observed?.target]
  const runs = await ports.liveRuns()
  if (runs.some((run) => names.includes(run.target))) return fail(busy(observed?.title ?? target))
  const ids = [...new Set(input.ids)]
  const permitted = await ports.permit(removableAmong(ports, first.value, ids))
  if (!permitted.ok) return permitted
  const removed: string[] = []
  const refused: { id: string; why: string }[] = []
  // Before the first of them goes: what is written or replaced from now on stays.
  const judged = ids.map((id) => pick(ports, first.value, id))
  for (const [at, id] of ids.entries()) {
    const one = judged[at] ?? fail('It is no leftover of this service.')
    const done = await removeOne(ports, input, { judged: one, call: at + 1 })
    if (!done.ok) return done
    if (done.value === null) removed.push(id)
    else refused.push({ id, why: done.value })
  }
  return ok({ removed, refused })
}

const isRecord = ({ kind }: Leftover): boolean => kind === 'pid-file' || kind === 'lock-file'

/** Pid and lock files that would go by what is known now: nobody is asked for what stays anyway. */
function removableAmong(
  ports: LeftoverPorts,
  found: Found,
  ids: readonly string[],
): readonly FileStamp[] {
  return found.leftovers
    .filter((one) => ids.includes(one.id) && isRecord(one))
    .flatMap((one) => {
      const stamp = ports.stamp(one)
      if (!stamp.ok || stamp.value === null) return []
      return whyKept(found, one, stamp.value) === null ? [stamp.value] : []
    })
}

/** Why this must stay, or null. */
function whyKept(found: Found, leftover: Leftover, stamp: FileStamp | null): string | null {
  if (leftover.keep !== null) return leftover.keep
  const { path } = leftover
  if (stamp === null || path === null) return null
  // A folder on the way may be a link that leads elsewhere.
  const real = `${stamp.folder}/${stamp.name}`
  if (!isRecord(leftover)) {
    return liesWhereItSays(path, stamp) ? null : `It lies in truth at ${printable(real)}.`
  }
  const configured = found.look === null ? [] : configuredFiles(found.look)
  return isKnownPlace(real, configured) || configured.includes(path)
    ? null
    : `It lies in truth at ${printable(real)}, outside the folders for such files.`
}

interface Judged {
  readonly leftover: Leftover
  readonly stamp: FileStamp | null
  readonly look: Look | null
}

const pathIn = (id: string): string => id.slice(id.indexOf(':') + 1)

/** One of these as it was judged, or as words why it stays. */
function pick(ports: LeftoverPorts, found: Found, id: string): Result<Judged, string> {
  const leftover = found.leftovers.find((one) => one.id === id)
  if (leftover === undefined) return fail('It is no leftover of this service.')
  const stamp = ports.stamp(leftover)
  if (!stamp.ok) return fail(asSentence(stamp.error))
  const kept = whyKept(found, leftover, stamp.value)
  return kept === null ? ok({ leftover, stamp: stamp.value, look: found.look }) : fail(kept)
}

/** The thing as it is in this moment, or as words why it stays. */
async function judgeOne(
  ports: LeftoverPorts,
  search: LeftoverSearch,
  id: string,
): Promise<Result<Judged, string>> {
  const found = await judge(ports, search, pathIn(id))
  return found.ok ? pick(ports, found.value, id) : fail(found.error.message)
}

/** Null where it was removed, else why it stays. An error only where the journal cannot be written. */
async function removeOne(
  ports: LeftoverPorts,
  search: LeftoverSearch,
  { judged, call }: { readonly judged: Result<Judged, string>; readonly call: number },
): Promise<Result<string | null>> {
  if (!judged.ok) return ok(judged.error)
  const { leftover } = judged.value
  const what = removalOf(leftover.kind)
  if (what === null) return ok('Nobody removes that from here.')
  const facts = { call, step: 0, what } as const
  const written = await ports.record(search.target, {
    kind: 'intent',
    ...facts,
    force: false,
    by: ports.by,
    targets: [],
    argv: [leftover.path ?? leftover.label],
  })
  if (!written.ok) return written
  const why = await removeJudged(ports, search, judged.value)
  const shown = printable(leftover.label)
  const detail = why === null ? `${shown} is removed.` : `${shown} stays: ${why}`
  await ports.record(search.target, { kind: 'result', ...facts, results: [], detail })
  return ok(why)
}

/** The disk may have taken its time: a daemon that came up meanwhile keeps what it has. */
async function removeJudged(
  ports: LeftoverPorts,
  search: LeftoverSearch,
  before: Judged,
): Promise<string | null> {
  const now = await judgeOne(ports, search, before.leftover.id)
  if (!now.ok) return now.error
  const { leftover, stamp, look } = now.value
  if (stamp?.key !== before.stamp?.key) return 'It was written or replaced a moment ago.'
  const gone =
    isRecord(leftover) && stamp !== null
      ? await ports.removeFile(staleFileOf(look, leftover, stamp))
      : await ports.removeThing(search.target, { leftover, stamp })
  return gone.ok ? null : asSentence(gone.error)
}

/** What root's helper is told of it, which trusts none of it. */
const staleFileOf = (look: Look | null, { kind }: Leftover, stamp: FileStamp): StaleFile => ({
  stamp,
  kind: kind === 'lock-file' ? 'lock-file' : 'pid-file',
  executable: look?.observed.configuration?.exe ?? null,
})
