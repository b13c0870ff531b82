import type { JSX } from 'react'
import { fullMomentText } from '../model/dates.ts'
import { useQuiesce } from '../store.ts'
import { Guarantee } from './guarantee.tsx'
import { PermissionLine } from './permission-line.tsx'

const Clock = (): JSX.Element => <span>{useQuiesce((s) => fullMomentText(s.now))}</span>

/** How sure a signal is, whether the record is written, as whom we act, and the time. */
export function Foot(): JSX.Element {
  const host = useQuiesce((s) => s.host)
  if (host === null) return <footer className="foot" />
  return (
    <footer className="foot">
      <Guarantee host={host} />
      <PermissionLine host={host} />
      <span className="push t3 wide">Quiesce {host.version}</span>
      <Clock />
    </footer>
  )
}
