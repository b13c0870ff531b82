/** Which clocks Extend and Hold move, and what a person who leaves leaves behind. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import {
  canHoldCeiling,
  canMoveCeiling,
  fixedReason,
  leftBehind,
  movedWords,
} from '../model/ceiling-words.ts'
import { Icon } from './icon.tsx'
import { useWho } from './use-who.ts'

function Theirs(props: { readonly view: RunView }): JSX.Element | null {
  const { run } = props.view
  const moved = movedWords(run, useWho(props.view))
  const fixed = fixedReason(run)
  if (fixed !== null) {
    return (
      <>
        <span className="tag line" aria-disabled="true">
          <Icon name="locked" />
          systemd’s clock stays
        </span>
        <span className="s t2 break">{printable(fixed)}</span>
      </>
    )
  }
  if (moved !== null) {
    return (
      <span className="tag tide">
        <Icon name={run.unit?.movedTo === 'never' ? 'hold' : 'extend'} />
        systemd’s clock, {moved}
      </span>
    )
  }
  if (!canHoldCeiling(run)) return null
  return (
    <span className="tag tide">
      <Icon name="check" />
      systemd’s clock{canMoveCeiling(run) ? '' : ', by Hold only'}
    </span>
  )
}

/** For a unit: its manager has a clock of its own, and it is the one that kills. */
export function RunClocks(props: { readonly view: RunView }): JSX.Element | null {
  const { run, owner } = props.view
  if (run.unit === null || !owner.here) return null
  if (run.ceilings.length === 0 && run.unit.movedTo === null) return null
  return (
    <div className="clocks">
      <p className="row wrap">
        <span className="s t2">Extend and Hold move</span>
        <span className="tag tide">
          <Icon name="check" />
          Quiesce’s clock
        </span>
        <Theirs view={props.view} />
      </p>
      <p className="s t3 break">If you leave it: {leftBehind(run)}</p>
    </div>
  )
}
