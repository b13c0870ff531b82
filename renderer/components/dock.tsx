import { Fragment, type JSX } from 'react'
import type { Ceiling, Plan } from '../../shared/plan.ts'
import type { ServiceRow } from '../../shared/service.ts'
import type { UnitImpact } from '../../shared/unit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { ceilingMoment, nextCeiling } from '../model/ceiling-words.ts'
import { afterAStop, connections, startsAtOnce, warningsOf } from '../model/plan-weight.ts'
import { shortList } from '../model/run-steps.ts'
import {
  keepAction,
  openAction,
  openRunAction,
  startAction,
  startPlan,
  stopAction,
} from '../service-actions.ts'
import { useApp } from '../store.ts'
import { ActionButton } from './action-button.tsx'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'
import { PlanLine } from './plan-line.tsx'
import { useAnswer } from './use-answer.ts'

interface Fact {
  readonly word: string
  readonly text: string
}

const fact = (word: string, text: string | null): readonly Fact[] =>
  text === null || text === '' ? [] : [{ word, text }]

/** What a unit's stop touches, each kind on one line. */
function impactFacts(impact: UnitImpact): readonly Fact[] {
  const back = afterAStop(impact).map((one) => one.by ?? one.sentence)
  const clients = connections(impact)
  const unknown = impact.clientsUnknown === null ? null : 'not known; some are to be expected'
  return [
    ...fact('Session', impact.ownSession === null ? null : 'your own hangs on it'),
    ...fact('Also stops', shortList(impact.stopsToo.map((unit) => unit.name))),
    ...fact('Clients', unknown ?? (clients === 0 ? null : `${clients} connected`)),
    ...fact('Comes back', back.length === 0 ? null : `by ${shortList(back)}`),
  ]
}

/** The dock has room for who, what and when. */
const tersely = (ceiling: Ceiling): string =>
  `${ceiling.who}: ${ceiling.what === '' ? 'force' : ceiling.what} ${ceilingMoment(ceiling)}`

function factsOf(plan: Plan, row: ServiceRow): readonly Fact[] {
  const warnings = warningsOf(plan)
  const warning = warnings.find((w) => w.severity === 'stop') ?? warnings[0]
  const reached = plan.members.filter((m) => m.kept === null).length
  const ceiling = nextCeiling(plan.ceilings)
  const suspects = plan.suspects.length
  const impact = plan.unit?.impact
  const who = [
    ...fact('Reaches', `${count(reached, 'process', 'processes')} of ${row.user}`),
    ...fact('Suspects', suspects === 0 ? null : `${suspects}, not signalled until you tick them`),
  ]
  const then = [
    ...fact('Ceiling', ceiling === null ? null : tersely(ceiling)),
    ...fact('Note', warning?.sentence ?? null),
  ]
  const facts =
    impact === undefined
      ? [...who, ...fact('Also', plan.impact.join(' ')), ...then]
      : [...impactFacts(impact), ...then, ...who]
  return facts.slice(0, shownAtMost)
}

/** Lines that the dock has room for; the rest is in the plan. */
const shownAtMost = 5

function Facts(props: { readonly plan: Plan; readonly row: ServiceRow }): JSX.Element {
  return (
    <dl className="kv s">
      {factsOf(props.plan, props.row).map(({ word, text }) => (
        <Fragment key={word}>
          <dt>{word}</dt>
          <dd title={printable(text)}>{printable(text)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Said(props: { readonly row: ServiceRow; readonly plan: Plan | null }): JSX.Element {
  const { row, plan } = props
  const refusal = row.refusal ?? plan?.refusal ?? null
  const title = printable(row.title)
  if (refusal !== null) {
    return (
      <>
        <h2 className="break">
          <Prose text={refusal.message} />
        </h2>
        <p className="s t2 break">
          <Prose text={refusal.next} />
        </p>
      </>
    )
  }
  if (stopAction.refuse(row) !== null) {
    return (
      <>
        <h2 className="cut">{title}</h2>
        <p className="s t2">{printable(row.note ?? stopAction.refuse(row) ?? '')}</p>
      </>
    )
  }
  return (
    <>
      <div className="row" style={{ marginBottom: 9 }}>
        <h2 className="cut">If you stop {title} now</h2>
        <span className="s t3">Nothing has been sent.</span>
      </div>
      {plan === null ? <p className="s t3">Making the plan…</p> : <PlanLine plan={plan} />}
    </>
  )
}

/** Nobody depends on it, and its plan stands beside this: one press is enough. */
function StopAtOnce(props: { readonly row: ServiceRow }): JSX.Element {
  const app = useApp()
  const { row } = props
  const plan = { target: row.target, for: 'stop' } as const
  return (
    <>
      <Button
        icon="stop"
        look="go"
        onPress={() => {
          void startPlan(app, { plan, schedule: undefined, suspects: [] })
        }}
      >
        Stop
      </Button>
      <Button
        icon="list"
        hint="S"
        onPress={() => {
          stopAction.run(app, row)
        }}
      >
        Plan…
      </Button>
    </>
  )
}

/** The plan of the selected row, and what one can do with it. */
export function Dock(props: { readonly row: ServiceRow }): JSX.Element {
  const { row } = props
  const stoppable = stopAction.refuse(row) === null
  const answer = useAnswer('plan.make', stoppable ? { target: row.target } : null, row.memberCount)
  const plan = answer?.ok === true ? answer.value : null
  const others = [openRunAction, startAction].filter((action) => action.refuse(row) === null)
  const first = stoppable ? stopAction : (others[0] ?? null)
  const refused = row.refusal !== null || (plan !== null && plan.refusal !== null)
  const title = printable(row.title)
  const free = stoppable && plan !== null && startsAtOnce(plan)
  return (
    <section className="dock" aria-label={stoppable ? `If you stop ${title} now` : title}>
      <div className="grow">
        <Said row={answer?.ok === false ? { ...row, refusal: answer.error } : row} plan={plan} />
        {keepAction.refuse(row) === null && (
          <ActionButton action={keepAction} subject={row} size="sm" look="quiet" className="keep" />
        )}
      </div>
      {plan !== null && !refused && <Facts plan={plan} row={row} />}
      <div className="dockact">
        {free && <StopAtOnce row={row} />}
        {first !== null && !free && (
          <ActionButton
            action={first}
            subject={row}
            look={first === startAction || refused ? 'plain' : 'go'}
          />
        )}
        <ActionButton action={openAction} subject={row} bare />
      </div>
    </section>
  )
}
