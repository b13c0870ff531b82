/** The fields of the editors: each with its word, one sentence, and what is wrong with it. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useId, type JSX, type ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly says?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (text: string) => void
}

const order: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]

/** One line of text; `code` where a machine reads it. */
export function TextField(
  props: FieldProps & { readonly code?: boolean; readonly placeholder?: string },
): JSX.Element {
  const { label, says, error, value, onChange, code = false, placeholder } = props
  return (
    <TextInput
      className={`field ${code ? 'code' : ''}`}
      label={label}
      description={says}
      inputWrapperOrder={order}
      error={error}
      placeholder={placeholder}
      spellCheck={!code}
      autoComplete="off"
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

/** A number, read when the form is; its unit stands behind it. */
export function NumberField(props: FieldProps & { readonly unit: string }): JSX.Element {
  const { label, says, error, value, onChange, unit } = props
  return (
    <TextInput
      className="field number"
      label={label}
      description={says}
      inputWrapperOrder={order}
      error={error}
      inputMode="decimal"
      autoComplete="off"
      rightSection={<span className="s t3">{unit}</span>}
      rightSectionWidth={unit.length > 2 ? 56 : 30}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

export function SelectField(
  props: FieldProps & {
    readonly options: readonly { readonly value: string; readonly label: string }[]
  },
): JSX.Element {
  const { label, says, error, value, onChange, options } = props
  return (
    <NativeSelect
      className="field"
      label={label}
      description={says}
      inputWrapperOrder={order}
      error={error}
      value={value}
      data={[...options]}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

/** A few words to choose one of. */
export function WordsField<T extends string>(props: {
  readonly label: string
  readonly says?: string
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}): JSX.Element {
  const id = useId()
  const { label, says, options, value, onChange } = props
  return (
    <div className="words-field field">
      <span className="mantine-InputWrapper-label" id={`${id}-label`}>
        {label}
      </span>
      <SegmentedControl
        size="xs"
        aria-labelledby={`${id}-label`}
        {...(says === undefined ? {} : { 'aria-describedby': `${id}-says` })}
        data={options.map(([one, word]) => ({ value: one, label: word }))}
        value={value}
        onChange={(chosen) => {
          onChange(chosen)
        }}
      />
      {says !== undefined && (
        <span className="s t3" id={`${id}-says`}>
          {says}
        </span>
      )}
    </div>
  )
}

/** Some fields under one heading. */
export const Part = (props: {
  readonly title: string
  readonly says?: string
  readonly children: ReactNode
}): JSX.Element => {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        {props.says !== undefined && <span className="s t3 cut">{props.says}</span>}
      </header>
      <div className="add-form">{props.children}</div>
    </section>
  )
}
