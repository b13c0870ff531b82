import type { JSX } from 'react'
import { identityKey, type Member } from '../../shared/process.ts'
import { printable } from '../../shared/wording/numbers.ts'

/** More of them than this fold to a number: cron may have hundreds of jobs. */
const shownAtMost = 12

/** Processes that a stop leaves running on purpose, apart from those that it is about. */
export function KeptMembers(props: { readonly members: readonly Member[] }): JSX.Element | null {
  const kept = props.members.filter((member) => member.kept !== null)
  if (kept.length === 0) return null
  return (
    <div className="sus">
      <h3>Kept running on purpose: a stop does not reach them, and they do not count.</h3>
      <ul>
        {kept.slice(0, shownAtMost).map((member) => (
          <li key={identityKey(member.identity)} className="kept-line">
            <code>{member.identity.pid}</code>
            <span className="cut" title={printable(member.args)}>
              {printable(member.name)}
            </span>
            <span className="s t3">{printable(member.kept ?? '')}</span>
          </li>
        ))}
        {kept.length > shownAtMost && (
          <li className="s t3">and {kept.length - shownAtMost} more</li>
        )}
      </ul>
    </div>
  )
}
