/** How a service is watched while nobody stops it. */
import type { JSX } from 'react'
import type { ServiceWatch } from '../../shared/watch.ts'
import { duration, printable } from '../../shared/wording/numbers.ts'
import { restartByWords, runTimeWords } from '../../shared/wording/watch-words.ts'
import { momentText } from '../model/dates.ts'
import { useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

/** How long ago, in whole seconds; only this renders each second. */
function Ago(props: { readonly at: number }): JSX.Element {
  const seconds = useQuiesce((s) => Math.max(0, Math.floor((s.now - props.at) / 1000)))
  return <>{duration(seconds * 1000)}</>
}

function Answer(props: { readonly answer: ServiceWatch['answer'] }): JSX.Element {
  const { answer } = props
  if (answer.kind === 'not-asked') return <span className="t2">not asked yet</span>
  if (answer.kind === 'answers')
    return (
      <>
        <Icon name="check" className="i-14 moss" />
        <span>
          answers, asked <Ago at={answer.at} /> ago
        </span>
      </>
    )
  return (
    <>
      <Icon name="no-answer" className="i-14 amber" />
      <span className="amber">
        silent for <Ago at={answer.since} />, {answer.failures} times in a row:{' '}
        <Prose text={answer.why} />
      </span>
    </>
  )
}

export function WatchPanel(props: {
  readonly watch: ServiceWatch | null
  readonly startedAt: number | null
}): JSX.Element | null {
  const { watch, startedAt } = props
  const now = useQuiesce((s) => Math.floor(s.now / 10_000) * 10_000)
  if (watch === null) return null
  const over = startedAt !== null && watch.runTimeMs !== null && now - startedAt > watch.runTimeMs
  return (
    <section className="panel" aria-labelledby="watch-title">
      <header>
        <h2 id="watch-title">Watched</h2>
        {watch.restartBy === 'quiesce' && <span className="s t3 end">while Quiesce runs</span>}
      </header>
      <div className="script">
        <dl className="kv s">
          <dt>Starts again</dt>
          <dd className="break">
            {watch.restart === null ? 'never by itself' : printable(watch.restart)}
            {watch.restartBy !== null && <p className="t2">{restartByWords[watch.restartBy]}</p>}
          </dd>
          {watch.probe !== null && <dt>Asked</dt>}
          {watch.probe !== null && (
            <dd className="break">
              whether {printable(watch.probe)}
              <p className="answer">
                <Answer answer={watch.answer} />
              </p>
            </dd>
          )}
          {watch.runTimeMs !== null && <dt>Run time</dt>}
          {watch.runTimeMs !== null && (
            <dd className={over ? 'amber' : ''}>
              {runTimeWords(watch.runTimeMs, over)}
              {startedAt !== null && <p className="t2">started {momentText(startedAt)}</p>}
            </dd>
          )}
        </dl>
      </div>
    </section>
  )
}
