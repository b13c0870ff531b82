/** The plan beside the view: what would be sent to whom, before anything is sent. */
import { Drawer } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Plan } from '../../shared/plan.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { costLine, weighPlan } from '../model/plan-weight.ts'
import { startPlan } from '../service-actions.ts'
import type { OpenPlan } from '../opened.ts'
import { useApp, useQuiesce } from '../store.ts'
import { ErrorNote } from './note.tsx'
import { PlanBody } from './plan-body.tsx'
import { PlanButtons } from './plan-buttons.tsx'
import { OtherWayIn, PlanImpact } from './plan-impact.tsx'
import { PlanProfile } from './plan-profile.tsx'
import { ScheduleField } from './schedule-field.tsx'
import { useDraft, useTicked, useTickedUnits } from './use-draft.ts'

/** Triggers that were ticked and are still part of the plan. */
const stillOffered = (plan: Plan | null, units: ReadonlySet<string>): readonly string[] =>
  (plan?.unit?.impact.bringsBack ?? []).flatMap(({ by }) =>
    by !== null && units.has(by) ? [by] : [],
  )

const moreWords = (plan: Plan | null): string => {
  const more = plan?.unit?.impact.stopsToo.length ?? 0
  return more === 0 ? '' : `and ${count(more, 'more unit')}`
}

function PlanContent(props: { readonly open: OpenPlan }): JSX.Element {
  const app = useApp()
  const { open } = props
  const { answer, plan, typed, setTyped, schedule, ready } = useDraft(open.target)
  const suspects = useTicked(open.target, plan)
  const { units, toggle } = useTickedUnits(open.also ?? [])
  const [otherWay, setOtherWay] = useState(false)
  const weight = plan === null ? 'light' : weighPlan(plan)
  const refused = plan !== null && plan.refusal !== null
  const unsure = weight === 'own-session' && !otherWay ? 'Your own session hangs on it.' : null
  const reason = ready ? unsure : 'There is no plan that could start.'
  const atOnce = reason === null && weight === 'light'
  const triggers = open.for === 'stop' ? stillOffered(plan, units) : []
  return (
    <>
      {/* The focus begins on words, so that Enter does nothing until there is something to start. */}
      <p className="t2 plan-top" tabIndex={-1} data-autofocus={atOnce ? undefined : true}>
        Nothing has been sent{refused ? ', and nothing would be' : ''}.
      </p>
      {answer === null && <p className="t3">Making the plan…</p>}
      {answer?.ok === false && <ErrorNote error={answer.error} />}
      {plan !== null && (
        <ScheduleField
          value={typed ?? plan.schedule}
          source={plan.scheduleSource}
          onChange={setTyped}
        />
      )}
      {plan !== null && (
        <PlanBody plan={plan} ticked={suspects.length}>
          <PlanProfile profile={plan.profile} />
          <PlanImpact plan={plan} ticked={open.for === 'stop' ? units : null} onTick={toggle} />
        </PlanBody>
      )}
      {weight === 'own-session' && !refused && (
        <OtherWayIn checked={otherWay} onChange={setOtherWay} />
      )}
      <PlanButtons
        open={open}
        reason={reason}
        atOnce={atOnce}
        more={moreWords(plan)}
        costs={plan === null || refused ? null : costLine(plan)}
        onStart={() => {
          void startPlan(app, { plan: open, schedule, suspects, triggers })
        }}
      />
    </>
  )
}

export function PlanDrawer(): JSX.Element {
  const { store } = useApp()
  const open = useQuiesce((s) => s.openPlan)
  const title = useQuiesce((s) =>
    s.openPlan === null ? '' : (s.services?.get(s.openPlan.target)?.title ?? s.openPlan.target),
  )
  return (
    <Drawer
      opened={open !== null}
      onClose={() => {
        store.setState({ openPlan: null })
      }}
      position="right"
      size={440}
      title={
        <span className="break">{`${open?.for === 'restart' ? 'Restart' : 'Stop'} ${printable(title)}`}</span>
      }
      closeButtonProps={{ 'aria-label': 'Close the plan' }}
      transitionProps={{ duration: 180 }}
    >
      {open !== null && <PlanContent key={`${open.for} ${open.target}`} open={open} />}
    </Drawer>
  )
}
