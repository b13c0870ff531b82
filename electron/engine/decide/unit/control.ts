/** What a unit's manager does beside starting and stopping: reset-failed, freeze and thaw. */
import type { ErrorCode, QuiesceError } from '../../../../shared/errors.ts'
import type { Member, SignalMasks } from '../../../../shared/process.ts'
import { signalNumbers } from '../../../../shared/signals.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { isUp } from './refusals.ts'
import { someWords } from './unit-words.ts'

export type ControlAction = 'reset-failed' | 'freeze' | 'thaw'

const refusal = (code: ErrorCode, message: string, next: string): QuiesceError => ({
  code,
  message,
  next,
})

/** Why the action makes no sense now, or null. */
export function refuseControl(action: ControlAction, facts: UnitFacts): QuiesceError | null {
  const { name, state } = facts
  if (facts.loadState === 'not-found' && !isUp(facts) && state.activeState !== 'failed')
    return refusal('unknown-target', `There is no unit ${name}.`, 'Look for its right name.')
  switch (action) {
    case 'reset-failed':
      return state.activeState === 'failed'
        ? null
        : refusal(
            'not-now',
            `${name} is ${state.activeState}, not failed: there is nothing to reset.`,
            'Nothing has to be done.',
          )
    case 'thaw':
      return state.frozen
        ? null
        : refusal('not-now', `${name} is not frozen.`, 'Nothing has to be done.')
    case 'freeze':
      return refuseFreeze(facts)
  }
}

function refuseFreeze({ name, state, canFreeze }: UnitFacts): QuiesceError | null {
  if (state.frozen) return refusal('not-now', `${name} is frozen already.`, 'Thaw it, or leave it.')
  if (state.activeState !== 'active')
    return refusal(
      'not-now',
      `${name} is ${state.activeState} (${state.subState}): only what runs can be frozen.`,
      'Freeze it once it is active.',
    )
  if (canFreeze) return null
  return refusal(
    'not-available',
    `systemd cannot freeze ${name} here: that takes cgroup v2.`,
    'Send SIGSTOP to its processes, if they have to stand still.',
  )
}

/** A process of the unit with its signal masks; null where they could not be read. */
export interface MaskedMember {
  readonly member: Member
  readonly masks: SignalMasks | null
}

/** What to know before a freeze: sentences with a full stop. */
export const warnFreeze = (
  facts: Pick<UnitFacts, 'name'>,
  members: readonly MaskedMember[],
): readonly string[] => [
  'While it is frozen nobody gets an answer from it: clients hang, and its watchdog does not report.',
  ...warnDeadly(members),
  'A stop thaws it first: it does not stay still until it has ended.',
  `Do not kill ${facts.name} while it is frozen: the unit may stay unusable until a reboot (systemd issue 38517).`,
]

const named = (members: readonly MaskedMember[]): string =>
  someWords(members.map(({ member }) => `${member.name} (${member.identity.pid})`))

/** A handler waits for the thaw; the kernel's own action does not (tried on Linux 6.18). */
function warnDeadly(members: readonly MaskedMember[]): readonly string[] {
  const bare = members.filter(({ masks }) => masks !== null && !hears(masks))
  const unread = members.filter(({ masks }) => masks === null)
  return [
    ...(bare.length === 0
      ? []
      : [`Without a handler for SIGTERM, ${named(bare)} would die of one at once, even frozen.`]),
    ...(unread.length === 0
      ? []
      : [`Whether ${named(unread)} would die of SIGTERM even frozen could not be read.`]),
  ]
}

const hears = ({ caught, ignored, blocked }: SignalMasks): boolean =>
  [caught, ignored, blocked].some((set) => set.includes(signalNumbers.TERM))

/** What to know before a thaw: what was sent meanwhile arrives at once. */
export function warnThaw(
  facts: Pick<UnitFacts, 'state'>,
  members: readonly MaskedMember[] = [],
): readonly string[] {
  const waiting = members.filter(({ masks }) => masks?.pending.includes(signalNumbers.TERM))
  return [
    ...(waiting.length === 0
      ? []
      : [`SIGTERM waits for ${named(waiting)} and arrives with the thaw.`]),
    ...(facts.state.activeState === 'deactivating'
      ? ['It is being stopped, and the stop goes on with the thaw.']
      : []),
  ]
}
