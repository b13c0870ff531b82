import { Switch, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Settings } from '../../shared/settings.ts'
import type { ControlProps } from './setting-control.tsx'

type Quiet = NonNullable<Settings['notify']['quiet']>
const usual: Quiet = { from: '22:00', to: '07:00', urgent: true }

const isQuiet = (value: unknown): value is Quiet =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** A time of day, written when the field is left; of half of one nothing is written. */
function Time(props: {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  readonly onChange: (time: string) => void
}): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      className="field time"
      inputMode="numeric"
      maxLength={5}
      placeholder="22:00"
      autoComplete="off"
      label={props.label}
      disabled={props.disabled}
      error={typed === null || timeOfDay.test(typed) ? null : 'As 22:00'}
      value={typed ?? props.value}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
      }}
      onBlur={() => {
        if (typed === null || !timeOfDay.test(typed)) return
        if (typed !== props.value) props.onChange(typed)
        setTyped(null)
      }}
    />
  )
}

/** Off, or from when to when, and whether what wants a person is told all the same. */
export function QuietHours({ used, names, disabled }: ControlProps): JSX.Element {
  const quiet = isQuiet(used.value) ? used.value : null
  return (
    <div className="quiet">
      <Switch
        checked={quiet !== null}
        disabled={disabled}
        aria-labelledby={names.labelledBy}
        aria-describedby={names.describedBy}
        onChange={(event) => {
          used.change(event.currentTarget.checked ? usual : null)
        }}
      />
      {quiet !== null && (
        <div className="quiet-times">
          <Time
            label="From"
            value={quiet.from}
            disabled={disabled}
            onChange={(from) => {
              used.change({ ...quiet, from })
            }}
          />
          <Time
            label="To"
            value={quiet.to}
            disabled={disabled}
            onChange={(to) => {
              used.change({ ...quiet, to })
            }}
          />
          <Switch
            size="xs"
            label="Tell what wants you all the same"
            checked={quiet.urgent}
            disabled={disabled}
            onChange={(event) => {
              used.change({ ...quiet, urgent: event.currentTarget.checked })
            }}
          />
        </div>
      )}
    </div>
  )
}
