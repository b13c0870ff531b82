import type { JSX } from 'react'
import type { ActiveState } from '../../shared/unit.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Icon, type IconName } from './icon.tsx'
import type { Colour } from './state-mark.tsx'

const marks: Record<ActiveState, { readonly icon: IconName; readonly colour: Colour }> = {
  active: { icon: 'running', colour: 'moss' },
  reloading: { icon: 'restart', colour: 'tide' },
  refreshing: { icon: 'restart', colour: 'tide' },
  inactive: { icon: 'stopped', colour: 't3' },
  failed: { icon: 'failed', colour: 'ember' },
  activating: { icon: 'starting', colour: 'tide' },
  deactivating: { icon: 'stopping', colour: 'tide' },
  maintenance: { icon: 'wait', colour: 't3' },
  unknown: { icon: 'unknown', colour: 't3' },
}

/** A unit of any type: systemd's own word for its state, and its mark. */
export const UnitStateMark = (props: {
  readonly activeState: ActiveState
  readonly subState: string
}): JSX.Element => (
  <span className="unit-state s" title={`${props.activeState} (${printable(props.subState)})`}>
    <Icon
      name={marks[props.activeState].icon}
      className={`i-14 ${marks[props.activeState].colour}`}
    />
    <span className="t2 cut">{printable(props.subState)}</span>
  </span>
)
