/** Somebody else's deadlines below the steps of a run, and how a person has moved them. */
import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { ceilingMoment, ceilingName, movedWords } from '../model/ceiling-words.ts'
import { useWho } from './use-who.ts'

export function RunCeilings(props: { readonly view: RunView }): JSX.Element | null {
  const { run } = props.view
  const moved = movedWords(run, useWho(props.view))
  if (run.ceilings.length === 0 && moved === null) return null
  return (
    <ul className="ceilings">
      {run.ceilings.map((ceiling) => (
        <li key={`${ceiling.who} ${ceiling.source} ${ceiling.what}`} className="ceil s">
          <i aria-hidden="true" />
          <span className="break">
            <b>{ceilingName(ceiling)}:</b> {ceilingMoment(ceiling)}{' '}
            <span className="t3">({printable(ceiling.source)})</span>
          </span>
        </li>
      ))}
      {moved !== null && (
        <li className="ceil s">
          <i aria-hidden="true" />
          <span>
            <b>systemd’s deadline:</b> {moved}
          </span>
        </li>
      )}
    </ul>
  )
}
