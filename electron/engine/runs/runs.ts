/** Every run that this Quiesce knows: its own, those that a crash left, and those of other Quiesces. */
import type { RunView } from '../../../shared/contract.ts'
import type { StartReport } from '../../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { Decision, Run } from '../../../shared/run.ts'
import { livingMembers } from '../../../shared/run.ts'
import { parseSchedule } from '../../../shared/schedule.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import { noLimits } from '../decide/limits/limits.ts'
import { StopRunner } from '../stop-runner/stop-runner.ts'
import { LiveRun } from './live-run.ts'
import type { PastRuns } from './past-runs.ts'
import { PushPace } from './push-pace.ts'
import { mayStart, withTicked } from './with-ticked.ts'
import { busyHere, cutOff, noSuchRun, notTakenUp, ownedByOther } from './refusals.ts'
import { makeRun, refuseStrayTriggers, type StopWanted } from './make-run.ts'
import { limitedOf, limitRun } from './limit-run.ts'
import type { Claim, RunsPorts } from './ports.ts'
import { decideRun } from './decide-run.ts'
import { putAway } from './put-away.ts'
import { isAbout, isFound, overlaps } from './same-service.ts'

/** Ended runs that are kept in memory; older ones are read from the journal. */
const keptEnded = 50

export class Runs {
  readonly #ports: RunsPorts
  readonly #past: PastRuns
  readonly #runs = new Map<string, LiveRun>()
  readonly #claims = new Map<string, Claim>()
  readonly #leaving = new AbortController()
  readonly #tidying = new Set<Promise<void>>()
  #nobody = false

  constructor(ports: RunsPorts, past: PastRuns) {
    this.#ports = ports
    this.#past = past
  }

  /** Live runs of this Quiesce, for the services list. */
  get live(): readonly Run[] {
    return [...this.#runs.values()].filter((r) => !r.ended).map((r) => r.runner.run)
  }

  /** Begins a run. A refusal is journalled, and nothing was sent. */
  async begin(wanted: StopWanted): Promise<Result<RunView>> {
    const begun = await this.#tryBegin(wanted)
    if (begun.ok) return begun
    const { code, message } = begun.error
    const action = wanted.kill === null ? 'stop' : 'kill'
    await this.#ports.record(null, wanted.target, {
      kind: 'refused',
      action,
      code,
      sentence: message,
    })
    return begun
  }

  async #tryBegin(wanted: StopWanted): Promise<Result<RunView>> {
    const { services } = this.#ports
    const text = wanted.kill === null ? wanted.schedule : `KILL@${wanted.kill}/5`
    // A slip in the schedule is told before anything about the service.
    const written = text === undefined ? null : parseSchedule(text)
    if (written?.ok === false) return written
    await services.prepare(wanted.target, true)
    const observed = services.observe(wanted.target, [])
    if (!observed.ok) return observed
    const force = wanted.kill === null ? null : { person: wanted.person }
    const plan = services.plan(wanted.target, text, force)
    if (!plan.ok) return plan
    if (plan.value.refusal) return fail(plan.value.refusal)
    const schedule = parseSchedule(plan.value.schedule)
    if (!schedule.ok) return schedule
    const members = withTicked(observed.value, wanted.suspects)
    // The plan was judged without the suspects that are ticked.
    const never = services.refuseStop({ ...observed.value, members })
    if (never) return fail(never)
    const busy = this.live.find((run) => isAbout(run, observed.value) || overlaps(run, members))
    if (busy) return fail(busyHere(busy))
    const cut = wanted.kill === null ? await this.#findCutOff(members) : null
    if (cut) return fail(cutOff(cut))
    const stray = refuseStrayTriggers(wanted.triggers, plan.value)
    if (stray) return fail(stray)
    const permitted = await this.#ports.permit(observed.value, schedule.value, wanted.person)
    if (!permitted.ok) return permitted
    // A person took their time to answer: everything is looked at again.
    if (permitted.value) return this.#tryBegin(wanted)
    const run = makeRun(this.#ports, wanted, {
      observed: observed.value,
      schedule: schedule.value,
      members,
      unit: plan.value.unit?.unit ?? null,
    })
    const claimed = await this.#ports.claim(run)
    if (!claimed.ok) return claimed
    const canStart = mayStart(observed.value)
    const runner = new StopRunner({ ...this.#ports.runnerPorts(run), claim: claimed.value }, run)
    const live = new LiveRun(runner, { plan: plan.value, canStart, usual: this.#usual(run) })
    const held = await runner.hold()
    if (!held.ok) {
      runner.close()
      await claimed.value.release()
      return held
    }
    this.#adopt(live, claimed.value)
    if (wanted.kill === null) runner.begin()
    else runner.beginWithForce(wanted.kill)
    if (this.#nobody) runner.feed({ kind: 'person-left' })
    return ok(live.view(this.#ports.me))
  }

  /** A second stop would send again what a run that was cut off has sent; a kill repeats nothing. */
  async #findCutOff(members: readonly Member[]): Promise<Run | null> {
    const open = await this.#past.open()
    return open.find((view) => isFound(view) && overlaps(view.run, members))?.run ?? null
  }

  #usual(run: Run): StopTimes | null {
    return this.#ports.usual?.(run) ?? null
  }

  #adopt(live: LiveRun, claim: Claim): void {
    const { id } = live.runner.run
    this.#runs.set(id, live)
    this.#claims.set(id, claim)
    let isFirst = true
    const pace = new PushPace(this.#ports.clock, () => {
      const view = live.view(this.#ports.me)
      // A plan never changes, and of a service with many members it is half of the event.
      this.#ports.push(isFirst ? view : { ...view, plan: null })
      isFirst = false
    })
    live.runner.onChange((run) => {
      if (run.phase.kind === 'ended') live.readStates(this.#ports.table)
      pace.push(run)
    })
    void live.runner.ended.then(() => {
      this.#claims.delete(id)
      void claim.release()
      this.#forgetOldest()
      this.#tidy(live)
    })
  }

  #tidy({ runner }: LiveRun): void {
    const tidying = runner.tidy(this.#leaving.signal).finally(() => this.#tidying.delete(tidying))
    this.#tidying.add(tidying)
  }

  #forgetOldest(): void {
    const ended = [...this.#runs].filter(([, live]) => live.ended)
    for (const [id] of ended.slice(0, Math.max(0, ended.length - keptEnded))) this.#runs.delete(id)
  }

  /** A person's answer. A found run is left, or taken up first; somebody else's is not ours to decide. */
  async decide(id: string, turn: number, decision: Decision): Promise<Result<RunView>> {
    const live = this.#runs.get(id)
    if (live === undefined) {
      return decision.kind === 'leave' ? this.#putAway(id, turn) : fail(await this.#whyNotHere(id))
    }
    const decided = await decideRun(this.#ports, live.runner, { turn, decision })
    return decided.ok ? ok(live.view(this.#ports.me)) : decided
  }

  /** Leaves a run that a crash left, without taking it up; another Quiesce's is its own to leave. */
  async #putAway(id: string, turn: number): Promise<Result<RunView>> {
    const view = await this.#past.find(id)
    if (view === null || !isFound(view)) return fail(await this.#whyNotHere(id))
    const found = await this.#past.restore(id)
    if (!found.ok) return found
    const away = await putAway(this.#ports, found.value, turn)
    if (!away.ok) return away
    const { live, claim } = away.value
    this.#adopt(live, claim)
    const left = live.view(this.#ports.me)
    this.#ports.push(left)
    return ok(left)
  }

  async #whyNotHere(id: string): Promise<QuiesceError> {
    const view = await this.#past.find(id)
    if (view === null) return noSuchRun(id)
    if (isFound(view)) return notTakenUp(id)
    const { owner } = view
    return ownedByOther(id, `pid ${owner.pid}, ${owner.door}, ${owner.user}`)
  }

  /**
   * Takes up a run that a crash left, because somebody named it: it goes on behind the last step
   * that was called, and repeats nothing.
   */
  async resume(id: string, person: boolean): Promise<Result<RunView>> {
    const taken = await this.takeUp(id, person)
    if (!taken.ok) return taken
    const { runner } = taken.value
    if (runner.run.phase.kind === 'asking') {
      const going = runner.decide(runner.run.turn, { kind: 'go-on' }, this.#ports.me.user)
      // With a person the run stays, asking; what it cannot do by itself is told by its phase.
      if (!going.ok && !person) {
        runner.feed({ kind: 'interrupted', why: going.error.message })
        return going
      }
    }
    return ok(taken.value.view(this.#ports.me))
  }

  /** Makes a found run ours, asking; sends nothing. */
  async takeUp(id: string, person: boolean): Promise<Result<LiveRun>> {
    const { services } = this.#ports
    const here = this.#runs.get(id)
    if (here !== undefined) return ok(here)
    const found = await this.#past.restore(id)
    if (!found.ok) return found
    const { force } = this.#ports.limits?.() ?? noLimits
    const run: Run = limitRun({ ...found.value, person }, force.value)
    const known = run.members.map((m) => m.member)
    await services.prepare(run.target, true)
    const observed = services.observe(run.target, known)
    const never = services.refuseStop(limitedOf(run, observed))
    if (never) return fail(never)
    const left = { ...run, members: livingMembers(run) }
    const permitted = await this.#ports.permit(left, run.schedule, person)
    if (!permitted.ok) return permitted
    const claimed = await this.#ports.claim(run)
    if (!claimed.ok) return claimed
    const runner = new StopRunner({ ...this.#ports.runnerPorts(run), claim: claimed.value }, run)
    const canStart = observed.ok && mayStart(observed.value)
    const live = new LiveRun(runner, { plan: null, canStart, usual: this.#usual(run) })
    this.#adopt(live, claimed.value)
    await runner.hold()
    runner.takeUp()
    return ok(live)
  }

  /** One run: ours, or read from the journal. */
  async get(id: string): Promise<Result<RunView>> {
    const live = this.#runs.get(id)
    if (live) return ok(live.view(this.#ports.me))
    const view = await this.#past.find(id)
    return view ? ok(view) : fail(noSuchRun(id))
  }

  /** Ours of this session, those that a crash left, and the live ones of other Quiesces. */
  async list(): Promise<RunView[]> {
    const own = [...this.#runs.values()].map((live) => live.view(this.#ports.me))
    const ids = new Set(own.map((view) => view.run.id))
    const others = await this.#past.open()
    return [...own, ...others.filter((view) => !ids.has(view.run.id))]
  }

  /** Resolves when this run has ended and its outcome is recorded; at once for one that is not ours. */
  async untilEnded(id: string): Promise<void> {
    await this.#runs.get(id)?.runner.ended
  }

  /** How the first start after the newest stop of this target went: its advice rests on it. */
  noteStart(target: string, report: StartReport): void {
    const ended = [...this.#runs.values()].filter((r) => r.ended && r.runner.run.target === target)
    const live = ended.at(-1)
    if (live === undefined) return
    live.start = report
    this.#ports.push(live.view(this.#ports.me))
  }

  /** What is known of this run after its end, beside its outcome; none where it is forgotten. */
  note(id: string, what: Partial<Pick<LiveRun, 'around' | 'watch'>>): void {
    const live = this.#runs.get(id)
    if (live !== undefined) this.#ports.push(Object.assign(live, what).view(this.#ports.me))
  }

  /** Ends all live runs as interrupted and waits until that is on disk. */
  async interrupt(why: string): Promise<void> {
    const live = [...this.#runs.values()].filter((r) => !r.ended)
    for (const { runner } of live) runner.feed({ kind: 'interrupted', why })
    await Promise.all(live.map(({ runner }) => runner.ended))
  }

  /** Nobody can answer any more, nor those runs that are still being begun. */
  personLeft(): void {
    this.#nobody = true
    for (const { runner } of this.#runs.values()) runner.feed({ kind: 'person-left' })
  }

  /**
   * Lets go of timers and pins. Live runs stay in the journal, for whoever takes them up; what ended
   * runs left at a manager is put in order first.
   */
  async close(): Promise<void> {
    for (const { runner } of this.#runs.values()) runner.close()
    this.#leaving.abort()
    await Promise.all(this.#tidying)
  }
}
