import { Switch, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Settings } from '../../shared/settings.ts'
import type { ControlProps } from './setting-control.tsx'

type Quiet = NonNullable<Settings['notify']['quiet']>
const usual: Quiet = { from: '22:00', to: '07:00', urgent: true }

const isQuiet = (value: unknown): value is Quiet =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

/** A time of day that is written when it is whole; a browser gives '' for half of one. */
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
      type="time"
      required
      label={props.label}
      disabled={props.disabled}
      value={typed ?? props.value}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
      }}
      onBlur={() => {
        if (typed !== null && typed !== '' && typed !== props.value) props.onChange(typed)
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
