import { TextInput } from '@mantine/core'
import type { JSX } from 'react'
import type { Plan } from '../../shared/plan.ts'
import { parseSchedule } from '../../shared/schedule.ts'

const sourceWords: Record<Plan['scheduleSource'], string> = {
  default: 'The default. A number is seconds; ask waits for you.',
  settings: 'From your settings, for services that have none of their own.',
  configuration: 'From the configuration.',
  profile: 'From what is known of this daemon.',
  memory: 'The default, with a wait that covers its earlier stops.',
  person: 'Written by you, for this stop only.',
}

/** The schedule as text. What is wrong is said with its column while one types. */
export function ScheduleField(props: {
  readonly value: string
  readonly source: Plan['scheduleSource']
  readonly onChange: (text: string) => void
}): JSX.Element {
  const parsed = parseSchedule(props.value)
  return (
    <TextInput
      className="schedule"
      label="Schedule"
      description={parsed.ok ? sourceWords[props.source] : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={parsed.ok ? null : `${parsed.error.message} ${parsed.error.next}`}
      value={props.value}
      spellCheck={false}
      autoComplete="off"
      maxLength={512}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}
