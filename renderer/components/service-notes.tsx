import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { ErrorNote, Note } from './note.tsx'

/** What to know before anything else: a refusal or a limit, a remark, a unit file that is newer than systemd's copy. */
export function ServiceNotes(props: { readonly detail: ServiceDetail }): JSX.Element | null {
  const { row, unit } = props.detail
  const stale = unit?.needsReload === true
  const against = row.refusal ?? row.limit ?? null
  if (against === null && row.note === null && !stale) return null
  return (
    <div className="notes" style={{ marginBottom: 12 }}>
      {against !== null && <ErrorNote error={against} />}
      {row.refusal === null && row.note !== null && (
        <p className="t2 break">{printable(row.note)}</p>
      )}
      {stale && (
        <Note tone="amber">
          <b>Its file has changed, and systemd has not read it again.</b> What stands here is what
          systemd goes by. <code>systemctl daemon-reload</code> reads it.
        </Note>
      )}
    </div>
  )
}
