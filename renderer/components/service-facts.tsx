import type { JSX, ReactNode } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { age, bytes, printable } from '../../shared/wording/numbers.ts'
import { backendWord, isEscapee } from '../../shared/wording/views.ts'
import { momentText } from '../model/dates.ts'
import { connections } from '../model/plan-weight.ts'
import { managerWord, stopLimitWords } from '../model/unit-stop-words.ts'
import { useQuiesce } from '../store.ts'
import { Code, Name } from './name.tsx'

const Fact = (props: { readonly word: string; readonly children: ReactNode }): JSX.Element => (
  <div>
    <dt>{props.word}</dt>
    <dd className="cut">{props.children}</dd>
  </div>
)

/** What is known of a service at a glance. */
export function ServiceFacts(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { row, members, executable, schedule, unit } = props.detail
  const now = useQuiesce((s) => Math.floor(s.now / 10_000) * 10_000)
  const outside = members.filter(isEscapee).length
  const kept = members.filter((member) => member.kept !== null).length
  return (
    <dl className="facts">
      {row.main !== null && (
        <Fact word="Main pid">
          <code>{row.main.pid}</code>
        </Fact>
      )}
      {unit === null ? (
        <Fact word="Found by">{backendWord[row.backend]}</Fact>
      ) : (
        <Fact word="Managed by">{managerWord[unit.manager]}</Fact>
      )}
      {row.user !== '' && (
        <Fact word="Runs as">
          <Name text={row.user} />
        </Fact>
      )}
      {row.startedAt !== null && (
        <Fact word="Started">
          {momentText(row.startedAt)}
          {unit === null && `, ${age(now - row.startedAt)} ago`}
        </Fact>
      )}
      <Fact word="Members">
        {row.memberCount}
        {kept > 0 && <span className="t2">, {kept} kept</span>}
        {outside > 0 && <span className="amber">, {outside} outside</span>}
      </Fact>
      {row.memberCount > 0 && (
        <Fact word="CPU">
          {row.cpuPercent === null ? '…' : `${row.cpuPercent.toFixed(1)}\u00a0%`}
        </Fact>
      )}
      {row.memberCount > 0 && <Fact word="Memory">{bytes(row.residentBytes)}</Fact>}
      {unit !== null && (
        <Fact word="Clients">
          {unit.impact.clientsUnknown === null ? connections(unit.impact) : 'not known'}
        </Fact>
      )}
      {unit !== null && <Fact word="Stop limit">{stopLimitWords(unit.settings)}</Fact>}
      <Fact word="Schedule">
        <Code text={schedule} />
      </Fact>
      {executable !== null && unit === null && (
        <Fact word="Executable">
          <span title={printable(executable)}>
            <Name text={executable} className="mono" />
          </span>
        </Fact>
      )}
    </dl>
  )
}
