/** The plan beside the view: what would be sent to whom, before anything is sent. */
import { Drawer } from '@mantine/core'
import { useEffect, useRef, useState, type JSX } from 'react'
import type { Result } from '../../shared/errors.ts'
import type { Plan } from '../../shared/plan.ts'
import { identityKey } from '../../shared/process.ts'
import { parseSchedule } from '../../shared/schedule.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { startPlan } from '../service-actions.ts'
import type { OpenPlan } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { ErrorNote } from './note.tsx'
import { PlanBody } from './plan-body.tsx'
import { ScheduleField } from './schedule-field.tsx'
import { useAnswer } from './use-answer.ts'

/** Ticked suspects of this plan, as identities. */
function useTicked(
  target: string,
  plan: Plan | null,
): Plan['suspects'][number]['member']['identity'][] {
  const ticked = useQuiesce((s) => s.ticked.get(target))
  return (plan?.suspects ?? [])
    .map((suspect) => suspect.member.identity)
    .filter((identity) => ticked?.has(identityKey(identity)) ?? false)
}

/** The text typed, once it has been still for a moment: a plan for each letter helps nobody. */
function useStill(text: string | null): string | null {
  const [still, setStill] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => {
      setStill(text)
    }, 250)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return still
}

interface Draft {
  readonly answer: Result<Plan> | null
  readonly plan: Plan | null
  readonly typed: string | null
  readonly setTyped: (text: string) => void
  /** The schedule to start, where it is not the service's own. */
  readonly schedule: string | undefined
  /** The plan on the screen is the one that starts: a text still being typed starts nothing. */
  readonly ready: boolean
}

/** A plan that follows the schedule typed, and the members as they come and go. */
function useDraft(target: string): Draft {
  const [typed, setTyped] = useState<string | null>(null)
  const asked = useStill(typed)
  const members = useQuiesce((s) => s.services?.get(target)?.memberCount ?? 0)
  const schedule = asked !== null && parseSchedule(asked).ok ? { schedule: asked } : {}
  const answer = useAnswer('plan.make', { target, ...schedule }, members)
  const plan = answer?.ok === true ? answer.value : null
  const typedOk = typed === null || (parseSchedule(typed).ok && typed === asked)
  const ready = plan !== null && plan.refusal === null && typedOk
  return { answer, plan, typed, setTyped, schedule: schedule.schedule, ready }
}

interface ButtonsProps {
  readonly open: OpenPlan
  readonly ready: boolean
  readonly onStart: () => void
}

/** Start and close. The start has the focus as soon as there is a plan, so that Enter starts it. */
function PlanButtons(props: ButtonsProps): JSX.Element {
  const { store } = useApp()
  const { open, ready } = props
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const typing = document.activeElement?.matches('.schedule input') ?? false
    if (ready && !typing) button.current?.focus()
  }, [ready])
  return (
    <div className="plan-go">
      <Button
        ref={button}
        first={ready}
        icon={open.for === 'stop' ? 'stop' : 'restart'}
        look="go"
        hint="Enter"
        reason={ready ? null : 'There is no plan that could start.'}
        onPress={props.onStart}
      >
        {open.for === 'stop' ? 'Stop now' : 'Restart now'}
      </Button>
      <Button
        hint="Esc"
        onPress={() => {
          store.setState({ openPlan: null })
        }}
      >
        Close
      </Button>
    </div>
  )
}

function PlanContent(props: { readonly open: OpenPlan }): JSX.Element {
  const app = useApp()
  const { open } = props
  const { answer, plan, typed, setTyped, schedule, ready } = useDraft(open.target)
  const suspects = useTicked(open.target, plan)
  const refused = plan !== null && plan.refusal !== null
  return (
    <>
      <p className="t2">Nothing has been sent{refused ? ', and nothing would be' : ''}.</p>
      {answer === null && <p className="t3">Making the plan…</p>}
      {answer?.ok === false && <ErrorNote error={answer.error} />}
      {plan !== null && (
        <ScheduleField
          value={typed ?? plan.schedule}
          source={plan.scheduleSource}
          onChange={setTyped}
        />
      )}
      {plan !== null && <PlanBody plan={plan} ticked={suspects.length} />}
      <PlanButtons
        open={open}
        ready={ready}
        onStart={() => {
          if (ready) void startPlan(app, { plan: open, schedule, suspects })
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
