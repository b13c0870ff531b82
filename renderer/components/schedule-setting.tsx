import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { defaultScheduleText } from '../../shared/schedule.ts'
import { scheduleLines } from '../model/schedule-words.ts'
import { Button } from './button.tsx'
import { ScheduleSteps } from './schedule-steps.tsx'
import type { ControlProps } from './setting-control.tsx'

/** A schedule is checked while it is typed, and written by Enter or its button: half of one means nothing. */
export function ScheduleSetting({ used, names, disabled }: ControlProps): JSX.Element {
  const now = typeof used.value === 'string' ? used.value : defaultScheduleText
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? now
  const { error } = scheduleLines(text)
  const reason = error !== null ? 'The schedule is not right yet.' : null
  const write = (): void => {
    if (error !== null || typed === null) return
    used.change(text)
    setTyped(null)
  }
  return (
    <div className="schedule-setting">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          write()
        }}
      >
        <TextInput
          className="field code grow"
          aria-labelledby={names.labelledBy}
          aria-describedby={names.describedBy}
          spellCheck={false}
          autoComplete="off"
          maxLength={512}
          disabled={disabled}
          error={error}
          value={text}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
          }}
        />
        {typed !== null && typed !== now && (
          <Button look="go" reason={reason} onPress={write}>
            Write it
          </Button>
        )}
      </form>
      <ScheduleSteps text={text} />
    </div>
  )
}
