/** What a reboot costs here: what stops, who is logged in, who holds it back. */
import type { JSX, ReactNode } from 'react'
import type { RebootPlan } from '../../shared/reboot.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { momentText } from '../model/dates.ts'
import { costLines, serviceNames } from '../model/reboot-words.ts'
import { useQuiesce } from '../store.ts'
import { Icon, type IconName } from './icon.tsx'
import { Prose } from './name.tsx'

/** Names that are read before a decision; the rest is a number. */
const namedAtMost = 6

function Named(props: {
  readonly title: string
  readonly icon: IconName
  readonly colour?: string
  readonly lines: readonly (readonly [key: string, line: ReactNode])[]
}): JSX.Element | null {
  const { title, icon, colour = 't3', lines } = props
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className="named">
        {lines.slice(0, namedAtMost).map(([key, line]) => (
          <li key={key}>
            <Icon name={icon} className={`i-14 ${colour}`} />
            <span className="break">{line}</span>
          </li>
        ))}
        {lines.length > namedAtMost && (
          <li className="t3">and {count(lines.length - namedAtMost, 'more', 'more')}</li>
        )}
      </ul>
    </>
  )
}

export function RebootCost(props: { readonly plan: RebootPlan }): JSX.Element {
  const { services, people, inhibitors, runs } = props.plan
  const known = useQuiesce((s) => s.runs)
  return (
    <div className="reboot-cost">
      <ul className="cost">
        {costLines(props.plan).map((line) => (
          <li key={line}>
            <Icon name="minus" className="t3" />
            {line}
          </li>
        ))}
      </ul>
      {services.length > 0 && (
        <>
          <h3>What stops</h3>
          <p className="break">{serviceNames(props.plan)}</p>
        </>
      )}
      <Named
        title="Who is logged in"
        icon="users"
        lines={people.map(({ user, where, since }, at) => [
          `${user} ${at}`,
          `${printable(user)}, ${printable(where)}${since === null ? '' : `, since ${momentText(since)}`}`,
        ])}
      />
      <Named
        title="Who holds it back"
        icon="hold"
        colour="amber"
        lines={inhibitors.map(({ who, user, why, mode }, at) => [
          `${who} ${at}`,
          <>
            {printable(who)} ({printable(user)}): <Prose text={why} />
            <span className="t3">
              {mode === 'delay' ? ', for some seconds' : ', until it is done'}
            </span>
          </>,
        ])}
      />
      <Named
        title="Stops that are under way"
        icon="stopping"
        colour="amber"
        lines={runs.map((run) => [run, printable(known.get(run)?.run.title ?? run)])}
      />
    </div>
  )
}
