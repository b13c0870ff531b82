import type { JSX } from 'react'
import type { OutcomeKind } from '../../shared/run.ts'
import type { PastStop } from '../../shared/service.ts'
import type { StopTimes } from '../../shared/stop-times.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { outcomeWord } from '../../shared/wording/outcomes.ts'
import { momentText } from '../model/dates.ts'
import { printRoute } from '../route.ts'
import { Icon } from './icon.tsx'
import { outcomeMarks } from './state-mark.tsx'

const shownAtMost = 8

const isOutcome = (kind: string): kind is OutcomeKind => Object.hasOwn(outcomeWord, kind)

/** The usual time of a stop: the middle one of those in which everybody left; null with none. */
export function usualMs(history: readonly PastStop[]): number | null {
  const took = history
    .flatMap((stop) => (stop.tookMs === null ? [] : [stop.tookMs]))
    .sort((a, b) => a - b)
  return took[Math.floor(took.length / 2)] ?? null
}

function Line(props: { readonly stop: PastStop }): JSX.Element {
  const { stop } = props
  const kind = isOutcome(stop.outcome) ? stop.outcome : null
  const mark = kind === null ? { icon: 'unknown' as const, colour: 't3' } : outcomeMarks[kind]
  return (
    <li>
      <Icon name={mark.icon} className={mark.colour} />
      <span className="cut">
        <a href={printRoute({ view: 'run', id: stop.runId })}>
          {kind === null ? stop.outcome : outcomeWord[kind]}
        </a>
        <span className="s t3"> {momentText(stop.at)}</span>
      </span>
      <span className="t2">{stop.tookMs === null ? 'somebody stayed' : duration(stop.tookMs)}</span>
    </li>
  )
}

/** How earlier stops of this service went, newest first. */
export function PastStops(props: {
  readonly history: readonly PastStop[]
  readonly times: StopTimes | null
}): JSX.Element {
  const { history, times } = props
  const usual = times?.usualMs ?? usualMs(history)
  return (
    <section className="panel" aria-labelledby="past-title">
      <header>
        <h2 id="past-title">Earlier stops</h2>
        {usual !== null && (
          <span className="s t3 end">
            usually {duration(usual)}
            {times !== null && `, longest ${duration(times.longestMs)}`}
          </span>
        )}
      </header>
      {history.length === 0 ? (
        <p className="t2 pad">None on record. The schedule’s wait is a guess until there is one.</p>
      ) : (
        <ul className="past">
          {history.slice(0, shownAtMost).map((stop) => (
            <Line key={stop.runId} stop={stop} />
          ))}
          {history.length > shownAtMost && (
            <li>
              <span />
              <span className="s t3">
                {count(history.length - shownAtMost, 'older stop')} in the journal
              </span>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
