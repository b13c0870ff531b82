/** A command as a list: one field an argument, so that nothing is split or quoted by a shell. */
import { TextInput } from '@mantine/core'
import { useEffect, useRef, type JSX, type KeyboardEvent } from 'react'
import { Button } from './button.tsx'

interface ListProps {
  readonly label: string
  readonly description: string
  readonly error: string | undefined
  /** The button's words while the list is empty. */
  readonly give?: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Enter adds an argument behind this one; Backspace in an empty one takes it away. */
export function ListField(props: ListProps): JSX.Element {
  const { value, onChange } = props
  const box = useRef<HTMLDivElement>(null)
  const focusAt = useRef<number | null>(null)
  useEffect(() => {
    if (focusAt.current === null) return
    box.current?.querySelectorAll('input')[focusAt.current]?.focus()
    focusAt.current = null
  }, [value])
  const insert = (at: number): void => {
    focusAt.current = at
    onChange([...value.slice(0, at), '', ...value.slice(at)])
  }
  const remove = (at: number): void => {
    focusAt.current = Math.max(0, at - 1)
    onChange(value.filter((_, other) => other !== at))
  }
  const onKey = (event: KeyboardEvent, at: number): void => {
    if (event.key === 'Enter') insert(at + 1)
    else if (event.key === 'Backspace' && value[at] === '') remove(at)
    else return
    event.preventDefault()
  }
  return (
    <fieldset className="list-field">
      <legend>{props.label}</legend>
      <div ref={box} className="list-rows">
        {value.map((argument, at) => (
          <div key={at} className="row">
            <TextInput
              className="field code grow"
              aria-label={at === 0 ? 'Program' : `Argument ${at}`}
              placeholder={at === 0 ? '/path/to/program' : ''}
              spellCheck={false}
              autoComplete="off"
              value={argument}
              onChange={(event) => {
                const text = event.currentTarget.value
                onChange(value.map((one, other) => (other === at ? text : one)))
              }}
              onKeyDown={(event) => {
                onKey(event, at)
              }}
            />
            <Button
              size="sm"
              look="quiet"
              icon="x"
              name={at === 0 ? 'Take the program away' : `Take argument ${at} away`}
              onPress={() => {
                remove(at)
              }}
            />
          </div>
        ))}
      </div>
      <Button
        size="sm"
        onPress={() => {
          insert(value.length)
        }}
      >
        {value.length === 0 ? (props.give ?? 'Give a start command') : 'Add an argument'}
      </Button>
      {props.error === undefined ? (
        <p className="s t3">{props.description}</p>
      ) : (
        <p className="s ember" role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
