/** While the run asks, its own clock stands; that of systemd does not. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { fixedReason, nextCeiling, shortCeiling, soonestOf } from '../model/ceiling-words.ts'
import { leftText } from '../model/run-clock.ts'
import { extendAction, holdAction } from '../run-actions.ts'
import { useQuiesce } from '../store.ts'
import { ActionButton } from './action-button.tsx'

/** What part of the time from the start of the run to the ceiling is spent. */
const spentShare = (began: number, at: number, now: number): number =>
  Math.min(1, Math.max(0, (now - began) / Math.max(1, at - began)))

function Left(props: { readonly began: number; readonly at: number }): JSX.Element {
  const now = useQuiesce((s) => s.now)
  const share = spentShare(props.began, props.at, now)
  return (
    <>
      <span className="foreign-bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <b>in {leftText(Math.max(0, props.at - now))}</b>
    </>
  )
}

/** First on the page of a run that asks: who else is about to force, and how to hold it back. */
export function ForeignClock(props: { readonly view: RunView }): JSX.Element | null {
  const { view } = props
  const { run } = view
  const ceiling = nextCeiling(run.ceilings)
  if (ceiling === null) {
    if (run.unit?.movedTo !== 'never') return null
    return (
      <div className="strip foreign">
        <b>systemd is held back: nobody forces.</b>
        <span className="t2">The hold stays until the unit has come to rest.</span>
      </div>
    )
  }
  const at = soonestOf(ceiling)
  const fixed = fixedReason(run)
  return (
    <div className="strip foreign" role="group" aria-label="Somebody else’s clock">
      {at !== null && <Left began={run.startedAt.wall} at={at} />}
      <span className="grow break">
        {shortCeiling(ceiling)} <span className="t3">({printable(ceiling.source)})</span>
        {fixed !== null && <span className="t2"> It cannot be moved: {printable(fixed)}.</span>}
      </span>
      <ActionButton action={holdAction} subject={view} />
      {fixed === null && <ActionButton action={extendAction} subject={view} />}
    </div>
  )
}
