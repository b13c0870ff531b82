/** What is planned already, by whomever, and its end: what somebody else planned is called off by a second word. */
import { useState, type JSX } from 'react'
import type { PlannedShutdown } from '../../shared/reboot.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { describePlanned } from '../model/reboot-words.ts'
import { cancelReboot } from '../reboot-actions.ts'
import { useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

/** What took the place of a pressed button has the focus, and the milder of two has it first. */
const takeFocus = (button: HTMLButtonElement | null): void => {
  button?.focus()
}

function Sure(props: {
  readonly planned: PlannedShutdown
  readonly keep: () => void
  readonly callOff: () => void
}): JSX.Element {
  const { planned, keep, callOff } = props
  const { by = null, type } = planned
  return (
    <>
      <p className="s t2 break">
        {by === null ? 'Nobody knows who planned it' : `${printable(by)} planned it`}, and may count
        on it. Call it off all the same?
      </p>
      <div className="row wrap">
        <Button size="sm" ref={takeFocus} onPress={keep}>
          Keep it
        </Button>
        <Button size="sm" onPress={callOff}>
          {`Call off this ${printable(type)}`}
        </Button>
      </div>
    </>
  )
}

export function PlannedShutdownNote(props: {
  readonly planned: PlannedShutdown
  /** It is another one by now: reads it again. */
  readonly again: () => void
}): JSX.Element {
  const app = useApp()
  const { planned, again } = props
  const mine = planned.mine === true
  const [asked, setAsked] = useState<number | null>(null)
  const callOff = (): void => {
    setAsked(null)
    void cancelReboot(app, planned).then((told) => {
      if (!told) again()
    })
  }
  return (
    <Note tone="amber" icon="clock">
      <b>{printable(describePlanned(planned))} is planned.</b>
      {/* A question is about the one that was read; another one is asked about anew. */}
      {asked === planned.at ? (
        <Sure
          planned={planned}
          keep={() => {
            setAsked(null)
          }}
          callOff={callOff}
        />
      ) : (
        <div className="row">
          <Button
            size="sm"
            onPress={() => {
              if (mine) callOff()
              else setAsked(planned.at)
            }}
          >
            {mine ? 'Call it off' : 'Call it off…'}
          </Button>
          <span className="s t3">{mine ? 'you planned it' : 'asks you once more'}</span>
        </div>
      )}
    </Note>
  )
}
