import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { identityKey } from '../../../shared/process.ts'
import type { Moment, Run, SentSignal } from '../../../shared/run.ts'
import { signalNumbers } from '../../../shared/signals.ts'
import { transition } from './escalation/transition.ts'
import type { OpenRun, RecordedCall } from './open-runs.ts'

/**
 * What a recorded state must have to be taken up. The rest was written by Quiesce itself into a file
 * that only its owner can write, and is taken as it is.
 */
const recordedRun = z.looseObject({
  id: z.string(),
  target: z.string(),
  title: z.string(),
  schedule: z.array(z.looseObject({ kind: z.string() })).min(1),
  phase: z.looseObject({ kind: z.string() }),
  members: z.array(
    z.looseObject({
      member: z.looseObject({
        identity: z.object({ boot: z.string(), pid: z.int(), startTicks: z.number() }),
      }),
    }),
  ),
  sent: z.array(z.looseObject({ call: z.int(), step: z.int() })),
  calledStep: z.int(),
  lastCall: z.int(),
})

/** Calls recorded after the newest state count as sent, or as maybe sent; none is forgotten. */
function addCalls(run: Run, calls: readonly RecordedCall[]): Run {
  const known = new Set(run.sent.map((s) => s.call))
  const sent = run.sent.map((s) => withResult(s, calls))
  for (const call of calls) {
    if (known.has(call.call) || call.what === 'CONT') continue
    sent.push(...sentOf(call).filter((one) => !call.isRemedy || isToMember(run, one)))
  }
  const last = Math.max(run.lastCall, ...calls.map((c) => c.call))
  // A moved deadline names the wait that it was moved in: that wait is not over.
  const steps = calls.filter((c) => c.what !== 'move-deadline').map((c) => c.step)
  const step = Math.max(run.calledStep, ...steps)
  return { ...run, sent, lastCall: last, calledStep: step }
}

/** A remedy may go to somebody else: a lock's holder, a unit that would start it again. */
const isToMember = ({ members }: Run, { identity }: SentSignal): boolean =>
  identity !== null && members.some((m) => identityKey(m.member.identity) === identityKey(identity))

/** What a run sends; the other calls of a journal start, freeze or move a deadline. */
const isSent = (what: RecordedCall['what']): what is SentSignal['what'] =>
  what === 'stop-command' || what === 'stop-unit' || Object.hasOwn(signalNumbers, what)

function sentOf({ call, step, what, targets, at, results }: RecordedCall): SentSignal[] {
  if (!isSent(what)) return []
  const base = { call, step, what, at }
  if (targets.length === 0) {
    return [{ ...base, identity: null, outcome: results === null ? 'maybe' : 'sent' }]
  }
  return targets.map((t) => ({
    ...base,
    identity: { boot: t.boot, pid: t.pid, startTicks: t.startTicks },
    outcome: results?.find((r) => identityKey(r) === identityKey(t))?.outcome ?? 'maybe',
  }))
}

function withResult(sent: SentSignal, calls: readonly RecordedCall[]): SentSignal {
  const call = calls.find((c) => c.call === sent.call && c.what === sent.what)
  const { identity } = sent
  if (call?.results === null || call?.results === undefined || sent.outcome !== 'maybe') return sent
  if (identity === null) return { ...sent, outcome: 'sent' }
  const result = call.results.find((r) => identityKey(r) === identityKey(identity))
  return result ? { ...sent, outcome: result.outcome } : sent
}

/**
 * The run that a crash left, as it stands now: asking, with everything that was or may have been
 * sent. Of an earlier boot it is over: every process ended with the machine.
 */
export function restoreRun(open: OpenRun, boot: string, at: Moment): Result<Run> {
  const parsed = recordedRun.safeParse(open.state)
  if (!parsed.success) {
    return fail({
      code: 'unreadable',
      message: `The run ${open.run} of ${open.title} is in the journal, but its state cannot be read.`,
      next: 'Look at the service itself; its records are shown by quiesce journal --run.',
      cause: parsed.error.issues[0]?.message ?? 'unknown',
    })
  }
  // A record of before there were units has none.
  const recorded = { unit: null, ...(parsed.data as unknown as Partial<Run>) } as Run
  const run = addCalls(recorded, open.calls)
  const kind = open.writer.boot === boot ? 'engine-restarted' : 'machine-rebooted'
  return ok(transition(run, { kind, at })[0])
}
