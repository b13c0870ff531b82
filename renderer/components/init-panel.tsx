/** The init script behind a service: what it is, what it says, and what the process table says to that. */
import { Fragment, type JSX, type ReactNode } from 'react'
import type { InitScriptDetail, LockFileFact } from '../../shared/init-script.ts'
import { isStatusWell, lockFileWords, scriptSaysWords } from '../../shared/wording/init-words.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { headerLines } from '../model/init-lines.ts'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import { PidFileLine } from './pid-file-line.tsx'

function LockFileLine(props: { readonly file: LockFileFact }): JSX.Element {
  const { file } = props
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Icon name="locked" className={file.stale ? 'amber' : 't3'} />
      <div className="grow break">
        <code>{printable(file.path)}</code>{' '}
        <span className={file.stale ? 'amber' : 't2'}>{lockFileWords(file)}</span>
      </div>
    </div>
  )
}

function Status(props: { readonly init: InitScriptDetail }): JSX.Element {
  const { number, words, evidence } = props.init.status
  return (
    <>
      <b className={isStatusWell(number) ? '' : 'amber'}>
        {number}, {printable(words)}
      </b>
      {evidence.map((sentence) => (
        <p key={sentence} className="t2">
          <Prose text={sentence} />
        </p>
      ))}
    </>
  )
}

function Says(props: { readonly init: InitScriptDetail }): JSX.Element {
  const { says } = props.init
  return (
    <>
      {printable(scriptSaysWords(says))}
      {says.kind === 'answered' && says.output !== '' && (
        <p className="t3">
          <code>{printable(says.output)}</code>
        </p>
      )}
    </>
  )
}

function linesOf(init: InitScriptDetail): readonly (readonly [string, ReactNode])[] {
  return [
    [
      'Script',
      <Fragment key="path">
        <code>{printable(init.path)}</code>
        {init.leadsTo !== null && (
          <>
            , a link to <code>{printable(init.leadsTo)}</code>
          </>
        )}
      </Fragment>,
    ],
    ['Status', <Status key="status" init={init} />],
    ['It says', <Says key="says" init={init} />],
    ...headerLines(init).map(({ word, text }) => [word, printable(text)] as const),
  ]
}

export function InitPanel(props: { readonly init: InitScriptDetail | null }): JSX.Element | null {
  const { init } = props
  if (init === null) return null
  return (
    <section className="panel" aria-labelledby="init-title">
      <header>
        <h2 id="init-title">Init script</h2>
        <span className="s t3 end">its word is checked, never believed</span>
      </header>
      <div className="script">
        {init.refusal !== null && <ErrorNote error={init.refusal} />}
        {init.disagreement !== null && (
          <Note tone="amber">
            <b>
              <Prose text={init.disagreement} />.
            </b>{' '}
            Quiesce goes by the process table.
          </Note>
        )}
        <dl className="kv s">
          {linesOf(init).map(([word, value], at) => (
            <Fragment key={at}>
              <dt>{word}</dt>
              <dd className="break">{value}</dd>
            </Fragment>
          ))}
        </dl>
        {(init.pidFiles.length > 0 || init.lockFiles.length > 0) && (
          <div className="lock-lines">
            {init.pidFiles.map((file) => (
              <PidFileLine key={file.path} file={file} />
            ))}
            {init.lockFiles.map((file) => (
              <LockFileLine key={file.path} file={file} />
            ))}
          </div>
        )}
      </div>
    </section>
  )
}
