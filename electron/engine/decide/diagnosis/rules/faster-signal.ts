/** The daemon's own faster way to stop, and another signal that it does not ignore. */
import { signalNumbers, type SignalName } from '../../../../../shared/signals.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { dispositionOf } from '../../disposition.ts'
import { entryOf, wouldEndIt } from '../../profile/meaning.ts'
import { masksOf, type Case, type Proc } from '../case.ts'
import type { Offer } from '../claim.ts'
import { byHand, signalOne, type MildSignal } from '../remedies.ts'

const isMild = (signal: SignalName): signal is MildSignal => signal !== 'KILL' && signal !== 'STOP'

/** From the mildest: what a profile calls graceful or fast, and was not sent yet. */
const quicker: readonly string[] = ['graceful', 'fast']

/** It would end the process, or be lost: then it is no stop of the daemon's own. */
function reaches(proc: Proc, signal: SignalName): boolean {
  const masks = masksOf(proc.now)
  if (masks === null) return true
  const here = dispositionOf(masks, signal)
  return here !== 'ignored' && here !== 'blocked'
}

/**
 * The signal that this daemon's profile calls a faster stop than the one that was sent (PostgreSQL:
 * INT instead of TERM), to its main process.
 */
export function fasterSignal(c: Case): readonly Offer[] {
  const profile = c.facts.observed.profile?.profile
  const head = c.main ?? c.living.find((proc) => proc.targeted)
  if (profile === undefined || head === undefined || c.asked === null) return []
  const sent = entryOf(profile, c.signal)
  const rank = quicker.indexOf(sent?.role ?? '')
  const entry = profile.signals
    .filter((one) => isMild(one.signal) && one.signal !== c.signal && reaches(head, one.signal))
    .filter((one) => !wouldEndIt(one, masksOf(head.now)))
    .find((one) => quicker.indexOf(one.role) > rank)
  if (entry === undefined || !isMild(entry.signal)) return []
  const price = entry.price === undefined ? '' : ` It costs this: ${entry.price}.`
  return [
    signalOne(head, {
      id: 'faster',
      kind: 'faster-signal',
      signal: entry.signal,
      label: `${entry.action} (SIG${entry.signal})`,
      says: `${profile.title} then ${entry.does}.${price}`,
    }),
  ]
}

/** Where a signal is lost, its makers' own command may still reach it. */
export function ownWay(c: Case): Offer {
  const profile = c.facts.observed.profile?.profile
  const says =
    profile === undefined
      ? 'Some daemons leave by a command of their own, or by another signal: its manual tells. Nothing else short of force ends it.'
      : `The way to stop ${profile.title} that its makers recommend: ${profile.stop.command.text}.`
  return byHand('own-way', 'Use its own way to stop', says)
}

/** Other signals that ask to leave, in the order of their mildness. */
const others: readonly MildSignal[] = ['INT', 'HUP', 'QUIT']

/**
 * A signal with a handler of the daemon's own where the stop signal does not reach it and nobody
 * knows the daemon. QUIT and HUP mean other things to many, so words say that.
 */
export function otherSignal(c: Case, proc: Proc): readonly Offer[] {
  const masks = masksOf(proc.now)
  if (masks === null || c.facts.observed.profile !== null || c.asked === null) return []
  const signal = others.find(
    (one) =>
      one !== c.signal &&
      masks.caught.includes(signalNumbers[one]) &&
      dispositionOf(masks, one) === 'caught',
  )
  if (signal !== 'INT') return []
  return [
    signalOne(proc, {
      id: 'other',
      kind: 'faster-signal',
      signal,
      label: `Try SIG${signal}`,
      says: `${processName(proc)} has a handler for SIG${signal}. Most daemons leave by it; what this one does is not known.`,
    }),
  ]
}
