/** One look at a service that may hang, with the verdict on it. */
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Moment, Run } from '../../../shared/run.ts'
import { findAsked } from '../decide/diagnosing/asked.ts'
import type { DiagnosisFacts } from '../decide/diagnosis/facts.ts'
import type { Clock } from '../os/ports.ts'
import { lookLimitMs } from './limited-gatherer.ts'
import type { LookOf, LookPorts, Verdict } from './ports.ts'

/**
 * Two looks are so far apart where nobody looked before, milliseconds. Of a stop under way it is asked
 * whether anything moves, and that takes longer to see than a mask.
 */
export const secondLookMs = { plain: 100, stopping: 500 } as const
/** Facts older than this are no first look any more. Milliseconds. */
const staleMs = 10_000
/** What is looked at, and what was seen of it before. */
export interface Subject {
  readonly target: string
  readonly run: Run | null
  readonly plan: Plan | null
  /** Of the last look, or null. */
  readonly earlier: DiagnosisFacts | null
}

/** What a look gave. `facts` are the `earlier` ones of the next. */
export interface Looked {
  readonly facts: DiagnosisFacts
  readonly verdict: Verdict
  readonly at: Moment
  readonly tookMs: number
}

const tooSlow = (title: string): QuiesceError => ({
  code: 'unreadable',
  message: `Looking at ${title} took longer than ${lookLimitMs / 1000} s, and was given up.`,
  next: 'Look again in a moment; a process that hangs in the kernel can hold up whoever looks at it.',
})

/** Waits on the injected clock. */
const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.at(later(clock.now(), ms), resolve)
  })

/** Two looks where there is no earlier one that is new enough. Null where it took too long. */
async function gatherTwice(
  { clock, gatherer }: LookPorts,
  of: LookOf,
  earlier: DiagnosisFacts | null,
): Promise<DiagnosisFacts | null> {
  const isFresh = earlier !== null && clock.now().mono - earlier.now.mono <= staleMs
  if (isFresh) return gatherer.gather(of, earlier)
  const first = await gatherer.gather(of, null)
  if (first === null) return null
  await pause(clock, of.asked === null ? secondLookMs.plain : secondLookMs.stopping)
  return gatherer.gather(of, first)
}

/** Looks, and judges. Sends nothing, and leaves no record. */
export async function lookAt(ports: LookPorts, subject: Subject): Promise<Result<Looked>> {
  const { clock } = ports
  const { run, plan, target, earlier } = subject
  const observed = await ports.observe(target)
  if (!observed.ok) return observed
  const begun = clock.now()
  const of: LookOf = {
    run,
    plan,
    observed: observed.value,
    asked: findAsked(run, observed.value, begun),
    usual: ports.usual(observed.value),
    portNames: ports.portNames(),
  }
  const facts = await gatherTwice(ports, of, earlier)
  if (facts === null) return fail(tooSlow(observed.value.title))
  const verdict = ports.diagnose(facts)
  const at = clock.now()
  return ok({ facts, verdict, at, tookMs: at.mono - begun.mono })
}

/** The diagnosis with how often was looked: this look, where none came before it. */
export const withLooks = (
  { verdict, at, tookMs }: Looked,
  looks: Pick<Diagnosis['looks'], 'count' | 'spanMs'>,
): Diagnosis => ({ ...verdict.diagnosis, looks: { ...looks, tookMs }, at: at.wall })
