/**
 * Carries out what the table of transitions asks for, and feeds back what happens. The run itself is
 * a value that only `transition` changes; here are the timer, the pins and the looking.
 */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { sameIdentity, type ProcessIdentity } from '../../../shared/process.ts'
import {
  isAtRest,
  livingMembers,
  type Decision,
  type Outcome,
  type Run,
} from '../../../shared/run.ts'
import { printSchedule } from '../../../shared/schedule.ts'
import type { ChosenRemedy, Effect, UntimedEvent } from '../decide/escalation/events.ts'
import { transition } from '../decide/escalation/transition.ts'
import { mayStillStart } from '../decide/escalation/unit.ts'
import {
  carryOutCommand,
  carryOutForce,
  carryOutSignal,
  carryOutWake,
  type EffectContext,
} from './effects.ts'
import { carryOutRemedy } from './remedy-effects.ts'
import { carryOutMoveDeadline, carryOutStopUnit } from './unit-effects.ts'
import { HeldMembers } from './held-members.ts'
import { changedIdentity } from './refusals.ts'
import type { StopRunnerPorts } from './ports.ts'
import { began, recordsOfDecision, recordsOfMove } from './records.ts'
import { Watch } from './watch.ts'

export class StopRunner {
  #run: Run
  readonly #ports: StopRunnerPorts
  readonly #held: HeldMembers
  readonly #watch: Watch
  readonly #listeners = new Set<(run: Run) => void>()
  readonly #ended = Promise.withResolvers<Outcome>()
  readonly #unsubscribe: () => void
  readonly #unfollow: () => void
  #disarm: (() => void) | null = null
  #journalFails = false
  #lastRecord: Promise<void> = Promise.resolve()

  constructor(ports: StopRunnerPorts, run: Run) {
    this.#ports = ports
    this.#run = run
    this.#held = new HeldMembers(ports.signaller, (identity) => {
      this.#exited(identity)
    })
    this.#watch = new Watch(ports, this.#held, {
      run: () => this.#run,
      feed: (event) => {
        this.feed(event)
      },
    })
    this.#unsubscribe = ports.signaller.onGuarantee((guarantee) => {
      if (guarantee.kind === 'checked') this.feed({ kind: 'helper-died', why: guarantee.why })
    })
    this.#unfollow =
      ports.unit?.follow((sentence) => {
        if (sentence !== undefined) this.#noteOfManager(sentence)
        this.#unitChanged()
      }) ?? (() => undefined)
  }

  get run(): Run {
    return this.#run
  }

  /** The manager told something new of the unit. */
  #unitChanged(): void {
    const unit = this.#ports.unit?.current()
    if (!unit || this.#run.phase.kind === 'ended') return
    this.feed({ kind: 'unit-changed', unit })
    // Processes that ExecStop= or ExecStopPost= start are members, too.
    this.#watch.lookSoon()
  }

  /** What the manager said of the stop after it had accepted it; no state of the unit shows it. */
  #noteOfManager(sentence: string): void {
    // It answers no call of ours: call 0 is none.
    this.feed({ kind: 'call-settled', call: 0, results: [], failure: null, note: sentence })
  }

  /** Resolves when the outcome is on disk, or could not be written. */
  get ended(): Promise<Outcome> {
    return this.#ended.promise
  }

  /** Calls back at every change, until the returned function is called. */
  onChange(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Pins every member. Refused as `identity-changed` when the process that was meant is no longer
   * the one behind its pid: then nothing may be sent at all.
   */
  async hold(): Promise<Result<null>> {
    const members = this.#run.members.filter((m) => m.gone === null).map((m) => m.member)
    const refusals = await Promise.all(members.map((m) => this.#held.hold(m)))
    for (const [at, refusal] of refusals.entries()) {
      const member = members[at]
      if (member === undefined || refusal === null) continue
      if (refusal === 'changed' && this.#run.phase.kind === 'planned') {
        return fail(changedIdentity(member))
      }
      if (refusal === 'gone' || refusal === 'changed') {
        const how = refusal === 'gone' ? 'by-itself' : 'identity-changed'
        this.feed({ kind: 'member-gone', identity: member.identity, how })
      }
    }
    return ok(null)
  }

  /** Begins the run; its first record is on its way before anything else. */
  begin(): void {
    this.#record([began(this.#run, printSchedule(this.#run.schedule))])
    this.#watch.start()
    this.feed({ kind: 'begin' })
  }

  /** Begins with force: a kill that a person asked for outright. */
  beginWithForce(scope: 'main' | 'group' | 'all'): void {
    this.#record([began(this.#run, printSchedule(this.#run.schedule))])
    this.#watch.start()
    if (isAtRest(this.#run) && !mayStillStart(this.#run)) {
      this.feed({ kind: 'begin' })
      return
    }
    this.decide(this.#run.turn, { kind: 'force', scope }, this.#run.by)
  }

  /** Takes up a run that another Quiesce left: it asks, and sends nothing by itself. */
  takeUp(): void {
    this.#watch.start()
    this.feed({ kind: 'engine-restarted' })
    this.#unitChanged()
    if (livingMembers(this.#run).length === 0) this.#exitsSeenWhileDown()
  }

  /** A person's answer to the step that `turn` names; `remedy` is what a decision for one means. */
  decide(turn: number, decision: Decision, by: string, remedy?: ChosenRemedy): Result<Run> {
    const effects = this.feed({ kind: 'decision', decision, turn, by, ...(remedy && { remedy }) })
    const refused = effects.find((e) => e.kind === 'refuse-decision')
    if (refused) return fail(refused.error)
    return ok(this.#run)
  }

  /** Something happened: the one way in which the run changes. */
  feed(event: UntimedEvent): readonly Effect[] {
    const before = this.#run
    const at = this.#ports.clock.now()
    const [run, effects] = transition(before, { ...event, at })
    this.#run = run
    this.#record(recordsOfDecision(event, effects))
    if (run !== before) this.#record(recordsOfMove(before, run))
    this.#carryOut(effects)
    if (run !== before) for (const listener of this.#listeners) listener(run)
    return effects
  }

  /** Puts in order what the run left at the manager of its unit; the record says what had to stay. */
  async tidy(leaving: AbortSignal): Promise<void> {
    const sentence = await this.#ports.unit?.tidy(leaving)
    if (sentence) await this.#ports.record({ kind: 'notice', sentence })
  }

  /** Lets go without ending the run (Quiesce goes down): timers and pins only. */
  close(): void {
    this.#disarm?.()
    this.#watch.stop()
    this.#unsubscribe()
    this.#unfollow()
    this.#held.releaseAll()
  }

  #exited(identity: ProcessIdentity): void {
    const known = this.#run.members.find((m) => sameIdentity(m.member.identity, identity))
    if (known === undefined || known.gone !== null) return
    this.feed({ kind: 'member-gone', identity, how: 'by-itself' })
    // Children of the one that left may show up as members only now.
    this.#watch.lookSoon()
  }

  /** All had left before anybody looked: the last member's exit is what the run waited for. */
  #exitsSeenWhileDown(): void {
    const last = this.#run.members.at(-1)
    if (last === undefined) return
    this.feed({ kind: 'member-gone', identity: last.member.identity, how: 'by-itself' })
  }

  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'disarm') this.#disarm?.()
      if (effect.kind === 'arm') this.#arm(effect.at)
    }
    void this.#carryOutCalls(effects)
  }

  /** In order: the waking of stopped members comes behind the signal that they shall hear. */
  async #carryOutCalls(effects: readonly Effect[]): Promise<void> {
    const context: EffectContext = {
      ports: this.#ports,
      held: this.#held,
      run: () => this.#run,
      feed: (event) => {
        this.feed(event)
      },
      // Who is kept is not swept, however late it comes.
      lookForNew: async () => (await this.#watch.look()).filter((m) => m.kept === null),
    }
    for (const effect of effects) {
      if (effect.kind === 'signal') await carryOutSignal(context, effect)
      if (effect.kind === 'continue-stopped') await carryOutWake(context, effect)
      if (effect.kind === 'force') await carryOutForce(context, effect)
      if (effect.kind === 'command') await carryOutCommand(context, effect)
      if (effect.kind === 'stop-unit') await carryOutStopUnit(context, effect)
      if (effect.kind === 'move-deadline') await carryOutMoveDeadline(context, effect)
      if (effect.kind === 'remedy') await carryOutRemedy(context, effect)
      if (effect.kind === 'end') await this.#end(effect.outcome)
    }
  }

  #arm(at: { readonly mono: number; readonly wall: number }): void {
    this.#disarm = this.#ports.clock.at(at, () => {
      void this.#due()
    })
  }

  /** A last look before a deadline decides: what left or came in this moment counts. */
  async #due(): Promise<void> {
    const { turn } = this.#run
    await this.#watch.look()
    this.#watch.noticeEveryExit()
    if (this.#run.turn === turn) this.feed({ kind: 'deadline' })
  }

  /** Records in the order of happening; the journal keeps that order. */
  #record(bodies: Parameters<StopRunnerPorts['record']>[0][]): void {
    for (const body of bodies) {
      this.#lastRecord = this.#ports.record(body).then((written) => {
        if (written.ok === !this.#journalFails) return
        this.#journalFails = !written.ok
        if (written.ok) this.feed({ kind: 'journal-recovered' })
        else {
          const why = written.error.cause ?? written.error.message
          this.feed({ kind: 'journal-failed', call: null, why })
        }
      })
    }
  }

  async #end(outcome: Outcome): Promise<void> {
    this.close()
    // The outcome's record was queued by the move itself, before this effect.
    await this.#lastRecord
    this.#ended.resolve(outcome)
  }
}
