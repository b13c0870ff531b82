/** What of the journal is shown: by kind, service, outcome and time; and by run or as it came. */
import { NativeSelect } from '@mantine/core'
import type { JSX } from 'react'
import type { JournalEntry } from '../../shared/journal-entry.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { outcomeWord } from '../../shared/wording/outcomes.ts'
import {
  countSorts,
  journalOutcomes,
  journalServices,
  journalSorts,
  journalSortWords,
  journalSpans,
  type JournalChoice,
} from '../model/journal-choice.ts'

interface Offer {
  readonly value: string
  readonly label: string
}

function Choice(props: {
  readonly label: string
  readonly value: string
  readonly data: readonly Offer[]
  readonly onChange: (value: string) => void
}): JSX.Element {
  return (
    <NativeSelect
      className="level"
      size="xs"
      aria-label={props.label}
      value={props.value}
      data={[...props.data]}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    />
  )
}

interface BarProps {
  readonly journal: readonly JournalEntry[]
  readonly choice: JournalChoice
  readonly onChoice: (choice: JournalChoice) => void
  readonly grouped: boolean
  readonly onGrouped: (grouped: boolean) => void
}

function Chips(props: BarProps): JSX.Element {
  const { journal, choice, onChoice } = props
  const counts = countSorts(journal)
  const shown = journalSorts.filter(
    (sort) => sort === 'all' || sort === choice.sort || counts[sort] > 0,
  )
  return (
    <div className="list" role="group" aria-label="Kind of record">
      {shown.map((sort) => (
        <button
          key={sort}
          type="button"
          className="chip"
          aria-pressed={choice.sort === sort}
          onClick={() => {
            onChoice({ ...choice, sort })
          }}
        >
          {journalSortWords[sort]} <b>{counts[sort]}</b>
        </button>
      ))}
    </div>
  )
}

const everything = '*'
const named = (value: string): string | null => (value === everything ? null : value)

export function JournalBar(props: BarProps): JSX.Element {
  const { journal, choice, onChoice, grouped, onGrouped } = props
  const services = journalServices(journal).map((target) => ({
    value: target,
    label: printable(target),
  }))
  const outcomes = journalOutcomes(journal).map((kind) => ({
    value: kind,
    label: outcomeWord[kind],
  }))
  return (
    <div className="chips journal-bar">
      <Chips {...props} />
      <span className="row wrap push">
        <Choice
          label="Service"
          value={choice.service ?? everything}
          data={[{ value: everything, label: 'All services' }, ...services]}
          onChange={(value) => {
            onChoice({ ...choice, service: named(value) })
          }}
        />
        <Choice
          label="Outcome of the run"
          value={choice.outcome ?? everything}
          data={[{ value: everything, label: 'Any outcome' }, ...outcomes]}
          onChange={(value) => {
            onChoice({ ...choice, outcome: named(value) })
          }}
        />
        <Choice
          label="How far back"
          value={String(choice.spanMs)}
          data={journalSpans.map(({ word, ms }) => ({ value: String(ms), label: word }))}
          onChange={(value) => {
            onChoice({ ...choice, spanMs: value === 'null' ? null : Number(value) })
          }}
        />
        <button
          type="button"
          className="chip"
          aria-pressed={grouped}
          onClick={() => {
            onGrouped(!grouped)
          }}
        >
          By run
        </button>
      </span>
    </div>
  )
}
