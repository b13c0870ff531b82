import type { JSX } from 'react'
import type { UnitDetail } from '../../shared/unit.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { ImpactList } from './impact-list.tsx'

/** What hangs on a unit, before anybody asks for its stop. */
export function ImpactPanel(props: {
  readonly target: string
  readonly unit: UnitDetail
  readonly stoppable: boolean
}): JSX.Element {
  const { store } = useApp()
  const { target, unit, stoppable } = props
  return (
    <section className="panel" aria-labelledby="impact-title">
      <header>
        <h2 id="impact-title">What hangs on it</h2>
        <span className="s t3 end">when it is stopped</span>
      </header>
      <ImpactList
        impact={unit.impact}
        manager={unit.manager}
        offer={({ by }) =>
          stoppable && (
            <Button
              size="sm"
              name={`Stop it too… ${printable(by)}`}
              onPress={() => {
                store.setState({ openPlan: { target, for: 'stop', also: [by] } })
              }}
            >
              Stop it too…
            </Button>
          )
        }
      />
    </section>
  )
}
