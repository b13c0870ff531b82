import type { JSX, ReactNode } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { age, bytes, printable } from '../../shared/wording/numbers.ts'
import { backendWord, isEscapee } from '../../shared/wording/views.ts'
import { momentText } from '../model/dates.ts'
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
  const { row, members, executable, schedule } = props.detail
  const now = useQuiesce((s) => Math.floor(s.now / 10_000) * 10_000)
  const outside = members.filter(isEscapee).length
  return (
    <dl className="facts">
      {row.main !== null && (
        <Fact word="Main pid">
          <code>{row.main.pid}</code>
        </Fact>
      )}
      <Fact word="Found by">{backendWord[row.backend]}</Fact>
      <Fact word="Runs as">
        <Name text={row.user} />
      </Fact>
      {row.startedAt !== null && (
        <Fact word="Started">
          {momentText(row.startedAt)}, {age(now - row.startedAt)} ago
        </Fact>
      )}
      <Fact word="Members">
        {row.memberCount}
        {outside > 0 && <span className="amber">, {outside} outside</span>}
      </Fact>
      <Fact word="CPU">
        {row.cpuPercent === null ? '…' : `${row.cpuPercent.toFixed(1)}\u00a0%`}
      </Fact>
      <Fact word="Memory">{bytes(row.residentBytes)}</Fact>
      <Fact word="Schedule">
        <Code text={schedule} />
      </Fact>
      {executable !== null && (
        <Fact word="Executable">
          <span title={printable(executable)}>
            <Name text={executable} className="mono" />
          </span>
        </Fact>
      )}
    </dl>
  )
}
