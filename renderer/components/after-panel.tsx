import type { JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { printable } from '../../shared/wording/numbers.ts'
import type { AfterWords } from '../model/after-words.ts'
import { printRoute } from '../route.ts'
import { stopAction } from '../service-actions.ts'
import { useQuiesce } from '../store.ts'
import { ActionButton } from './action-button.tsx'
import { Icon } from './icon.tsx'

/** What now, where the engine's advice does not hold: the stop came to no end, to somebody else's, or it runs again. */
export function AfterPanel(props: {
  readonly view: RunView
  readonly words: AfterWords
}): JSX.Element {
  const { words } = props
  const { run } = props.view
  const row = useQuiesce((s) => s.services?.get(run.target) ?? null)
  const again = words.again && row !== null && stopAction.refuse(row) === null
  return (
    <section className="panel what-now" aria-labelledby="now-title">
      <header>
        <h2 id="now-title">What now</h2>
      </header>
      <div className="advice">
        <h3>{words.sentence}</h3>
        <ul>
          {words.reasons.map((reason) => (
            <li key={reason}>
              <Icon name="info" className="t3" />
              <span className="break">{printable(reason)}</span>
            </li>
          ))}
        </ul>
        <div className="row wrap">
          {again && <ActionButton action={stopAction} subject={row} look="plain" keyHint={false} />}
          <a href={printRoute({ view: 'service', target: run.target })}>
            Open {printable(run.title)}
          </a>
        </div>
      </div>
    </section>
  )
}
