/** What this Quiesce is, where its files lie, and what this machine allows. */
import { Fragment, type JSX, type ReactNode } from 'react'
import type { SettingsView } from '../../shared/settings.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { useQuiesce } from '../store.ts'
import { MachineAdvice } from './machine-advice.tsx'
import { Icon } from './icon.tsx'

type Line = readonly [string, ReactNode]

const Lines = (props: { readonly title: string; readonly lines: readonly Line[] }): JSX.Element => (
  <section className="panel" aria-labelledby={`about-${props.title}`}>
    <header>
      <h2 id={`about-${props.title}`}>{props.title}</h2>
    </header>
    <dl className="kv pad-list">
      {props.lines.map(([word, value]) => (
        <Fragment key={word}>
          <dt>{word}</dt>
          <dd className="break">{value}</dd>
        </Fragment>
      ))}
    </dl>
  </section>
)

export function SettingsAbout(props: { readonly view: SettingsView }): JSX.Element | null {
  const host = useQuiesce((s) => s.host)
  if (host === null) return null
  return (
    <>
      <Lines
        title="Quiesce"
        lines={[
          ['Version', host.version],
          ['Machine', `${printable(host.hostName)}, ${printable(host.system)}`],
          ['Kernel', printable(host.kernel)],
          ['Acts as', host.root ? 'root' : printable(host.user)],
          [
            'Signals',
            host.guarantee.kind === 'exact'
              ? `exact: ${printable(host.guarantee.why)}`
              : `checked by start time, which is weaker: ${printable(host.guarantee.why)}`,
          ],
        ]}
      />
      <MachineAdvice />
      <Lines
        title="Files"
        lines={[
          ['Configuration', <code key="c">{printable(props.view.file)}</code>],
          ['Journal', <code key="j">{printable(host.journal.folder)}</code>],
          [
            'Records',
            host.journal.state === 'writing'
              ? `${host.journal.records.toLocaleString('en')} in the journal`
              : `cannot be written: ${printable(host.journal.why ?? 'unknown why')}`,
          ],
        ]}
      />
      <section className="panel" aria-labelledby="about-allows">
        <header>
          <h2 id="about-allows">What this machine allows</h2>
        </header>
        <ul className="plain pad-list allows">
          {host.abilities.map((ability) => (
            <li key={ability.what}>
              <Icon
                name={ability.has ? 'check' : 'minus'}
                className={ability.has ? 'i-14 moss' : 'i-14 t3'}
              />
              <span className="sr">{ability.has ? 'yes:' : 'no:'}</span>
              <span className="grow">{printable(ability.what)}</span>
              <span className="s t3">{printable(ability.source)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
