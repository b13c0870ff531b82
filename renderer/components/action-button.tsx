import type { JSX } from 'react'
import type { Action } from '../actions.ts'
import { useApp } from '../store.ts'
import { Button, type ButtonProps } from './button.tsx'

interface ActionButtonProps<Subject> {
  readonly action: Action<Subject>
  readonly subject: Subject
  readonly size?: ButtonProps['size']
  readonly look?: ButtonProps['look']
  readonly className?: string
  readonly keyHint?: boolean
  readonly iconOnly?: boolean
  readonly bare?: boolean
  /** Whom it is about, for a button that stands in a list of the same ones. */
  readonly about?: string
}

/** An action as a button, with the reason where it is refused. */
export function ActionButton<Subject>(props: ActionButtonProps<Subject>): JSX.Element {
  const app = useApp()
  const { action, subject, about, keyHint = true, iconOnly = false, bare = false } = props
  const label = action.label(subject)
  const look = props.look ?? action.look
  const name = about === undefined ? (iconOnly ? label : undefined) : `${label} ${about}`
  return (
    <Button
      {...(bare ? {} : { icon: action.icon })}
      {...(look === undefined ? {} : { look })}
      {...(props.size === undefined ? {} : { size: props.size })}
      {...(keyHint && action.key !== undefined ? { hint: action.key } : {})}
      {...(name === undefined ? {} : { name })}
      {...(props.className === undefined ? {} : { className: props.className })}
      reason={action.refuse(subject)}
      onPress={() => {
        action.run(app, subject)
      }}
    >
      {iconOnly ? undefined : label}
    </Button>
  )
}
