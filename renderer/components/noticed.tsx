/** What was noticed of services that nobody stops, the newest first. */
import type { JSX } from 'react'
import type { ServiceAlert } from '../../shared/watch.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { isTrouble } from '../../shared/wording/watch-words.ts'
import { fullMomentText } from '../model/dates.ts'
import { printRoute } from '../route.ts'
import { useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'

/** Older ones are behind the fold. */
const shownAtMost = 3

const Line = (props: { readonly alert: ServiceAlert }): JSX.Element => {
  const { alert } = props
  const trouble = isTrouble(alert.kind)
  return (
    <li>
      <time
        className="mono t3"
        dateTime={new Date(alert.at).toISOString()}
        title={fullMomentText(alert.at)}
      >
        {clock(alert.at)}
      </time>
      <Icon
        name={trouble ? 'no-answer' : 'check'}
        className={`i-14 ${trouble ? 'amber' : 'moss'}`}
      />
      <a
        className="cut"
        title={printable(alert.sentence)}
        href={printRoute({ view: 'service', target: alert.target })}
      >
        {printable(alert.sentence)}
      </a>
    </li>
  )
}

const Lines = (props: { readonly alerts: readonly ServiceAlert[] }): JSX.Element => (
  <ul>
    {props.alerts.map((alert) => (
      <Line key={alert.id} alert={alert} />
    ))}
  </ul>
)

export function Noticed(): JSX.Element | null {
  const alerts = useQuiesce((s) => s.alerts)
  if (alerts.length === 0) return null
  const newest = [...alerts].reverse()
  return (
    <section className="panel noticed" aria-labelledby="noticed-title">
      <header>
        <h2 id="noticed-title">Noticed</h2>
        <span className="s t3">of services that nobody stops</span>
      </header>
      <Lines alerts={newest.slice(0, shownAtMost)} />
      {newest.length > shownAtMost && (
        <details className="fold">
          <summary>
            <b>Earlier</b>
            <span className="s t3">{newest.length - shownAtMost}</span>
          </summary>
          <div className="scroll older">
            <Lines alerts={newest.slice(shownAtMost)} />
          </div>
        </details>
      )}
    </section>
  )
}
