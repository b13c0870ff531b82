/** What is known of this daemon: how it stops, how long that takes, what force costs, where its files lie. */
import { Fragment, type JSX, type ReactNode } from 'react'
import type { Profile, ProfileMatch } from '../../shared/profile.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { dangerSentence, dangerWord, recognisedBy } from '../../shared/wording/profile-words.ts'
import { tell, tellError, useApp } from '../store.ts'
import { profileFiles, splitCommand, stopWays } from '../model/profile-lines.ts'
import { Basis, FactText } from './basis.tsx'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'

type Line = readonly [word: string, value: ReactNode]

const Lines = (props: { readonly lines: readonly Line[] }): JSX.Element => (
  <dl className="kv s facts-list">
    {props.lines.map(([word, value], at) => (
      <Fragment key={at}>
        <dt>{word}</dt>
        <dd className="break">{value}</dd>
      </Fragment>
    ))}
  </dl>
)

/** The vendor's own command, to be copied: Quiesce does not run it. */
function Command(props: { readonly profile: Profile }): JSX.Element {
  const app = useApp()
  const { basis, text } = props.profile.stop.command
  const { command, remark } = splitCommand(text)
  const copy = (): void => {
    app.copy(command).then(
      () => {
        tell(app.store, 'The command is copied.')
      },
      (error: unknown) => {
        tellError(app.store, {
          code: 'not-available',
          message: `The command could not be copied: ${String(error)}`,
          next: 'Select it and copy it by hand.',
        })
      },
    )
  }
  return (
    <span className="command">
      <code className="break">{printable(command)}</code>
      <Button size="sm" look="quiet" icon="copy" name="Copy the command" onPress={copy} />
      {remark !== '' && <Prose text={remark} />} <Basis basis={basis} />
    </span>
  )
}

function stopLines(profile: Profile): readonly Line[] {
  const { stop } = profile
  const ways = stopWays(profile).map(({ word, signals }): Line => [
    word,
    signals.map(({ signal, does, basis }) => (
      <span key={signal} className="way">
        <code>{signal}</code> <Prose text={does} /> <Basis basis={basis} />
      </span>
    )),
  ])
  const own: readonly Line[] =
    stop.ownDeadline === undefined
      ? []
      : [
          [
            'Its own limit',
            <>
              {stop.ownDeadline.seconds} s, then <Prose text={stop.ownDeadline.what} /> (
              <code>{printable(stop.ownDeadline.source)}</code>){' '}
              <Basis basis={stop.ownDeadline.basis} />
            </>,
          ],
        ]
  return [
    ...ways,
    ['Usually', <FactText key="u" fact={stop.usual} />],
    ['At most', <FactText key="l" fact={stop.longest} />],
    ...own,
    ['It waits for', <FactText key="w" fact={stop.waitsFor} />],
    ['Its vendor', <Command key="c" profile={profile} />],
  ]
}

function forceLines({ force, left }: Profile): readonly Line[] {
  const after: readonly Line[] =
    left === undefined || left.afterKill.length === 0
      ? []
      : [
          [
            'Files left',
            <>
              <code>{left.afterKill.map(printable).join(', ')}</code> <Basis basis={left.basis} />
            </>,
          ],
        ]
  return [
    ['What is lost', <FactText key="c" fact={force.costs} />],
    ['Who lives on', <FactText key="s" fact={force.survivors} />],
    ['Before a start', <FactText key="r" fact={force.recovery} />],
    ...after,
  ]
}

const Files = (props: { readonly profile: Profile }): JSX.Element | null => {
  const files = profileFiles(props.profile)
  if (files.length === 0) return null
  return (
    <div className="part">
      <h3>Its files</h3>
      <Lines
        lines={files.map(({ word, paths, basis }) => [
          word,
          <>
            <code>{paths.map(printable).join(', ')}</code> <Basis basis={basis} />
          </>,
        ])}
      />
    </div>
  )
}

function Notes(props: { readonly profile: Profile }): JSX.Element {
  const { notes = [], sources } = props.profile
  return (
    <details className="fold part">
      <summary>
        <b>Notes and sources</b>
      </summary>
      <ul className="plain s">
        {notes.map((note) => (
          <li key={note.text}>
            <FactText fact={note} />
          </li>
        ))}
        {sources.map((source) => (
          <li key={source} className="t3 break">
            {printable(source)}
          </li>
        ))}
      </ul>
    </details>
  )
}

export function ProfilePanel(props: { readonly match: ProfileMatch | null }): JSX.Element | null {
  const { match } = props
  if (match === null) return null
  const { profile } = match
  const { danger } = profile.force
  const grave = danger === 'high' || danger === 'critical'
  return (
    <section className="panel profile" aria-labelledby="profile-title">
      <header>
        <h2 id="profile-title">What is known of {printable(profile.title)}</h2>
        {match.own && <span className="tag line">your own</span>}
      </header>
      <p className="s t2 how break">
        Recognised {recognisedBy[match.by]}: <Prose text={match.how} />.
      </p>
      <div className="part">
        <h3>How it stops</h3>
        <Lines lines={stopLines(profile)} />
      </div>
      {profile.keeps !== undefined && (
        <p className="s t2 how break">
          A stop leaves its children running: <Prose text={profile.keeps.why} />{' '}
          <Basis basis={profile.keeps.basis} />
        </p>
      )}
      <div className="part">
        <h3>
          Force is <span className={grave ? 'amber' : ''}>{dangerWord[danger]}</span>
        </h3>
        <p className="s t2">{dangerSentence[danger]}</p>
        <Lines lines={forceLines(profile)} />
      </div>
      <Files profile={profile} />
      <Notes profile={profile} />
    </section>
  )
}
