/** One look at a service that may hang, with the verdict on it. */
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import type { Plan } from '../../../shared/plan.ts'
import { identityKey } from '../../../shared/process.ts'
import { livingMembers, type Moment, type Run } from '../../../shared/run.ts'
import { findAsked } from '../decide/diagnosing/asked.ts'
import { startedCommand } from '../decide/diagnosing/stop-command.ts'
import type { Observed } from '../decide/observed.ts'
import type { DiagnosisQuestion } from '../os/diagnosis/ports.ts'
import type { Clock } from '../os/ports.ts'
import type { LookPorts, Looks, Verdict } from './ports.ts'

/**
 * Two looks are so far apart where nobody looked before, milliseconds. Of a stop under way it is asked
 * whether anything moves, and that takes longer to see than a mask.
 */
export const secondLookMs = { plain: 100, stopping: 500 } as const
/** What was seen longer ago than this is no first look any more. Milliseconds. */
const staleMs = 10_000

/** What is looked at. */
export interface Subject {
  readonly target: string
  readonly run: Run | null
  readonly plan: Plan | null
}

/** What a look gave. */
export interface Looked {
  readonly verdict: Verdict
  readonly at: Moment
  readonly spanMs: number
  readonly tookMs: number
}

/** Waits on the injected clock. */
const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.at(later(clock.now(), ms), resolve)
  })

/** One service, looked at again and again. Sends nothing, and leaves no record. */
export class Looker {
  readonly #ports: LookPorts
  readonly #looks: Looks
  #last: Moment | null = null

  constructor(ports: LookPorts) {
    this.#ports = ports
    this.#looks = ports.openLooks()
  }

  /**
   * Looks, twice where nobody looked lately, and judges. The subject is asked for again at the last
   * look: a run moves meanwhile, and hears what became of its signals.
   */
  async look(subject: () => Subject): Promise<Result<Looked>> {
    const { clock } = this.#ports
    const observed = await this.#ports.observe(subject().target)
    if (!observed.ok) return observed
    const begun = clock.now()
    if (this.#last === null || begun.mono - this.#last.mono > staleMs) {
      const first = this.#ask(subject(), observed.value, begun)
      this.#looks.glance(first)
      const apartMs = first.asked === null ? secondLookMs.plain : secondLookMs.stopping
      await pause(clock, apartMs)
    }
    const before = clock.now()
    const question = this.#ask(subject(), observed.value, begun)
    const facts = this.#looks.look(question)
    const portNames = new Map([...facts.portNames, ...this.#ports.ownPortNames()])
    const verdict = this.#ports.diagnose({ ...facts, portNames })
    const at = clock.now()
    this.#last = at
    return ok({ verdict, at, spanMs: facts.spanMs, tookMs: at.mono - before.mono })
  }

  #ask({ run, plan }: Subject, observed: Observed, now: Moment): DiagnosisQuestion {
    const stopCommandPid = this.#findStopCommand(run, observed)
    return {
      run,
      plan,
      observed: withRunMembers(observed, run),
      asked: findAsked(run, observed, now),
      usual: this.#ports.usual(observed),
      refuse: this.#ports.refuser(),
      ...(stopCommandPid === null ? {} : { stopCommandPid }),
      ...(run?.listened === undefined ? {} : { listenedPorts: run.listened }),
    }
  }

  /** What the unit's manager runs now, else what the run itself started, while that lives. */
  #findStopCommand(run: Run | null, { unit }: Observed): number | null {
    const control = unit?.state.controlPid ?? 0
    if (control > 0) return control
    const command = startedCommand(run)
    return command !== null && this.#ports.isAlive(command) ? command.pid : null
  }
}

/** Members that the run saw and its back end names no more: they left the cgroup, or the tree. */
function withRunMembers(observed: Observed, run: Run | null): Observed {
  const known = new Set(observed.members.map((m) => identityKey(m.identity)))
  const more = run ? livingMembers(run).filter((m) => !known.has(identityKey(m.identity))) : []
  return more.length === 0 ? observed : { ...observed, members: [...observed.members, ...more] }
}

/** The diagnosis with how often was looked, and over how long. */
export const withLooks = (
  { verdict, at, tookMs }: Looked,
  looks: Pick<Diagnosis['looks'], 'count' | 'spanMs'>,
): Diagnosis => ({ ...verdict.diagnosis, looks: { ...looks, tookMs }, at: at.wall })
