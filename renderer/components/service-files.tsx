import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Icon } from './icon.tsx'
import { PidFileLine } from './pid-file-line.tsx'

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
  const { init, startCommand, stopCommand } = props.detail
  // What the init script's panel tells is not told twice.
  const inScript = (path: string | undefined): boolean =>
    init !== null && [...init.pidFiles, ...init.lockFiles].some((file) => file.path === path)
  const pidFile = inScript(props.detail.pidFile?.path) ? null : props.detail.pidFile
  const lockFile = inScript(props.detail.lockFile?.path) ? null : props.detail.lockFile
  if (pidFile === null && lockFile === null && startCommand === null && stopCommand === null)
    return null
  return (
    <section className="panel" aria-labelledby="files-title">
      <header>
        <h2 id="files-title">Files and commands</h2>
      </header>
      <div className="files">
        {pidFile !== null && <PidFileLine file={pidFile} />}
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
