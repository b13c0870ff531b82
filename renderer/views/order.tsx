/** Several services at once: choosing them, then the plan, before anything is sent. */
import { useState, type JSX } from 'react'
import type { OrderChoice } from '../../shared/order-input.ts'
import type { OrderPlan } from '../../shared/order.ts'
import { count } from '../../shared/wording/numbers.ts'
import { Button } from '../components/button.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorNote } from '../components/note.tsx'
import { OrderChoose } from '../components/order-choose.tsx'
import { OrderPlanBody } from '../components/order-plan.tsx'
import { useAnswer } from '../components/use-answer.ts'
import { useKeys } from '../components/use-keys.ts'
import { choiceWords, weighOrder } from '../model/order-plan.ts'
import { beginOrder } from '../order-actions.ts'
import { useApp, useQuiesce } from '../store.ts'

interface StartProps {
  readonly of: OrderChoice
  readonly plan: OrderPlan
}

/** Enter on the plan starts it, unless it is everything or something has to be read first. */
function Start(props: StartProps): JSX.Element {
  const app = useApp()
  const { of, plan } = props
  const [begun, setBegun] = useState(false)
  const many = plan.entries.length
  const atOnce = weighOrder(plan) === 'light'
  const reason = many === 0 ? 'Nobody is left to stop.' : begun ? 'It is being started.' : null
  const start = (): void => {
    setBegun(true)
    void beginOrder(app, of).then(() => {
      setBegun(false)
    })
  }
  useKeys((event) => {
    if (event.key !== 'Enter' || event.repeat || !atOnce || reason !== null) return
    const pressesControl =
      event.target instanceof Element && event.target.closest('a, button, summary') !== null
    if (pressesControl) return
    event.preventDefault()
    start()
  })
  return (
    <div className="order-go">
      <span className="s t2 grow">Nothing has been sent.</span>
      <Button
        onPress={() => {
          app.go({ view: 'order', of: null })
        }}
      >
        Choose others…
      </Button>
      <Button
        icon="stop"
        look="go"
        {...(atOnce && many > 0 ? { hint: 'Enter' } : {})}
        reason={reason}
        onPress={start}
      >
        Stop {count(many, 'service')} now
      </Button>
    </div>
  )
}

/** Names that were probably meant, each a step away. */
function MeantGroups(props: { readonly names: readonly string[] }): JSX.Element {
  const { go } = useApp()
  return (
    <div className="row wrap" style={{ marginTop: 12 }}>
      {props.names.map((name) => (
        <Button
          key={name}
          onPress={() => {
            go({ view: 'order', of: { kind: 'group', name } })
          }}
        >
          Show the plan of {name}
        </Button>
      ))}
    </div>
  )
}

function OrderPlanView(props: { readonly of: OrderChoice }): JSX.Element {
  const { of } = props
  const revision = useQuiesce((s) => s.services?.size ?? 0)
  const answer = useAnswer('order.plan', { of }, revision)
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs
            above={[['Stop several services', { view: 'order', of: null }]]}
            here="The plan"
          />
          <div className="title">
            <h1 className="break">Stop {choiceWords(of)}</h1>
          </div>
        </div>
      </div>
      <div className="body order-body">
        {answer === null && <p className="t3">Making the plan…</p>}
        {answer?.ok === false && <ErrorNote error={answer.error} />}
        {answer?.ok === false && of.kind === 'group' && (
          <MeantGroups names={answer.error.candidates ?? []} />
        )}
        {answer?.ok === true && <OrderPlanBody plan={answer.value} />}
      </div>
      {answer?.ok === true && <Start of={of} plan={answer.value} />}
    </>
  )
}

export function OrderView(props: { readonly of: OrderChoice | null }): JSX.Element {
  return props.of === null ? <OrderChoose /> : <OrderPlanView of={props.of} />
}
