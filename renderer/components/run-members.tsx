/** Members of a run: the living first, then those that left, each with how. */
import type { JSX } from 'react'
import { identityKey } from '../../shared/process.ts'
import type { Run, RunMember } from '../../shared/run.ts'
import { count, duration, printable } from '../../shared/wording/numbers.ts'
import { isEscapee } from '../../shared/wording/views.ts'
import { whyHere } from '../model/member-words.ts'
import { curveOf } from '../model/run-curve.ts'
import { Icon, type IconName } from './icon.tsx'
import { memberShape, Pips } from './pips.tsx'

/** Lines shown; the rest is a number, and each of them is in the journal. */
const shownAtMost = 100

/** How a member is or left, in words. */
export function memberWords(run: Run, one: RunMember): string {
  const { member, gone } = one
  if (gone === null) {
    if (member.kept !== null) return `kept: ${printable(member.kept)}`
    return whyHere(member, run.unit?.name ?? null)
  }
  const after = duration(gone.at.mono - run.startedAt.mono)
  if (gone.how === 'killed') return `killed after ${after}`
  if (gone.how === 'taken-along') return `ended with its tracer after ${after}`
  // Somebody else forced: nobody can say of this one whether it left or was killed.
  if (gone.how === 'by-itself' && run.forcedByOther !== null) return `gone after ${after}`
  return gone.how === 'by-itself'
    ? `left after ${after}`
    : `its pid belongs to another process since ${after}`
}

const goneIcon = (run: Run, how: NonNullable<RunMember['gone']>['how']): IconName => {
  if (how === 'killed') return 'force'
  // Nobody can say of that one whether it left or was killed.
  if (how === 'taken-along') return 'minus'
  return run.forcedByOther === null ? 'check' : 'minus'
}

function Line(props: { readonly run: Run; readonly one: RunMember }): JSX.Element {
  const { member, gone } = props.one
  const shape = memberShape(props.one)
  const words = memberWords(props.run, props.one)
  return (
    <li className={`${shape} ${gone === null ? '' : 't3'}`}>
      <i className="bar" aria-hidden="true" />
      <code>{member.identity.pid}</code>
      <span className="cut" title={printable(member.args)}>
        {printable(member.name)}
        {member.main ? ', main process' : ''}
      </span>
      <span
        className={`how ${shape === 'out' ? 'amber' : gone === null ? 't2' : ''}`}
        title={words}
      >
        {gone !== null && <Icon name={goneIcon(props.run, gone.how)} className="i-12" />}
        {gone === null && isEscapee(member) && <Icon name="escapee" className="i-12" />}
        <span className="cut">{words}</span>
      </span>
    </li>
  )
}

export function RunMembers(props: { readonly run: Run }): JSX.Element {
  const { run } = props
  const curve = curveOf(run)
  const ordered = [...run.members].sort(
    (a, b) =>
      Number(a.gone !== null) - Number(b.gone !== null) ||
      (b.gone?.at.mono ?? 0) - (a.gone?.at.mono ?? 0) ||
      a.member.identity.pid - b.member.identity.pid,
  )
  return (
    <section className="panel" aria-labelledby="run-members-title">
      <header>
        <h2 id="run-members-title">Members</h2>
        <span className="s t3">
          {curve.total - curve.left} of {curve.total} gone
        </span>
        <span className="end">
          <Pips run={run} />
        </span>
      </header>
      <ol className="mem">
        {ordered.slice(0, shownAtMost).map((one) => (
          <Line key={identityKey(one.member.identity)} run={run} one={one} />
        ))}
      </ol>
      {ordered.length > shownAtMost && (
        <p className="s t3 pad">
          {count(ordered.length - shownAtMost, 'more process', 'more processes')}
        </p>
      )}
    </section>
  )
}
