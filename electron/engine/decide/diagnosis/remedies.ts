/** What can be done short of force, each with its words and its action. */
import type { SignalName } from '../../../../shared/signals.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { processName } from '../../../../shared/wording/process-names.ts'
import { actId, handId, pinOf } from './act-id.ts'
import type { Proc } from './case.ts'
import type { Offer } from './claim.ts'
import { whoThaws } from './thaw-reach.ts'

/** Signals that leave a choice. */
export type MildSignal = Exclude<SignalName, 'KILL' | 'STOP'>

/** Nothing that Quiesce can do: words for the person. The id has to be stable between looks. */
export const byHand = (id: string, label: string, says: string): Offer => ({
  remedy: { id: handId(id), kind: 'by-hand', label, says },
  action: { kind: 'by-hand' },
})

/** SIGCONT to these. */
export const continueThem = (procs: readonly Proc[], says: string): Offer => ({
  remedy: {
    id: actId(
      'continue',
      procs.map((proc) => pinOf(proc.facts.identity)),
    ),
    kind: 'continue',
    label: 'Continue it (SIGCONT)',
    says,
  },
  action: { kind: 'continue', targets: procs.map((proc) => proc.facts.identity) },
})

/** SIGCONT to one outside of the service, such as a stopped holder of its lock. */
export function continueOne(proc: Proc, says: string): Offer {
  const who = processName(proc)
  const key = pinOf(proc.facts.identity)
  const { refusal } = proc.facts
  if (refusal !== null) {
    return byHand(
      `continue:${key}`,
      `Continue ${who} yourself`,
      `${printable(refusal.message)} ${printable(refusal.next)}`,
    )
  }
  return {
    remedy: { id: `continue:${key}`, kind: 'continue', label: `Continue ${who} (SIGCONT)`, says },
    action: { kind: 'continue', targets: [proc.facts.identity] },
  }
}

/** Thaws a cgroup of the service's own as a whole. */
export const thaw = (unit: string | null, cgroup: string): Offer => ({
  remedy: {
    id: actId('thaw', [cgroup]),
    kind: 'thaw',
    label: 'Thaw it',
    says: 'It runs on from where it stands, and takes the signals that wait for it.',
  },
  action: { kind: 'thaw', unit, cgroup },
})

/** A cgroup that holds more than the service: whoever froze it had a reason. */
export const thawByOwner = (cgroup: string): Offer =>
  byHand(
    `thaw:${cgroup}`,
    'Have its owner thaw it',
    `${printable(cgroup)} is not this service's own cgroup: a thaw would set off whatever else is in it. ${printable(whoThaws(cgroup))}`,
  )

const waitMs = 60_000

/** A minute more, with the reason why that may help. */
export const waitLonger = (reason: string): Offer => ({
  remedy: { id: actId('wait', [`${waitMs}`]), kind: 'wait', label: 'Wait 60 s more', says: reason },
  action: { kind: 'wait', ms: waitMs },
})

interface SignalWish {
  readonly id: string
  readonly kind: 'signal-child' | 'faster-signal' | 'ask-holder' | 'end-tracer'
  readonly signal: MildSignal
  readonly label: string
  readonly says: string
}

/**
 * A signal to one process; words instead of it where the process is protected, somebody else's, or
 * left running on purpose.
 */
export function signalOne(proc: Proc, wish: SignalWish): Offer {
  const { id, kind, signal, label, says } = wish
  const who = processName(proc)
  const { refusal } = proc.facts
  if (refusal !== null) {
    return byHand(
      `${id}:${pinOf(proc.facts.identity)}`,
      `${who} is not for Quiesce to end`,
      `${printable(refusal.message)} ${printable(refusal.next)}`,
    )
  }
  if (proc.kept) {
    return byHand(
      `${id}:${pinOf(proc.facts.identity)}`,
      `${who} is left running on purpose`,
      `End ${who} yourself if it may go; a stop of this service leaves it alone.`,
    )
  }
  return {
    remedy: { id: actId(kind, [`${signal} ${pinOf(proc.facts.identity)}`]), kind, label, says },
    action: { kind: 'signal', signal, target: proc.facts.identity, name: proc.name },
  }
}
