/** Somebody traces it: ptrace(2). Only a tracing stop holds it up; strace -f merely watches. */
import { isKnown } from '../../../../../shared/unknown.ts'
import type { Evidence } from '../../../../../shared/diagnosis.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import type { Case, Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { stateLine, statusLine } from '../evidence.ts'
import { isStill, movementOf } from '../movement.ts'
import { byHand, signalOne } from '../remedies.ts'

const tracerOf = (proc: Proc): number => (isKnown(proc.now.tracerPid) ? proc.now.tracerPid : 0)

/** In a tracing stop at this look; a thread counts, too: it may hold a lock that all wait for. */
const isHeld = (sample: Proc['before']): boolean =>
  sample !== null &&
  (sample.row.state === 't' || sample.threads.some((thread) => thread.state === 't'))

/** The line of the thread that stands still, if one does. */
function stateOfHeld({ pid, now }: Proc): Evidence {
  const held = now.threads.find((thread) => thread.state === 't')
  return held === undefined || now.row.state === 't'
    ? stateLine(pid, now.row.state)
    : stateLine(pid, 't', held.tid)
}

/** It started what it traces: such a tracer mostly takes it along (PTRACE_O_EXITKILL, ptrace(2)). */
function isAncestor(c: Case, tracerPid: number, proc: Proc): boolean {
  const seen = new Set<number>()
  let pid = proc.now.row.parentPid
  while (pid > 1 && !seen.has(pid)) {
    if (pid === tracerPid) return true
    seen.add(pid)
    pid = c.byPid.get(pid)?.now.row.parentPid ?? 0
  }
  return false
}

function offerEnd(c: Case, proc: Proc, tracerPid: number): Offer {
  const tracer = c.byPid.get(tracerPid)
  if (isAncestor(c, tracerPid, proc)) {
    const by = tracer === undefined ? `process ${tracerPid}` : processName(tracer)
    return byHand(
      `detach:${tracerPid}`,
      `Detach ${by} from it`,
      `${by} started ${processName(proc)} and may take it along when it ends. Detach in the debugger; do not end it.`,
    )
  }
  if (tracer === undefined) {
    return byHand(
      `end-tracer:${tracerPid}`,
      `End the tracer ${tracerPid}`,
      `Process ${tracerPid} traces it and cannot be seen from here. Detach it, or end it.`,
    )
  }
  const who = processName(tracer)
  const offer = signalOne(tracer, {
    id: 'end-tracer',
    kind: 'end-tracer',
    signal: 'TERM',
    label: `End ${who} (SIGTERM)`,
    says: `The kernel detaches a tracer when it ends, and ${processName(proc)} runs on, unless the tracer was told to take it along (PTRACE_O_EXITKILL): then the kernel kills it. Costs the tracing session of whoever runs ${who}.`,
  })
  const { action } = offer
  const frees = { identity: proc.facts.identity, name: proc.name }
  return action.kind === 'signal' ? { ...offer, action: { ...action, frees } } : offer
}

/** A process with a tracer: certain where it stands in a tracing stop at both looks. */
export function traced(c: Case): readonly Claim[] {
  return c.subjects.flatMap((proc) => {
    const tracerPid = tracerOf(proc)
    const held = isHeld(proc.now)
    const tracer = c.byPid.get(tracerPid)
    const who = tracer === undefined ? `process ${tracerPid}` : processName(tracer)
    // strace(1) holds it for a moment at every call: caught in that twice, it still runs.
    const movement = movementOf(proc)
    const runs = movement !== null && !isStill(movement)
    if (tracerPid === 0 || ((!held || runs) && c.asked === null)) return []
    const lasting = held && isHeld(proc.before) && !runs
    const sentence =
      held && !runs
        ? `${processName(proc)} is held by the tracer ${who}: signals reach it only when the tracer lets them through.`
        : `${processName(proc)} is traced by ${who}, which lets it run at present.`
    return [
      {
        code: 'traced',
        certainty: lasting ? 'certain' : held && !runs ? 'likely' : 'possible',
        sentence,
        subject: subjectOf(proc),
        evidence: [statusLine(proc.pid, 'TracerPid', tracerPid), stateOfHeld(proc)],
        offers: [offerEnd(c, proc, tracerPid)],
        ...(held
          ? {
              waits: [
                {
                  from: proc.pid,
                  to: { kind: 'process', pid: tracerPid, label: who, detail: 'traces it' },
                  why: 'its tracer',
                  ms: lasting ? c.spanMs : null,
                },
              ],
            }
          : {}),
      } satisfies Claim,
    ]
  })
}
