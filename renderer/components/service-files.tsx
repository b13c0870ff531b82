import type { JSX } from 'react'
import type { PidFileVerdict, ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Icon } from './icon.tsx'

const verdictWords: Record<PidFileVerdict['verdict'], string> = {
  trusted: 'trusted',
  missing: 'not there',
  stale: 'stale: names nobody of it',
  unsafe: 'unsafe: others could have written it',
  bad: 'not a pid file',
  unreadable: 'cannot be read',
}

function PidFile(props: { readonly file: PidFileVerdict }): JSX.Element {
  const { file } = props
  const well = file.verdict === 'trusted' || file.verdict === 'missing'
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      <Icon name={well ? 'check' : 'no-answer'} className={well ? 'moss' : 'amber'} />
      <div className="grow break">
        <code>{printable(file.path)}</code>{' '}
        <span className={well ? 't2' : 'amber'}>
          {verdictWords[file.verdict]}
          {file.pid !== null && `, names ${file.pid}`}
        </span>
        {file.evidence.map((sentence) => (
          <p key={sentence} className="s t2">
            {printable(sentence)}
          </p>
        ))}
      </div>
    </div>
  )
}

const Command = (props: {
  readonly word: string
  readonly argv: readonly string[]
}): JSX.Element => (
  <>
    <dt>{props.word}</dt>
    <dd className="break">
      <code>{props.argv.map(printable).join(' ')}</code>
    </dd>
  </>
)

/** Pid file, lock file and commands, where the service has any. */
export function ServiceFiles(props: { readonly detail: ServiceDetail }): JSX.Element | null {
  const { pidFile, lockFile, startCommand, stopCommand } = props.detail
  if (pidFile === null && lockFile === null && startCommand === null && stopCommand === null)
    return null
  return (
    <section className="panel" aria-labelledby="files-title">
      <header>
        <h2 id="files-title">Files and commands</h2>
      </header>
      <div className="files">
        {pidFile !== null && <PidFile file={pidFile} />}
        {lockFile !== null && (
          <div className="row">
            <Icon name="locked" className="t3" />
            <code className="break">{printable(lockFile.path)}</code>
            <span className="t2">{lockFile.there ? 'is there' : 'is not there'}</span>
          </div>
        )}
        {(startCommand !== null || stopCommand !== null) && (
          <dl className="kv">
            {startCommand !== null && <Command word="Start" argv={startCommand} />}
            {stopCommand !== null && <Command word="Stop" argv={stopCommand} />}
          </dl>
        )}
      </div>
    </section>
  )
}
