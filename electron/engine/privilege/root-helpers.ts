/** Root's part for the length of a session: asked for once a role, kept, given back. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import {
  privilegedActions,
  type PermissionState,
  type PrivilegedAction,
} from '../../../shared/permission.ts'
import type { NoPermission } from '../decide/privilege/pkexec-answer.ts'
import {
  actionWords,
  describePermission,
  nobodyToAsk,
  refusePermission,
} from '../decide/privilege/refusals.ts'
import type { Asking, RootHelpers, RootLink, StartRootLink } from './ports.ts'

export interface RootHelpersOf {
  /** Quiesce itself is root: nothing has to be asked. */
  readonly root: boolean
  readonly start: StartRootLink
  /** Why there is nothing to be asked, whatever anybody wants: not installed, no polkit; or null. */
  readonly whyNever: () => NoPermission | null
  /** Wall clock, milliseconds. */
  readonly wall: () => number
  /** A sentence for the journal. */
  readonly record: (sentence: string) => void
}

interface Granted {
  readonly link: RootLink
  readonly since: number
}

type Kind = PermissionState['kind']
/** What the last try says of the next one. */
const kindsOfTrouble: Partial<Record<NoPermission['kind'], Kind>> = {
  'no-agent': 'no-agent',
  'no-polkit': 'no-polkit',
  'not-installed': 'not-installed',
}

/** Asked anew each time: it changes behind an `await`. */
const hasLeft = (leaving: AbortSignal): boolean => leaving.aborted

/** Opens nothing and asks nobody before somebody asks for something. */
export const createRootHelpers = (of: RootHelpersOf): RootHelpers => new SessionHelpers(of)

class SessionHelpers implements RootHelpers {
  readonly #of: RootHelpersOf
  readonly #granted = new Map<PrivilegedAction, Granted>()
  readonly #listeners = new Set<() => void>()
  /** Questions under way: whoever wants the same thing waits for the same answer. */
  readonly #open = new Map<PrivilegedAction, Promise<Result<RootLink>>>()
  #asking: PrivilegedAction | null = null
  #lastTrouble: NoPermission | null = null
  #leaving = new AbortController()
  /** One question at a time: two dialogs at once are a riddle. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(of: RootHelpersOf) {
    this.#of = of
  }

  state(): PermissionState {
    const never = this.#of.root ? null : this.#of.whyNever()
    const trouble = never ?? this.#lastTrouble
    const kind = this.#of.root ? 'root' : ((trouble && kindsOfTrouble[trouble.kind]) ?? 'can-ask')
    return {
      kind,
      why: describePermission(kind, trouble?.why ?? null),
      granted: privilegedActions.flatMap((action) => {
        const granted = this.#granted.get(action)
        return granted ? [{ action, since: granted.since }] : []
      }),
      asking: this.#asking,
    }
  }

  link(action: PrivilegedAction): RootLink | null {
    return this.#granted.get(action)?.link ?? null
  }

  async ask(action: PrivilegedAction, asking: Asking): Promise<Result<RootLink>> {
    const granted = this.link(action)
    if (granted) return ok(granted)
    if (asking === 'nobody') return fail(nobodyToAsk(action))
    const never = this.#of.whyNever()
    if (never) return fail(refusePermission(action, never))
    const open = this.#open.get(action)
    if (open) return open
    const { signal } = this.#leaving
    const asked = this.#last.then(() => this.#askNow(action, asking, signal))
    this.#last = asked
    this.#open.set(action, asked)
    try {
      return await asked
    } finally {
      this.#open.delete(action)
    }
  }

  async drop(): Promise<void> {
    this.#leaving.abort()
    this.#leaving = new AbortController()
    const links = [...this.#granted.values()].map(({ link }) => link)
    const names = [...this.#granted.keys()].map((action) => actionWords[action])
    this.#granted.clear()
    if (names.length > 0) {
      this.#of.record(`Permission was given back: to ${names.join(', to ')}.`)
      this.#tell()
    }
    await Promise.all([...links.map((link) => link.close()), this.#last])
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #askNow(
    action: PrivilegedAction,
    asking: Exclude<Asking, 'nobody'>,
    leaving: AbortSignal,
  ): Promise<Result<RootLink>> {
    if (hasLeft(leaving)) {
      return fail(refusePermission(action, { kind: 'dismissed', why: 'given up' }))
    }
    this.#asking = action
    this.#tell()
    const started = await this.#of.start(action, { asking, leaving })
    this.#asking = null
    this.#lastTrouble = started.ok ? null : started.error
    if (!started.ok) {
      const error = refusePermission(action, started.error)
      this.#of.record(error.message)
      this.#tell()
      return fail(error)
    }
    const link = started.value
    if (hasLeft(leaving)) {
      await link.close()
      return fail(refusePermission(action, { kind: 'dismissed', why: 'given up' }))
    }
    this.#keep(link)
    return ok(link)
  }

  #keep(link: RootLink): void {
    const { action } = link
    this.#granted.set(action, { link, since: this.#of.wall() })
    this.#of.record(`Permission was granted: to ${actionWords[action]}.`)
    link.onEnd((why) => {
      // Given back, it is no longer here: its end is no news.
      if (this.#granted.get(action)?.link !== link) return
      this.#granted.delete(action)
      this.#of.record(`Permission has ended: to ${actionWords[action]}; ${why}.`)
      this.#tell()
    })
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
