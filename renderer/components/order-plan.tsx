/** In which order services would be stopped, and what each is asked. Nothing is sent by looking. */
import type { JSX } from 'react'
import type { OrderEntry, OrderPlan } from '../../shared/order.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { waveWord } from '../../shared/wording/order-words.ts'
import { askedWords, warningsOfEntry, wavesOf, type Wave } from '../model/order-plan.ts'
import { shortList } from '../model/run-steps.ts'
import { Icon } from './icon.tsx'
import { Name, Prose } from './name.tsx'

/** The rest of a service's own plan: warnings, the steps that follow, why it comes so late. */
function More(props: { readonly entry: OrderEntry }): JSX.Element {
  const { entry } = props
  return (
    <div className="entry-more s">
      {entry.after.map(({ target, because }) => (
        <p key={target} className="t2 break">
          After {printable(target)}: <Prose text={because} />.
        </p>
      ))}
      {warningsOfEntry(entry).map((warning) => (
        <p
          key={warning.sentence}
          className={`break ${warning.severity === 'stop' ? 'amber' : 't2'}`}
        >
          <Prose text={warning.sentence} />
        </p>
      ))}
      <p className="t2 break">
        <code>{printable(entry.plan.schedule)}</code>:{' '}
        {entry.plan.steps.map((step) => printable(step.sentence)).join('; ')}.
      </p>
    </div>
  )
}

function Entry(props: { readonly entry: OrderEntry }): JSX.Element {
  const { entry } = props
  const { asks, waits } = askedWords(entry)
  const warnings = entry.plan.warnings
  const grave = warnings.some((warning) => warning.severity === 'stop')
  return (
    <li>
      <details className="entry">
        <summary>
          <Name text={entry.title} />
          <span className="t2 cut" title={printable(entry.plan.steps[0]?.sentence ?? '')}>
            {printable(asks)}
          </span>
          <span className="s t2 cut" title={printable(waits)}>
            {printable(waits)}
          </span>
          <span className={`s marks ${grave ? 'amber' : 't3'}`}>
            {warnings.length > 0 && (
              <>
                <Icon name={grave ? 'no-answer' : 'info'} className="i-14" />
                {count(warnings.length, grave ? 'warning' : 'note')}
              </>
            )}
          </span>
        </summary>
        <More entry={entry} />
      </details>
    </li>
  )
}

/** Whom its services wait for, and how many do not wait for each other. */
function aboutWave({ entries }: Wave): string {
  const others = [...new Set(entries.flatMap((entry) => entry.after.map((one) => one.target)))]
  const after = others.length === 0 ? [] : [`after ${shortList(others.map(printable))}`]
  return [...after, ...(entries.length === 1 ? [] : [`${entries.length} at once`])].join(', ')
}

const WaveRows = (props: { readonly wave: Wave }): JSX.Element => {
  const { wave, entries } = props.wave
  return (
    <li className="wave">
      <h2>
        {waveWord(wave)} <span className="t3">{aboutWave(props.wave)}</span>
      </h2>
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.target} entry={entry} />
        ))}
      </ul>
    </li>
  )
}

/** Whom the order leaves alone, and why. */
const LeftOut = (props: { readonly plan: OrderPlan }): JSX.Element | null =>
  props.plan.leftOut.length === 0 ? null : (
    <section className="panel" aria-labelledby="left-out-title">
      <header>
        <h2 id="left-out-title">Left out</h2>
        <span className="s t3 end">{count(props.plan.leftOut.length, 'service')}</span>
      </header>
      <ul className="plain s pad-list">
        {props.plan.leftOut.map(({ target, title, why }) => (
          <li key={target}>
            <b>{printable(title)}</b>{' '}
            <span className="t2">
              <Prose text={why} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )

/** What follows when every one has had its stop. */
export const LastSteps = (props: { readonly plan: OrderPlan }): JSX.Element | null =>
  props.plan.last.length === 0 ? null : (
    <section className="panel" aria-labelledby="last-title">
      <header>
        <h2 id="last-title">At the end</h2>
      </header>
      <ol className="plain s pad-list">
        {props.plan.last.map((step) => (
          <li key={step} className="t2">
            <Prose text={step} />
          </li>
        ))}
      </ol>
    </section>
  )

const Notes = (props: { readonly plan: OrderPlan }): JSX.Element | null =>
  props.plan.notes.length === 0 ? null : (
    <ul className="plain s notes-list">
      {props.plan.notes.map((note) => (
        <li key={note}>
          <Icon name="info" className="i-14 t3" />
          <span className="t2 break">
            <Prose text={note} />
          </span>
        </li>
      ))}
    </ul>
  )

export const OrderPlanBody = (props: { readonly plan: OrderPlan }): JSX.Element => {
  const { plan } = props
  return (
    <div className="order-cols">
      <section className="panel waves scroll" tabIndex={0} aria-label="The order">
        <ol>
          {wavesOf(plan).map((wave) => (
            <WaveRows key={wave.wave} wave={wave} />
          ))}
        </ol>
      </section>
      <div className="col order-aside scroll" tabIndex={0} role="region" aria-label="Beside it">
        <Notes plan={plan} />
        <LastSteps plan={plan} />
        <LeftOut plan={plan} />
        <p className="s t3">
          Made {clock(plan.madeAt)}; each service is looked at again when its turn comes.
        </p>
      </div>
    </div>
  )
}
