/** Root's helper held in a test's hand: what it was asked, and what it answers. */
import type { NoPermission } from '../../electron/engine/decide/privilege/pkexec-answer.ts'
import type { RootHelpers, RootLink } from '../../electron/engine/privilege/ports.ts'
import type { RootHello, RootLine } from '../../electron/engine/parse/root-line.ts'
import { refusePermission } from '../../electron/engine/decide/privilege/refusals.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { PermissionState, PrivilegedAction } from '../../shared/permission.ts'

type Without<T> = T extends { readonly request: number } ? Omit<T, 'request'> : T
/** An answer without its number. */
export type Answer = Without<RootLine>

export const helloOf = (role: PrivilegedAction): RootHello => ({
  kind: 'root-hello',
  version: 1,
  role,
  pidfd: true,
  inode: true,
  boot: 'boot-1',
  uid: 1000,
})

/** One helper. It answers by `answers`; without one there, it is silent until `end`. */
export class FakeRootLink implements RootLink {
  readonly hello: RootHello
  readonly asked: string[] = []
  /** By the request's words, or by its first word; the last of several stays. */
  readonly answers = new Map<string, Answer[]>()
  closed = false
  readonly #listeners = new Set<(line: RootLine) => void>()
  readonly #ends: ((why: string) => void)[] = []
  readonly #waiting: ((line: RootLine | null) => void)[] = []
  #ended: string | null = null

  constructor(role: PrivilegedAction) {
    this.hello = helloOf(role)
  }

  get action(): PrivilegedAction {
    return this.hello.role
  }

  answer(words: string, ...answers: readonly Answer[]): this {
    this.answers.set(words, [...answers])
    return this
  }

  ask(
    word: string,
    more: readonly (number | string)[],
    answer: (line: RootLine | null) => void,
  ): void {
    const words = [word, ...more].join(' ')
    this.asked.push(words)
    const list = this.answers.get(words) ?? this.answers.get(word)
    const next = list && list.length > 1 ? list.shift() : list?.[0]
    if (this.#ended !== null) answer(null)
    else if (next === undefined) this.#waiting.push(answer)
    else answer({ ...next, request: this.asked.length } as RootLine)
  }

  onLine(listener: (line: RootLine) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEnd(listener: (why: string) => void): void {
    if (this.#ended === null) this.#ends.push(listener)
    else listener(this.#ended)
  }

  close(): Promise<void> {
    this.closed = true
    this.end('it was closed')
    return Promise.resolve()
  }

  /** Something happened. */
  say(line: RootLine): void {
    for (const listener of [...this.#listeners]) listener(line)
  }

  /** It is gone; whoever waits for an answer gets none. */
  end(why: string): void {
    if (this.#ended !== null) return
    this.#ended = why
    for (const answer of this.#waiting.splice(0)) answer(null)
    for (const listener of this.#ends.splice(0)) listener(why)
  }
}

/** Helpers that are granted when the test says so. */
export class FakeHelpers implements RootHelpers {
  readonly links = new Map<PrivilegedAction, FakeRootLink>()
  /** What each action asked for comes to; one that is absent is granted. */
  readonly refusals = new Map<PrivilegedAction, NoPermission>()
  readonly asked: string[] = []
  kind: PermissionState['kind'] = 'can-ask'
  drops = 0

  constructor(...granted: readonly PrivilegedAction[]) {
    for (const action of granted) this.grant(action)
  }

  grant(action: PrivilegedAction): FakeRootLink {
    const link = new FakeRootLink(action)
    this.links.set(action, link)
    link.onEnd(() => this.links.delete(action))
    return link
  }

  of(action: PrivilegedAction): FakeRootLink {
    const link = this.links.get(action)
    if (link === undefined) throw new Error(`${action} is not granted`)
    return link
  }

  state(): PermissionState {
    const granted = [...this.links.keys()].map((action) => ({ action, since: 0 }))
    return { kind: this.kind, why: 'why', granted, asking: null }
  }

  link(action: PrivilegedAction): RootLink | null {
    return this.links.get(action) ?? null
  }

  ask(action: PrivilegedAction, asking: string): Promise<Result<RootLink>> {
    this.asked.push(`${action} by ${asking}`)
    const refusal = this.refusals.get(action)
    if (refusal) return Promise.resolve(fail(refusePermission(action, refusal)))
    return Promise.resolve(ok(this.links.get(action) ?? this.grant(action)))
  }

  drop(): Promise<void> {
    this.drops += 1
    this.links.clear()
    return Promise.resolve()
  }

  onChange(): () => void {
    return () => undefined
  }
}
