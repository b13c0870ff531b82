import type { JSX } from 'react'
import type { PlannedProfile } from '../../shared/profile.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { splitCommand } from '../model/profile-lines.ts'
import { FactText } from './basis.tsx'
import { Prose } from './name.tsx'

/** What is known of this daemon, as far as it matters to a stop. */
export function PlanProfile(props: {
  readonly profile: PlannedProfile | null
}): JSX.Element | null {
  const { profile } = props
  if (profile === null) return null
  const { command, remark } = splitCommand(profile.command.text)
  return (
    <div className="panel plan-profile">
      <p>
        <b>{printable(profile.title)}</b>{' '}
        <span className="s t3">
          <Prose text={profile.how} />
        </span>
      </p>
      <dl className="kv s">
        <dt>It waits for</dt>
        <dd className="break">
          <FactText fact={profile.waitsFor} />
        </dd>
        <dt>Usually</dt>
        <dd className="break">
          <FactText fact={profile.usual} />
        </dd>
        <dt>At most</dt>
        <dd className="break">
          <FactText fact={profile.longest} />
        </dd>
        <dt>Its vendor</dt>
        <dd className="break">
          <code>{printable(command)}</code>
          {remark !== '' && <p className="t2">{printable(remark)}</p>}
        </dd>
      </dl>
    </div>
  )
}
