import type { JSX, ReactNode } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printSchedule } from '../../shared/schedule.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { orderOfRun } from '../model/order-progress.ts'
import { useQuiesce } from '../store.ts'
import { Crumbs } from './crumbs.tsx'
import { Note } from './note.tsx'

/** The crumbs of a run; one that is part of an order leads back to it. */
export function RunCrumbs(props: { readonly view: RunView }): JSX.Element {
  const { run } = props.view
  const order = useQuiesce((s) => orderOfRun(s.orders.values(), run.id))
  return (
    <Crumbs
      above={[
        order === null
          ? ['Services', { view: 'services' }]
          : [
              `Stop of ${count(order.states.length, 'service')}`,
              { view: 'order-run', id: order.id },
            ],
        [run.title, { view: 'service', target: run.target }],
      ]}
      here={`Run ${run.id}`}
    />
  )
}

/** Head of a live run: its sentence, since when, by whom, and its schedule. */
export function RunHead(props: {
  readonly view: RunView
  readonly title: string
  readonly mark?: ReactNode
  readonly aside: ReactNode
  /** At the right, instead of the schedule. */
  readonly end?: ReactNode
}): JSX.Element {
  const { run } = props.view
  return (
    <div className="head">
      <div className="grow">
        <RunCrumbs view={props.view} />
        <div className="title">
          {props.mark}
          <h1 className="break">{printable(props.title)}</h1>
          <span className="t3">{props.aside}</span>
        </div>
      </div>
      {props.end ?? (
        <code className="t2 hint" title={`Begun ${clock(run.startedAt.wall)}`}>
          {printSchedule(run.schedule)}
        </code>
      )}
    </div>
  )
}

/** What a person should know beside the run itself: whose it is, and what went wrong on the way. */
export function RunNotes(props: { readonly view: RunView }): JSX.Element | null {
  const { run, owner } = props.view
  const foreign = !owner.here && run.phase.kind !== 'ended'
  if (!foreign && run.notices.length === 0 && !run.recordInMemory) return null
  return (
    <div className="notes" style={{ flex: 'none' }}>
      {foreign && (
        <Note tone="tide" icon="users">
          <b>{printable(owner.user)} runs this stop in another Quiesce</b> ({printable(owner.door)},
          pid {owner.pid}). It is shown here and decided there.
        </Note>
      )}
      {run.recordInMemory && (
        <Note tone="amber">
          The journal cannot be written; the record of this run is in memory and in syslog.
        </Note>
      )}
      {run.notices.map((notice) => (
        <Note key={notice} tone="amber">
          {printable(notice)}
        </Note>
      ))}
    </div>
  )
}
