import { TextInput } from '@mantine/core'
import type { JSX } from 'react'
import type { Fact } from '../../shared/profile.ts'
import { errorAt, type FieldErrors } from '../model/issue-words.ts'

/** A fact and where it is from: nobody has to believe it. */
export function FactField(props: {
  readonly label: string
  readonly fact: Fact
  readonly errors: FieldErrors
  /** Of the fact in the profile: `stop.usual`. */
  readonly place: string
  readonly onChange: (fact: Fact) => void
}): JSX.Element {
  const { label, fact, errors, place, onChange } = props
  return (
    <div className="fact">
      <TextInput
        className="field"
        label={label}
        error={errorAt(errors, `${place}.text`)}
        autoComplete="off"
        value={fact.text}
        onChange={(event) => {
          onChange({ ...fact, text: event.currentTarget.value })
        }}
      />
      <BasisField
        value={fact.basis}
        of={label}
        error={errorAt(errors, `${place}.basis`)}
        onChange={(basis) => {
          onChange({ ...fact, basis })
        }}
      />
    </div>
  )
}

/** Where a fact is from. */
export function BasisField(props: {
  readonly value: string
  readonly of: string
  readonly error: string | undefined
  readonly onChange: (basis: string) => void
}): JSX.Element {
  return (
    <TextInput
      className="field code"
      label="Known from"
      aria-label={`Known from: ${props.of}`}
      placeholder="tried: 1.2 on Debian 12"
      error={props.error}
      spellCheck={false}
      autoComplete="off"
      value={props.value}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}
