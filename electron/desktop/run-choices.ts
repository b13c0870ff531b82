/**
 * What may be decided about a run from outside the window, by menu or notification. The engine has
 * the last word; what it would refuse is not offered.
 */
import type { RunView } from '../../shared/contract.ts'
import { livingMembers, type Run } from '../../shared/run.ts'
import type { MildDecision } from './tray-item.ts'

/** "Extend by 2 min". */
const extendMs = 120_000

export interface RunChoices {
  readonly extend: MildDecision | null
  /** `release` where it is held. */
  readonly hold: MildDecision | null
  readonly leave: MildDecision | null
  /** There is somebody whom the window's dialog could force. */
  readonly force: boolean
}

const none: RunChoices = { extend: null, hold: null, leave: null, force: false }

/** Somebody else's deadline runs and can be moved from here. */
const canMoveCeilings = ({ ceilings }: Run): boolean =>
  ceilings.length > 0 && ceilings.every(({ fixed }) => fixed === null)

/** A found run is left, or taken up in the window first; another Quiesce's can only be looked at. */
export function runChoices({ run, owner }: RunView): RunChoices {
  const { phase } = run
  if (phase.kind === 'asking' && phase.why === 'found') return { ...none, leave: { kind: 'leave' } }
  if (!owner.here) return none
  const force = livingMembers(run).length > 0
  switch (phase.kind) {
    case 'planned':
    case 'forcing':
    case 'verifying':
    case 'ended':
      return none
    case 'stopping':
    case 'waiting': {
      const timed = phase.deadline !== null || canMoveCeilings(run)
      return { ...extendAndLeave(timed), hold: { kind: 'hold' }, force }
    }
    case 'held': {
      const timed = phase.leftMs !== null || canMoveCeilings(run)
      return { ...extendAndLeave(timed), hold: { kind: 'release' }, force }
    }
    case 'asking': {
      const heldBack = run.unit?.movedTo === 'never'
      const hold = canMoveCeilings(run) && !heldBack ? ({ kind: 'hold' } as const) : null
      return { ...extendAndLeave(true), hold, force }
    }
  }
}

const extendAndLeave = (timed: boolean): Pick<RunChoices, 'extend' | 'leave'> => ({
  extend: timed ? { kind: 'extend', ms: extendMs } : null,
  leave: { kind: 'leave' },
})
