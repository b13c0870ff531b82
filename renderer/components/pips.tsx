import type { JSX } from 'react'
import { identityKey } from '../../shared/process.ts'
import type { Run, RunMember } from '../../shared/run.ts'
import { count } from '../../shared/wording/numbers.ts'
import { isEscapee } from '../../shared/wording/views.ts'
import { curveOf } from '../model/run-curve.ts'

/** More blocks than this are not told apart, nor do they fit 420 pixels; the rest is a number. */
const shownAtMost = 24

/** How a member stands or lies: here, outside, kept, gone by itself, killed. */
export function memberShape(one: RunMember): string {
  if (one.gone !== null) return one.gone.how === 'killed' ? 'dead' : 'gone'
  if (one.member.kept !== null) return 'kept'
  return isEscapee(one.member) ? 'out' : ''
}

/** Members coming to rest on a line: gone ones lie to the left, living ones stand to the right. */
export function Pips(props: { readonly run: Run }): JSX.Element {
  const curve = curveOf(props.run)
  const gone = props.run.members
    .filter((m) => m.gone !== null)
    .sort((a, b) => (a.gone?.at.mono ?? 0) - (b.gone?.at.mono ?? 0))
  const here = props.run.members.filter((m) => m.gone === null)
  const ordered = [...gone, ...here]
  const shown = ordered.slice(-shownAtMost)
  const label = `${curve.total - curve.left} of ${count(curve.total, 'process', 'processes')} gone`
  return (
    <div className="pips" role="img" aria-label={label}>
      {ordered.length > shown.length && (
        <span className="more">+{ordered.length - shown.length}</span>
      )}
      {shown.map((one) => (
        <i key={identityKey(one.member.identity)} className={memberShape(one)} />
      ))}
    </div>
  )
}
