/** Claims on other users' processes, where every Quiesce of this machine sees them: /run/quiesce. */
import { fail, ok, type QuiesceError } from '../../../shared/errors.ts'
import { identityKey, type ProcessIdentity } from '../../../shared/process.ts'
import { fitLine } from '../decide/privilege/claim-line.ts'
import type { IsOthers } from '../decide/privilege/needs.ts'
import type { Claim, ClaimRequest, Locks } from '../locks/locks.ts'
import type { RootLine } from '../parse/root-line.ts'
import { askRoot, type RootHelpers, type RootLink } from './ports.ts'

export interface SharedLocksOf {
  readonly own: Locks
  readonly helpers: RootHelpers
  readonly isOthers: IsOthers
  readonly door: string
  readonly nameOf: (uid: number) => string
}

/**
 * Claims as before, and beside them one by the root helper wherever another user's process is claimed
 * and permission is there; both are granted, or none. A helper that dies takes its claims back.
 */
export function createSharedLocks(of: SharedLocksOf): Locks {
  return {
    listClaims: () => of.own.listClaims(),
    async claim(request) {
      const own = await of.own.claim(request)
      const link = of.helpers.link('signals')
      const others = request.members.filter(of.isOthers)
      if (!own.ok || link === null || others.length === 0) return own
      const shared = new SharedClaim(of, link, request)
      const refusal = await shared.begin(others)
      if (refusal !== null) {
        await own.value.release()
        return fail(refusal)
      }
      return ok(joinClaims(own.value, shared, of.isOthers))
    },
  }
}

const joinClaims = (own: Claim, shared: SharedClaim, isOthers: IsOthers): Claim => ({
  run: own.run,
  async update(members) {
    const updated = await own.update(members)
    if (!updated.ok) return updated
    const refusal = await shared.add(members.filter(isOthers))
    return refusal === null ? updated : fail(refusal)
  },
  async release() {
    const released = await own.release()
    await shared.release()
    return released
  },
})

/** One claim of the root helper's. */
class SharedClaim {
  readonly #of: SharedLocksOf
  readonly #link: RootLink
  readonly #request: ClaimRequest
  readonly #added = new Set<string>()
  /** Of processes that it is about; the helper's word is that they were there. */
  readonly #handles: number[] = []

  constructor(of: SharedLocksOf, link: RootLink, request: ClaimRequest) {
    this.#of = of
    this.#link = link
    this.#request = request
  }

  /** Claims the service and its members, or nothing; why not, or null. */
  async begin(members: readonly ProcessIdentity[]): Promise<QuiesceError | null> {
    const { run, target, title } = this.#request
    const words = fitLine([run, this.#of.door, target, title])
    const answer = await askRoot(this.#link, 'claim', words)
    const refusal = this.#read(answer, 'claimed') ?? (await this.add(members))
    if (refusal !== null) await this.release()
    return refusal
  }

  /** Adds those that are not in it yet; who is gone by now needs no claim. */
  async add(members: readonly ProcessIdentity[]): Promise<QuiesceError | null> {
    for (const identity of members) {
      const key = identityKey(identity)
      if (this.#added.has(key)) continue
      this.#added.add(key)
      const opened = await askRoot(this.#link, 'open', [identity.pid, identity.startTicks])
      if (opened?.kind !== 'opened') continue
      this.#handles.push(opened.handle)
      const answer = await askRoot(this.#link, 'member', [this.#request.run, opened.handle])
      const refusal = this.#read(answer, 'added')
      if (refusal !== null) return refusal
    }
    return null
  }

  async release(): Promise<void> {
    const handles = this.#handles.splice(0)
    await Promise.all([
      askRoot(this.#link, 'release', [this.#request.run]),
      ...handles.map((handle) => askRoot(this.#link, 'close', [handle])),
    ])
  }

  /** Null where it was granted. A helper that has ended claims nothing, and forbids nothing. */
  #read(line: RootLine | null, wanted: 'claimed' | 'added'): QuiesceError | null {
    if (line === null || (line.kind === 'done' && line.word === wanted)) return null
    if (line.kind === 'busy') {
      const whose = { user: this.#of.nameOf(line.uid), door: Buffer.from(line.door).toString() }
      return refuseBusyElsewhere(this.#request.title, line.run, whose)
    }
    return {
      code: 'not-available',
      message: `The root helper could not claim ${this.#request.title}: another Quiesce might run against the same service.`,
      next: 'Look at /run/quiesce, then try again. Nothing was sent.',
      place: '/run/quiesce',
      cause: 'errorName' in line ? (line.errorName ?? line.kind) : line.kind,
    }
  }
}

/** Another Quiesce, whoever's, has it. */
const refuseBusyElsewhere = (
  title: string,
  run: string,
  { user, door }: { readonly user: string; readonly door: string },
): QuiesceError => ({
  code: 'busy',
  message: `${title} is in the hands of run ${run} (${user}, ${door}).`,
  next: 'Look at that run; try again when it has ended.',
  candidates: [run],
})
