/**
 * Locks, so that two Quiesces never run against one service, however each names it: a claim lists the
 * processes it is about, and two claims that share one exclude each other.
 *
 * Each writes its own claim first and reads the others' then. Of two that try at once at least one
 * sees the other, so both can never be granted; who sees another that is still trying takes its claim
 * back and tries again a little later.
 */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
import { errnoOf } from '../errno.ts'
import {
  claimFileName,
  isClaimFileName,
  readClaims,
  readOthersClaims,
  removeClaim,
  writeClaim,
  type ClaimRecord,
  type FoundClaim,
} from './claim-files.ts'
import { refuseBusy, refuseFolder, refuseReleased } from './words.ts'
import { isShared, makePrivateFolder } from '../private-folder.ts'

export interface LockOptions {
  /** `Folders.runtime`; made with mode 0700 at the first claim, root's with 0755. */
  readonly folder: string
  /** Where root's claims lie, which only forbid: nothing is written there. */
  readonly alsoRead?: string | null
  readonly me: {
    readonly identity: ProcessIdentity
    readonly user: string
    readonly door: string
  }
  /** True unless it is proven that this process is gone (another boot, another start time). */
  readonly isAlive: (identity: ProcessIdentity) => boolean
  readonly uid?: number
  /** Milliseconds since the epoch. */
  readonly wall?: () => number
  /** Waits so many milliseconds before the next try. */
  readonly wait?: (ms: number) => Promise<void>
  /** From 0 to below 1. */
  readonly random?: () => number
}

export interface ClaimRequest {
  readonly run: string
  readonly target: string
  readonly title: string
  readonly members: readonly ProcessIdentity[]
}

/** A granted claim. It lasts until it is released or this process is gone. */
export interface Claim {
  readonly run: string
  /**
   * Says which processes the run is about now. Refused as `busy` where another run has one of them;
   * the list from before stays in force then.
   */
  update(members: readonly ProcessIdentity[]): Promise<Result<null>>
  release(): Promise<Result<null>>
}

/** A claim as others see it. */
export interface ClaimView {
  readonly run: string
  readonly target: string
  readonly title: string
  readonly owner: ClaimRecord['owner']
  /** True for a claim of this process. */
  readonly here: boolean
  readonly members: readonly ProcessIdentity[]
  /** Wall clock, milliseconds. */
  readonly at: number
}

export interface Locks {
  /** Grants the claim, or refuses it as `busy` and says whose run has the service. */
  claim(request: ClaimRequest): Promise<Result<Claim>>
  /** Held claims of every living Quiesce that uses this folder. */
  listClaims(): Promise<Result<ClaimView[]>>
}

const tries = 12
const longestWaitMs = 400

/** Opens the locks. Nothing is written before the first claim. */
export function createLocks(options: LockOptions): Locks {
  const { folder, me, isAlive } = options
  const uid = options.uid ?? process.getuid?.() ?? 0
  const files = new Set<string>()
  return {
    async claim(request) {
      const made = makePrivateFolder(folder, uid)
      if (!made.ok) return made
      const file = claimFileName(request.run, me.identity)
      if (!isClaimFileName(file)) return fail(refuseFolder(folder, `"${file}" is no claim's name`))
      const record: ClaimRecord = {
        v: 1,
        state: 'trying',
        run: request.run,
        target: request.target,
        title: request.title,
        owner: { identity: me.identity, user: me.user, door: me.door },
        members: [...request.members],
        at: (options.wall ?? Date.now)(),
      }
      // One name a run and process: a second claim of the same run here would overwrite the first.
      if (files.has(file)) {
        const own: FoundClaim = { file, run: request.run, owner: me.identity, record }
        return fail(refuseBusy(request.title, own))
      }
      files.add(file)
      const granted = await tryClaim(options, file, record)
      if (!granted.ok) files.delete(file)
      return granted.ok ? ok(claimOf(options, file, granted.value, files)) : granted
    },
    async listClaims() {
      try {
        const found = await readClaims(folder, isAlive)
        return ok(found.flatMap((claim) => viewClaim(claim, me.identity)))
      } catch (error) {
        return errnoOf(error) === 'ENOENT' ? ok([]) : fail(refuseFolder(folder, error))
      }
    },
  }
}

async function tryClaim(
  options: LockOptions,
  file: string,
  record: ClaimRecord,
): Promise<Result<ClaimRecord>> {
  const { folder, random = Math.random, wait = waitFor } = options
  try {
    let rival: FoundClaim | null = null
    for (let tried = 0; tried < tries; tried++) {
      await write(options, file, record)
      rival = await findRival(options, file, record)
      if (rival === null) {
        const held: ClaimRecord = { ...record, state: 'held' }
        await write(options, file, held)
        return ok(held)
      }
      await removeClaim(folder, file)
      if (isHeld(rival)) break
      await wait(5 + random() * Math.min(longestWaitMs, 10 * 2 ** tried))
    }
    return fail(rival === null ? refuseFolder(folder, 'no try') : refuseBusy(record.title, rival))
  } catch (error) {
    // The failure that brought us here is the one to report.
    await removeClaim(folder, file).catch(() => undefined)
    return fail(refuseFolder(folder, error))
  }
}

/** Root's claims can be read by all: a plain user's Quiesce has to see them. */
function write(
  { folder, uid = process.getuid?.() ?? 0 }: LockOptions,
  file: string,
  record: ClaimRecord,
): Promise<void> {
  return writeClaim(folder, file, record, isShared(folder, uid) ? 0o644 : 0o600)
}

/** Another living claim on the same service. One that cannot be read may be about anything. */
async function findRival(
  { folder, alsoRead = null, isAlive }: LockOptions,
  file: string,
  record: ClaimRecord,
): Promise<FoundClaim | null> {
  const roots = alsoRead === null ? [] : await readOthersClaims(alsoRead, isAlive)
  // Our own claim may lie there, too, under the same name: the root helper wrote it.
  const claims = [...(await readClaims(folder, isAlive)), ...roots]
  const others = claims.filter((claim) => claim.file !== file)
  const rivals = others.filter(({ record: other }) => other === null || overlap(record, other))
  // A held one decides at once; a trying one may still give way.
  return rivals.find(isHeld) ?? rivals[0] ?? null
}

const overlap = (a: ClaimRecord, b: ClaimRecord): boolean =>
  a.target === b.target ||
  a.run === b.run ||
  a.members.some((mine) => b.members.some((theirs) => sameIdentity(mine, theirs)))

/** Tells an expected refusal from a system error on the way out of a change. */
class BusyError extends Error {
  readonly error: QuiesceError
  constructor(error: QuiesceError) {
    super(error.message)
    this.error = error
  }
}

function claimOf(
  options: LockOptions,
  file: string,
  granted: ClaimRecord,
  files: Set<string>,
): Claim {
  const { folder } = options
  let record = granted
  let released = false
  let last: Promise<unknown> = Promise.resolve()
  // One change at a time: the second must not write between the first one's write and look.
  const inTurn = (change: () => Promise<void>): Promise<Result<null>> => {
    const done = last.then(async (): Promise<Result<null>> => {
      try {
        await change()
        return ok(null)
      } catch (error) {
        return fail(error instanceof BusyError ? error.error : refuseFolder(folder, error))
      }
    })
    last = done
    return done
  }
  return {
    run: granted.run,
    update: (members) =>
      inTurn(async () => {
        if (released) throw new BusyError(refuseReleased(record.run))
        record = await changeMembers(options, file, record, members)
      }),
    release: () =>
      inTurn(async () => {
        released = true
        await removeClaim(folder, file)
        files.delete(file)
      }),
  }
}

/** Writes the new members, then looks: who tries meanwhile sees a held claim and gives way. */
async function changeMembers(
  options: LockOptions,
  file: string,
  record: ClaimRecord,
  members: readonly ProcessIdentity[],
): Promise<ClaimRecord> {
  const { wait = waitFor } = options
  const wanted: ClaimRecord = { ...record, members: [...members] }
  await write(options, file, wanted)
  let rival = await findRival(options, file, wanted)
  for (let tried = 0; tried < tries && rival !== null && !isHeld(rival); tried++) {
    await wait(10)
    rival = await findRival(options, file, wanted)
  }
  if (rival === null) return wanted
  await write(options, file, record)
  throw new BusyError(refuseBusy(record.title, rival))
}

const isHeld = (claim: FoundClaim): boolean => claim.record?.state === 'held'

function viewClaim({ record }: FoundClaim, me: ProcessIdentity): ClaimView[] {
  if (record?.state !== 'held') return []
  const { run, target, title, owner, members, at } = record
  return [{ run, target, title, owner, members, at, here: sameIdentity(owner.identity, me) }]
}

const waitFor = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
