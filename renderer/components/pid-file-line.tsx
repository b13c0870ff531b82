import type { JSX } from 'react'
import type { PidFileVerdict } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { Icon } from './icon.tsx'

const verdictWords: Record<PidFileVerdict['verdict'], string> = {
  trusted: 'trusted',
  missing: 'not there',
  stale: 'stale',
  unsafe: 'unsafe: others could have written it',
  bad: 'not a pid file',
  unreadable: 'cannot be read',
}

/** A pid file, whether it may be believed, and why. */
export function PidFileLine(props: { readonly file: PidFileVerdict }): JSX.Element {
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
