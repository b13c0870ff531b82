/** The impact in a plan: triggers can be ticked to be stopped first; another way in has to be confirmed. */
import { Checkbox } from '@mantine/core'
import type { JSX } from 'react'
import type { Plan } from '../../shared/plan.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { isFree } from '../model/plan-weight.ts'
import { ImpactList } from './impact-list.tsx'
import { Note } from './note.tsx'

interface PlanImpactProps {
  readonly plan: Plan
  /** Null where the order cannot carry any: a restart starts it again anyway. */
  readonly ticked: ReadonlySet<string> | null
  readonly onTick: (unit: string) => void
}

/** A restart brings everything back that it stopped; only a stop offers to stop the triggers. */
export function PlanImpact(props: PlanImpactProps): JSX.Element | null {
  const { plan, ticked, onTick } = props
  if (plan.unit === null) return null
  const { impact, unit } = plan.unit
  const said = plan.warnings.map(({ sentence, evidence }) => `${sentence} ${evidence ?? ''}`)
  const warned = said.some((text) => text.includes(impact.ownSession ?? '\0'))
  return (
    <section className="plan-impact" aria-labelledby="plan-impact">
      <h3 id="plan-impact">What else it touches</h3>
      {impact.ownSession !== null && !warned && (
        <Note tone="amber">
          <b>Your own session hangs on it:</b> {printable(impact.ownSession)}.
        </Note>
      )}
      {!isFree({ ...impact, ownSession: null }) || impact.ownSession === null ? (
        <div className="panel">
          <ImpactList
            impact={impact}
            manager={unit.manager}
            session={false}
            offer={({ by }) =>
              ticked !== null && (
                <Checkbox
                  size="xs"
                  checked={ticked.has(by)}
                  onChange={() => {
                    onTick(by)
                  }}
                  label="Stop it too"
                  aria-label={`Stop it too: ${printable(by)}`}
                />
              )
            }
          />
        </div>
      ) : null}
    </section>
  )
}

/** Whose session hangs on it says that there is another way in, before the button can be pressed. */
export const OtherWayIn = (props: {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}): JSX.Element => (
  <Checkbox
    className="other-way"
    size="sm"
    checked={props.checked}
    onChange={(event) => {
      props.onChange(event.currentTarget.checked)
    }}
    label="I have another way into this machine"
  />
)
