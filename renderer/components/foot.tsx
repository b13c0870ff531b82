import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { fullMomentText } from '../model/dates.ts'
import { useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { PermissionLine } from './permission-line.tsx'

const Clock = (): JSX.Element => <span>{useQuiesce((s) => fullMomentText(s.now))}</span>

/** How sure a signal is, whether the record is written, as whom we act, and the time. */
export function Foot(): JSX.Element {
  const host = useQuiesce((s) => s.host)
  if (host === null) return <footer className="foot" />
  const exact = host.guarantee.kind === 'exact'
  const writing = host.journal.state === 'writing'
  const records = host.journal.records.toLocaleString('en')
  return (
    <footer className="foot">
      <span className={exact ? '' : 'amber'} title={printable(host.guarantee.why)}>
        <Icon name={exact ? 'shield-ok' : 'shield'} className={exact ? 'moss' : 'amber'} />
        {exact ? 'Signals: exact, through pidfd' : 'Signals: checked by start time, weaker'}
      </span>
      <span
        className={writing ? 'wide' : 'amber'}
        title={printable(host.journal.why ?? host.journal.folder)}
      >
        <Icon name="book" />
        {writing
          ? `Journal: writing, ${records} ${host.journal.records === 1 ? 'record' : 'records'}`
          : 'Journal: cannot be written'}
      </span>
      <PermissionLine host={host} />
      <span className="push t3 wide">Quiesce {host.version}</span>
      <Clock />
    </footer>
  )
}
