/** The word that gives force: the button held, or a name typed where a person chose that. */
import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { HoldButton } from './hold-button.tsx'

export interface GiveForceProps {
  /** What has to be typed: the service's name, of several services the machine's. */
  readonly phrase: string
  /** "4 processes"; null where nobody is left. */
  readonly what: string | null
  readonly reason: string | null
  readonly onGiven: () => void
}

/** The name itself is the consent; Enter in the field gives nothing, since it is pressed too easily. */
function TypeToForce(props: GiveForceProps): JSX.Element {
  const { phrase, what, reason, onGiven } = props
  const [typed, setTyped] = useState('')
  const isTyped = typed.trim() === phrase
  return (
    <div className="type-force">
      <TextInput
        className="field code"
        label={
          <>
            Type <code>{phrase}</code> to force
          </>
        }
        aria-label={`Type ${phrase} to force`}
        spellCheck={false}
        autoComplete="off"
        disabled={reason !== null}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <Button
        size="lg"
        look="force"
        icon="force"
        reason={reason ?? (isTyped ? null : `Type ${phrase} first.`)}
        onPress={onGiven}
      >
        {what === null ? 'Nobody is left to force' : `Force ${what}`}
      </Button>
    </div>
  )
}

export function GiveForce(props: GiveForceProps): JSX.Element {
  const typed = useQuiesce((s) => s.settings?.settings.window.force === 'type')
  if (typed) return <TypeToForce {...props} />
  return (
    <HoldButton
      label={props.what === null ? 'Nobody is left to force' : `Hold to force ${props.what}`}
      reason={props.reason}
      onHeld={props.onGiven}
    />
  )
}
