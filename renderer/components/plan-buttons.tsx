import { useEffect, useRef, type JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import type { OpenPlan } from '../opened.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface ButtonsProps {
  readonly open: OpenPlan
  /** Why it cannot start, or null. */
  readonly reason: string | null
  /** Enter starts it; any other has to be reached first. */
  readonly atOnce: boolean
  /** "and 2 more units", or nothing. */
  readonly more: string
  /** What it costs besides the service, or null. */
  readonly costs: string | null
  readonly onStart: () => void
}

/** Start and close. A stop that touches nothing else has the focus as soon as there is a plan. */
export function PlanButtons(props: ButtonsProps): JSX.Element {
  const { store } = useApp()
  const { open, reason, atOnce } = props
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const typing = document.activeElement?.matches('.schedule input') ?? false
    // The plan is read from its top; the bar with the button is in view anyway.
    if (atOnce && !typing) button.current?.focus({ preventScroll: true })
  }, [atOnce])
  const word = open.for === 'stop' ? 'Stop now' : 'Restart now'
  return (
    <div className="plan-go">
      {props.costs !== null && (
        <p className="costs s">
          <Icon name="no-answer" className="i-14 amber" />
          <span className="break">{printable(props.costs)}</span>
        </p>
      )}
      <Button
        ref={button}
        icon={open.for === 'stop' ? 'stop' : 'restart'}
        look="go"
        first={atOnce}
        {...(atOnce ? { hint: 'Enter' } : {})}
        reason={reason}
        onPress={props.onStart}
      >
        {props.more === '' ? word : `${word}, ${props.more}`}
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
