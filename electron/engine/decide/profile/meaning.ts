/** What a signal means to a daemon, and whether the masks of its main process bear that out. */
import type { SignalMasks } from '../../../../shared/process.ts'
import type { Profile, ProfileSignal, SignalMeaning } from '../../../../shared/profile.ts'
import {
  defaultAction,
  isTerminating,
  type DefaultAction,
  type SignalName,
} from '../../../../shared/signals.ts'
import { dispositionOf, isUnstoppable } from '../disposition.ts'

type Expected = NonNullable<ProfileSignal['expects']>

/** What the masks have to show for the entry to hold, where it does not say so itself. */
function expectedOf({ expects, role }: ProfileSignal): Expected {
  if (expects !== undefined) return expects
  if (role === 'ignored') return 'ignored'
  return role === 'deadly' ? 'default' : 'caught'
}

const wouldDo: Readonly<Record<DefaultAction, string>> = {
  terminate: 'it would end it',
  core: 'it would end it with a core dump',
  ignore: 'nothing would happen',
  stop: 'it would stand still until SIGCONT',
  continue: 'nothing would happen',
}

const doesNot: Readonly<Record<Exclude<Expected, 'default' | 'any'>, string>> = {
  caught: 'does not catch',
  ignored: 'does not ignore',
  blocked: 'does not wait for',
}

/**
 * Why an entry may not hold here, as a sentence, or null. A blocked signal is never a doubt: who
 * waits for it with sigwait(3) or signalfd(2) has it blocked. Without masks there is nothing to doubt by.
 */
export function doubtOf(entry: ProfileSignal, masks: SignalMasks | null): string | null {
  const { signal } = entry
  const expected = expectedOf(entry)
  if (masks === null || expected === 'any' || isUnstoppable(signal)) return null
  const here = dispositionOf(masks, signal)
  if (here === 'blocked' || here === expected) return null
  if (here === 'ignored') return `This process ignores SIG${signal}: nothing would happen.`
  if (here === 'caught') {
    const isHandled = expected === 'blocked'
    return isHandled ? null : `This build catches SIG${signal}: what it does then is not known.`
  }
  const differs = expected === 'default' ? '' : doesNot[expected]
  return `This build ${differs} SIG${signal}: ${wouldDo[defaultAction(signal)]} instead.`
}

/** True where the masks say that the signal would end it, though the profile says otherwise. */
export const wouldEndIt = (entry: ProfileSignal, masks: SignalMasks | null): boolean =>
  masks !== null &&
  doubtOf(entry, masks) !== null &&
  isTerminating(entry.signal) &&
  dispositionOf(masks, entry.signal) === 'default'

/** The entry of a signal, or null where the profile does not name it. */
export const entryOf = (profile: Profile | null, signal: SignalName): ProfileSignal | null =>
  profile?.signals.find((one) => one.signal === signal) ?? null

/** What a signal means to this daemon, as doors show it; null where nobody knows. */
export function meaningOf(
  profile: Profile | null,
  signal: SignalName,
  masks: SignalMasks | null,
): SignalMeaning | null {
  const entry = entryOf(profile, signal)
  if (entry === null) return null
  const { role, action, does, to, price = null, basis } = entry
  return { role, action, does, to, price, basis, doubt: doubtOf(entry, masks) }
}
