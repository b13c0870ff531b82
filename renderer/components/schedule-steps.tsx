import type { JSX } from 'react'
import { scheduleLines } from '../model/schedule-words.ts'

/** What a schedule does, step by step; nothing where it is wrong. */
export function ScheduleSteps(props: { readonly text: string }): JSX.Element | null {
  const { lines } = scheduleLines(props.text)
  if (lines.length === 0) return null
  return (
    <ol className="schedule-steps s" aria-label="What it does">
      {lines.map((line, at) => (
        <li key={at}>
          <code>{line.item}</code>
          <span className={line.unasked ? 'amber' : 't2'}>{line.sentence}</span>
        </li>
      ))}
    </ol>
  )
}
