/** Claims on other users' processes, where every Quiesce of this machine sees them: /run/quiesce. */
import { fail, ok, type QuiesceError } from '../../../shared/errors.ts'
import { identityKey, sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
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

export interface SharedLocks extends Locks {
  /**
   * Before root signals this process: claims it again where another helper has come since. Why its
   * run may not have it signalled, or null; also null for what no run of ours is about.
   */
  renew(identity: ProcessIdentity): Promise<QuiesceError | null>
}

/**
 * Claims as before, and beside them one by the root helper wherever another user's process is claimed
 * and permission is there; both are granted, or none. A helper that ends takes its claims back: they
 * are made anew by the next one, before it is used.
 */
export function createSharedLocks(of: SharedLocksOf): SharedLocks {
  const live = new Set<SharedClaim>()
  return {
    listClaims: () => of.own.listClaims(),
    async claim(request) {
      const own = await of.own.claim(request)
      if (!own.ok) return own
      const shared = new SharedClaim(of, request)
      const refusal = await shared.follow(request.members)
      if (refusal !== null) {
        await shared.release()
        await own.value.release()
        return fail(refusal)
      }
      live.add(shared)
      const { update, release } = joinClaims(own.value, shared, request.members)
      return ok({
        run: request.run,
        update,
        release: () => {
          live.delete(shared)
          return release()
        },
      })
    },
    async renew(identity) {
      const refusals = await Promise.all(
        [...live].filter((claim) => claim.isAbout(identity)).map((claim) => claim.renew()),
      )
      return refusals.find((refusal) => refusal !== null) ?? null
    },
  }
}

/** Whether root may signal it; of many processes of one run the reason is recorded once. */
export function createClaimCheck(
  locks: Pick<SharedLocks, 'renew'>,
  record: (sentence: string) => void,
): (identity: ProcessIdentity) => Promise<boolean> {
  let told: string | null = null
  return async (identity) => {
    const refusal = await locks.renew(identity)
    if (refusal !== null && refusal.message !== told) {
      record(`Root was not asked to signal pid ${identity.pid}. ${refusal.message}`)
    }
    told = refusal?.message ?? null
    return refusal === null
  }
}

function joinClaims(
  own: Claim,
  shared: SharedClaim,
  members: readonly ProcessIdentity[],
): Pick<Claim, 'update' | 'release'> {
  let granted = members
  return {
    async update(wanted) {
      const updated = await own.update(wanted)
      if (!updated.ok) return updated
      const refusal = await shared.follow(wanted)
      if (refusal === null) {
        granted = wanted
        return updated
      }
      const back = await own.update(granted)
      return back.ok ? fail(refusal) : back
    },
    async release() {
      const released = await own.release()
      await shared.release()
      return released
    },
  }
}

/** One run's claim in the hands of whichever root helper lives now. */
class SharedClaim {
  readonly #of: SharedLocksOf
  readonly #request: ClaimRequest
  /** Where it lies; null where no helper has it. */
  #link: RootLink | null = null
  #members: readonly ProcessIdentity[] = []
  /** All members are in it. */
  #isWhole = false
  readonly #added = new Set<string>()
  /** Of processes that it is about; the helper's word is that they were there. */
  #handles: number[] = []
  /** One change at a time: a second one must not take the first one's half for the whole. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(of: SharedLocksOf, request: ClaimRequest) {
    this.#of = of
    this.#request = request
  }

  isAbout(identity: ProcessIdentity): boolean {
    return this.#members.some((member) => sameIdentity(member, identity))
  }

  /** It is about these now; on a refusal, why, and it stays about those from before. */
  follow(members: readonly ProcessIdentity[]): Promise<QuiesceError | null> {
    return this.#inTurn(async () => {
      const before = this.#members
      this.#members = members
      this.#isWhole = false
      const refusal = await this.#catchUp()
      if (refusal !== null) this.#members = before
      return refusal
    })
  }

  /** Makes it anew where the helper is another one by now; why it was refused, or null. */
  renew(): Promise<QuiesceError | null> {
    return this.#inTurn(() => this.#catchUp())
  }

  release(): Promise<void> {
    return this.#inTurn(async () => {
      this.#members = []
      await this.#letGo()
    })
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#last.then(change)
    this.#last = done
    return done
  }

  async #catchUp(): Promise<QuiesceError | null> {
    const link = this.#of.helpers.link('signals')
    if (link === null || (this.#isWhole && link === this.#link)) return null
    const others = this.#members.filter(this.#of.isOthers)
    if (others.length === 0) return null
    const isNew = link !== this.#link
    const refusal = (isNew ? await this.#begin(link) : null) ?? (await this.#add(link, others))
    if (refusal !== null && isNew) await this.#letGo()
    this.#isWhole = refusal === null
    return refusal
  }

  /** Claims the service; why not, or null. */
  #begin(link: RootLink): Promise<QuiesceError | null> {
    this.#link = link
    this.#added.clear()
    this.#handles = []
    const { run, target, title } = this.#request
    return this.#ask(link, 'claimed', ['claim', ...fitLine([run, this.#of.door, target, title])])
  }

  /** Adds those that are not in it yet; who is gone by now needs no claim. */
  async #add(link: RootLink, members: readonly ProcessIdentity[]): Promise<QuiesceError | null> {
    for (const identity of members) {
      const key = identityKey(identity)
      if (this.#added.has(key)) continue
      const opened = await askRoot(link, 'open', [identity.pid, identity.startTicks])
      if (opened?.kind !== 'opened') continue
      this.#handles.push(opened.handle)
      const refusal = await this.#ask(link, 'added', ['member', this.#request.run, opened.handle])
      if (refusal !== null) return refusal
      this.#added.add(key)
    }
    return null
  }

  async #letGo(): Promise<void> {
    const link = this.#link
    if (link === null) return
    this.#link = null
    await Promise.all([
      askRoot(link, 'release', [this.#request.run]),
      ...this.#handles.splice(0).map((handle) => askRoot(link, 'close', [handle])),
    ])
  }

  async #ask(
    link: RootLink,
    wanted: 'claimed' | 'added',
    [word, ...more]: readonly [string, ...(string | number)[]],
  ): Promise<QuiesceError | null> {
    return this.#read(await askRoot(link, word, more), wanted)
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
