import type { JSX } from 'react'
import { age, bytes } from '../../shared/wording/numbers.ts'

/** A number with its units quieter than its digits: "612 MB", "19 d 7 h". */
function Amount(props: { readonly text: string }): JSX.Element {
  const parts = props.text.split('\u00a0')
  return (
    <>
      {parts.map((part, at) => (
        <span key={`${at}${part}`}>
          {at > 0 && '\u00a0'}
          {/^[\d.,:]+$/.test(part) ? part : <u>{part}</u>}
        </span>
      ))}
    </>
  )
}

export const Bytes = (props: { readonly count: number }): JSX.Element => (
  <Amount text={bytes(props.count)} />
)

export const Age = (props: { readonly ms: number }): JSX.Element => <Amount text={age(props.ms)} />
