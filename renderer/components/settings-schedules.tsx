/** The notation of schedules, and whose differs from the default. */
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { printRoute } from '../route.ts'
import { Name } from './name.tsx'
import { useConfiguration } from './use-configuration.ts'

const notation: readonly (readonly [string, string])[] = [
  ['stop', 'asks the service to stop in its own way: its command, its signal, its manager'],
  ['TERM, HUP@all', 'a signal, to the main process or to @main, @all, @group'],
  ['30', 'waits so many seconds at most'],
  ['ask', 'asks you'],
  ['KILL', 'kills what is left, only after your word where ask stands before it'],
  ['wait', 'waits without an end'],
]

const Notation = (): JSX.Element => (
  <section className="panel" aria-labelledby="notation-title">
    <header>
      <h2 id="notation-title">How a schedule is written</h2>
    </header>
    <dl className="kv pad-list notation">
      {notation.map(([item, what]) => (
        <div key={item} style={{ display: 'contents' }}>
          <dt>
            <code>{item}</code>
          </dt>
          <dd className="t2">{what}</dd>
        </div>
      ))}
    </dl>
  </section>
)

export function SettingsSchedules(): JSX.Element {
  const { configuration } = useConfiguration()
  const own = (configuration?.services ?? []).filter((one) => one.value.schedule !== undefined)
  return (
    <>
      {own.length > 0 && (
        <section className="panel" aria-labelledby="own-schedules">
          <header>
            <h2 id="own-schedules">Services with a schedule of their own</h2>
          </header>
          <ul className="entries">
            {own.map(({ name, value }) => (
              <li key={name}>
                <a href={printRoute({ view: 'settings', section: 'services', entry: name })}>
                  <Name text={name} />
                  <code className="cut">{printable(value.schedule ?? '')}</code>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Notation />
    </>
  )
}
