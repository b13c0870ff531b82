import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import {
  describeAction,
  keepAction,
  openRunAction,
  restartAction,
  startAction,
  stopAction,
} from '../service-actions.ts'
import { diagnoseAction } from '../diagnosis-actions.ts'
import { freezeAction, resetFailedAction, thawAction } from '../unit-actions.ts'
import { ActionButton } from './action-button.tsx'
import { Crumbs } from './crumbs.tsx'
import { Star } from './star.tsx'
import { StateMark } from './state-mark.tsx'

/** Rare first, the primary act last: what fits the state and nothing else. */
const quiet = [diagnoseAction, describeAction, keepAction, resetFailedAction, freezeAction] as const
const plain = [thawAction, restartAction] as const

/** The name, the state, and what can be done about it now. */
export function ServiceHead(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { row } = props.detail
  const may = (action: typeof stopAction): boolean => action.refuse(row) === null
  const inRun = may(openRunAction)
  return (
    <div className="head">
      <div className="grow">
        <Crumbs above={[['Services', { view: 'services' }]]} here={row.title} />
        <div className="title">
          <h1 className="break">{printable(row.title)}</h1>
          {row.subtitle !== row.title && (
            <span className="t3 cut" title={printable(row.subtitle)}>
              {printable(row.subtitle)}
            </span>
          )}
          <StateMark state={row.state} />
        </div>
      </div>
      <Star target={row.target} title={row.title} />
      {quiet.filter(may).map((action) => (
        <ActionButton key={action.id} action={action} subject={row} look="quiet" />
      ))}
      {plain.filter(may).map((action) => (
        <ActionButton key={action.id} action={action} subject={row} />
      ))}
      {inRun && <ActionButton action={openRunAction} subject={row} look="go" />}
      {may(stopAction) && <ActionButton action={stopAction} subject={row} />}
      {may(startAction) && <ActionButton action={startAction} subject={row} look="go" />}
    </div>
  )
}
