import type { JSX, ReactNode } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'

/** Something to read before going on. */
export function Note(props: {
  readonly tone?: 'amber' | 'ember' | 'tide'
  readonly icon?: IconName
  readonly children: ReactNode
}): JSX.Element {
  return (
    <div className={`note ${props.tone ?? ''}`}>
      <Icon name={props.icon ?? (props.tone === undefined ? 'info' : 'no-answer')} />
      <div>{props.children}</div>
    </div>
  )
}

/** An error in place: what is so, and what to do next. */
export const ErrorNote = (props: { readonly error: QuiesceError }): JSX.Element => (
  <Note tone="amber">
    <b>
      <Prose text={props.error.message} />
    </b>
    <p className="s t2">
      <Prose text={props.error.next} />
    </p>
    {props.error.candidates !== undefined && props.error.candidates.length > 0 && (
      <p className="s t2">Probably meant: {props.error.candidates.map(printable).join(', ')}</p>
    )}
  </Note>
)
