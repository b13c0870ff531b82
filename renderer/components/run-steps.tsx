import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { leftShare } from '../model/run-clock.ts'
import { stepLines, type StepLine } from '../model/run-steps.ts'
import { useQuiesce } from '../store.ts'
import { Icon, SmallRing } from './icon.tsx'
import { RunCeilings } from './run-ceilings.tsx'

function Mark(props: { readonly line: StepLine; readonly share: number | null }): JSX.Element {
  const { line, share } = props
  if (line.state === 'now' && share !== null) return <SmallRing share={share} />
  const colour =
    line.state === 'done'
      ? 'moss'
      : line.state === 'now'
        ? line.icon === 'asks'
          ? 'amber'
          : 'tide'
        : ''
  return <Icon name={line.icon} className={colour} />
}

/** The steps of a run: done, now, and what comes on what condition. */
export function RunSteps(props: { readonly view: RunView }): JSX.Element {
  const { run, plan } = props.view
  const now = useQuiesce((s) => (run.phase.kind === 'ended' ? 0 : s.now))
  const share = leftShare(run, now)
  return (
    <section className="panel" aria-labelledby="steps-title">
      <header>
        <h2 id="steps-title">Steps</h2>
      </header>
      <ol className="steps">
        {stepLines(run, plan, now).map((line) => (
          <li
            key={line.key}
            className={line.state === 'now' || line.state === 'done' ? line.state : 'to-come'}
            aria-current={line.state === 'now' ? 'step' : undefined}
          >
            <Mark line={line} share={share} />
            <div>
              <b>{printable(line.title)}</b>
              {line.detail !== '' && <p className="s t2">{printable(line.detail)}</p>}
            </div>
            <span className="when">{line.when}</span>
          </li>
        ))}
      </ol>
      <RunCeilings view={props.view} />
    </section>
  )
}
