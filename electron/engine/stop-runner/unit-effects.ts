/** Effects that the manager of a unit carries out: its stop, its deadline, its kill as a whole. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { Member } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import { isInUnit } from '../decide/escalation/targets.ts'
import { mayHappen, reportResult, type EffectContext, type EffectOf } from './effects.ts'
import { intent } from './records.ts'

/** StopUnit. "Accepted" is not "done": whether it stopped, its state and its members say. */
export async function carryOutStopUnit(
  context: EffectContext,
  { call, step, unit, also }: EffectOf<'stop-unit'>,
): Promise<void> {
  const argv = ['StopUnit', ...also, unit]
  const facts = { call, step, what: 'stop-unit', force: false, targets: [], argv } as const
  const body = intent(context.run(), facts)
  if (!(await mayHappen(context, body, call))) return
  const accepted = await (context.ports.unit?.stop(also) ?? noManager(unit))
  const failure = accepted.ok ? null : accepted.error
  await reportResult(context, body, [], failure?.message ?? 'accepted')
  context.feed({ kind: 'call-settled', call, results: [], failure, note: null })
  feedUnit(context)
}

const noManager = (unit: string) =>
  Promise.resolve({
    ok: false,
    error: {
      code: 'backend-failed',
      message: `The manager of ${unit} cannot be reached.`,
      next: 'Look with `systemctl status`, or signal its processes by themselves.',
    },
  } as const)

/** What the run missed while it waited for an answer. */
function feedUnit(context: EffectContext): void {
  const unit = context.ports.unit?.current()
  if (unit) context.feed({ kind: 'unit-changed', unit })
}

/** A moved deadline never brings a kill nearer; what refuses that stands in `moveDeadline`. */
export async function carryOutMoveDeadline(
  context: EffectContext,
  { call, step, to }: EffectOf<'move-deadline'>,
): Promise<void> {
  const { unit } = context.ports
  const when = to === 'never' ? 'never' : new Date(to.wall).toISOString()
  const argv = ['TimeoutStopSec', when]
  const facts = { call, step, what: 'move-deadline', force: false, targets: [], argv } as const
  const body = intent(context.run(), facts)
  if (unit === null || !(await mayHappen(context, body, call))) return
  const moved = await unit.moveDeadline(to, context.run())
  await reportResult(context, body, [], moved.ok ? 'moved' : moved.error.message)
  const note = moved.ok ? null : `The other deadline was not moved: ${moved.error.message}`
  if (moved.ok) context.feed({ kind: 'unit-changed', unit: moved.value })
  context.feed({ kind: 'call-settled', call, results: [], failure: null, note })
}

/** What a kill of the whole unit came to. */
interface Forced {
  /** Members that it reached; the others are killed through their pins. */
  readonly reached: readonly Member[]
  /** For the record. */
  readonly detail: string | null
  /** For the person. */
  readonly note: string | null
  /** The manager may not do it for this person, who may then not do it either. */
  readonly failure: QuiesceError | null
}

/**
 * Force on a unit: its stop is queued first, so that Restart= does not bring it back
 * (systemd.service(5): a stop asked for is no failure), then the whole of it is killed at once.
 */
export async function forceUnit(
  context: EffectContext,
  { scope, targets }: EffectOf<'force'>,
): Promise<Forced> {
  const { unit } = context.ports
  const now = unit?.current()
  if (!unit || !now) return nothingForced
  const queued = mayStart(now) ? await unit.stop([]) : null
  if (queued?.ok === false && queued.error.code === 'no-permission') return refused(queued.error)
  const note =
    queued?.ok === false
      ? `Its stop was not queued, so it may come back: ${queued.error.message}`
      : null
  const stopped = queued?.ok === true ? 'StopUnit, then ' : ''
  const whole = unit.wholeKill(scope, keptNow(context.run()))
  if (whole === null) {
    return { ...nothingForced, detail: `${stopped}each process by itself`, note }
  }
  const killed = await whole.kill()
  if (killed.ok) {
    const reached = targets.filter((m) => isInUnit(m) && (whole.whom === 'all' || m.main))
    return { reached, detail: `${stopped}${whole.how}`, note, failure: null }
  }
  if (killed.error.code === 'no-permission') return refused(killed.error)
  const why = `${whole.how} failed: ${killed.error.message}`
  return { ...nothingForced, detail: `${stopped}${why}`, note: note ?? why }
}

/** It runs, or a start of it waits in the queue: only a stop of its manager keeps it down. */
function mayStart({ state }: RunUnit): boolean {
  if (state.activeState === 'deactivating') return false
  return !['inactive', 'failed'].includes(state.activeState) || state.hasJob === true
}

const nothingForced: Forced = { reached: [], detail: null, note: null, failure: null }

const refused = (error: QuiesceError): Forced => ({
  ...nothingForced,
  detail: error.message,
  failure: error,
})

const keptNow = (run: Run): readonly Member[] =>
  run.members.filter((m) => m.gone === null && m.member.kept !== null).map((m) => m.member)
