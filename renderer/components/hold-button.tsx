/** A button that is held, not clicked: pointer or Space for 1.5 s; letting go cancels. */
import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useRef, useState, type JSX, type KeyboardEvent, type PointerEvent } from 'react'
import { Icon } from './icon.tsx'

/** How long it has to be held. */
const holdMs = 1500
const tickMs = 500

interface HoldButtonProps {
  readonly label: string
  readonly reason: string | null
  readonly onHeld: () => void
}

interface Hold {
  readonly leftMs: number | null
  readonly begin: () => void
  readonly cancel: () => void
}

/** Counts the hold down; the timers end with the hold and with the component. */
function useHold(onHeld: () => void): Hold {
  const [leftMs, setLeftMs] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined)
  const cancel = (): void => {
    clearInterval(timer.current)
    timer.current = undefined
    setLeftMs(null)
  }
  const begin = (): void => {
    if (timer.current !== undefined) return
    let left = holdMs
    setLeftMs(left)
    timer.current = setInterval(() => {
      left -= tickMs
      if (left > 0) {
        setLeftMs(left)
        return
      }
      cancel()
      onHeld()
    }, tickMs)
  }
  useEffect(
    () => () => {
      clearInterval(timer.current)
    },
    [],
  )
  return { leftMs, begin, cancel }
}

export function HoldButton(props: HoldButtonProps): JSX.Element {
  const still = useReducedMotion()
  const hold = useHold(props.onHeld)
  const allowed = props.reason === null
  const held = hold.leftMs !== null
  const word = held && still ? `${(hold.leftMs / 1000).toFixed(1)} s more` : props.label
  const down = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.repeat || !allowed) return
    event.preventDefault()
    hold.begin()
  }
  const press = (event: PointerEvent): void => {
    if (event.button === 0 && allowed) hold.begin()
  }
  return (
    <button
      type="button"
      className="hold"
      data-held={held && !still ? '' : undefined}
      aria-disabled={!allowed}
      aria-describedby="hold-hint"
      title={props.reason ?? undefined}
      onPointerDown={press}
      onPointerUp={hold.cancel}
      onPointerLeave={hold.cancel}
      onPointerCancel={hold.cancel}
      onContextMenu={(event) => {
        event.preventDefault()
      }}
      onKeyDown={down}
      onKeyUp={hold.cancel}
      onBlur={hold.cancel}
    >
      <span>
        <Icon name="force" />
        {word}
      </span>
      <span className="fill" aria-hidden="true">
        <Icon name="force" />
        {word}
      </span>
      <span id="hold-hint" className="sr">
        Press and hold for one and a half seconds, with the pointer or with Space. Let go to cancel.
      </span>
    </button>
  )
}
