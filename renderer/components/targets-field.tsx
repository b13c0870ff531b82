/** Services in an order that a person chooses: typed or picked, moved, taken away. */
import { Autocomplete } from '@mantine/core'
import { useState, type JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { useShallow } from 'zustand/react/shallow'
import { useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Name } from './name.tsx'

export interface TargetsProps {
  readonly label: string
  readonly none: string
  readonly value: readonly string[]
  readonly disabled?: boolean
  /** Their order means something. */
  readonly ordered?: boolean
  /** Names that are offered before those of the list. */
  readonly offer?: readonly string[]
  readonly error?: string | undefined
  readonly onChange: (value: readonly string[]) => void
}

/** The list with one of it a place further up or down. */
export function moved(list: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const next = [...list]
  const [one] = next.splice(at, 1)
  if (one === undefined) return list
  next.splice(at + by, 0, one)
  return next
}

function Rows(props: TargetsProps): JSX.Element {
  const { value, disabled = false, ordered = false, onChange } = props
  return (
    <ol className="targets" aria-label={props.label}>
      {value.map((target, at) => (
        <li key={target}>
          <Name text={target} className="grow" />
          {!disabled && ordered && (
            <>
              <Button
                size="sm"
                look="quiet"
                icon="up"
                name={`Move ${printable(target)} up`}
                reason={at === 0 ? 'It is the first.' : null}
                onPress={() => {
                  onChange(moved(value, at, -1))
                }}
              />
              <Button
                size="sm"
                look="quiet"
                icon="down"
                name={`Move ${printable(target)} down`}
                reason={at === value.length - 1 ? 'It is the last.' : null}
                onPress={() => {
                  onChange(moved(value, at, 1))
                }}
              />
            </>
          )}
          {!disabled && (
            <Button
              size="sm"
              look="quiet"
              icon="x"
              name={`Take ${printable(target)} away`}
              onPress={() => {
                onChange(value.filter((one) => one !== target))
              }}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

/** Enter adds what is typed; what is there already is not added again. */
function Add(props: TargetsProps): JSX.Element {
  const { value, onChange, offer = [] } = props
  const known = useQuiesce(useShallow((s) => [...(s.services?.keys() ?? [])]))
  const [typed, setTyped] = useState('')
  const data = [...new Set([...offer, ...known])].filter((one) => !value.includes(one))
  const add = (target: string): void => {
    const name = target.trim()
    if (name === '') return
    setTyped('')
    if (!value.includes(name)) onChange([...value, name])
  }
  return (
    <div className="row targets-add">
      <Autocomplete
        className="field grow"
        aria-label={`Add to ${props.label}`}
        placeholder="Name of a service"
        limit={12}
        openOnFocus={false}
        maxDropdownHeight={260}
        spellCheck={false}
        data={data}
        value={typed}
        onChange={setTyped}
        onOptionSubmit={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.defaultPrevented) return
          event.preventDefault()
          add(typed)
        }}
      />
      <Button
        reason={typed.trim() === '' ? 'Type the name of a service.' : null}
        name={`Add to ${props.label}: ${printable(typed)}`}
        onPress={() => {
          add(typed)
        }}
      >
        Add
      </Button>
    </div>
  )
}

export function TargetsField(props: TargetsProps): JSX.Element {
  return (
    <div className="targets-field">
      {props.value.length === 0 ? <p className="s t3">{props.none}</p> : <Rows {...props} />}
      {props.disabled !== true && <Add {...props} />}
      {props.error !== undefined && (
        <p className="s ember" role="alert">
          {props.error}
        </p>
      )}
    </div>
  )
}
