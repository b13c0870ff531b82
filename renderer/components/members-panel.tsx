/** Members as a tree, each with why it belongs; suspects below, signalled only when ticked. */
import { Checkbox } from '@mantine/core'
import { useState, type JSX } from 'react'
import { identityKey, type Member, type Suspect } from '../../shared/process.ts'
import type { ServiceDetail } from '../../shared/service.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { isEscapee, memberReasons } from '../../shared/wording/views.ts'
import { pidRange, treeRows, type TreeRow } from '../model/member-tree.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Bytes } from './amount.tsx'
import { Icon } from './icon.tsx'
import { Name } from './name.tsx'

function MemberLine(props: { readonly member: Member; readonly depth: number }): JSX.Element {
  const { member, depth } = props
  const why = member.kept === null ? memberReasons(member) : `kept: ${printable(member.kept)}`
  return (
    <tr>
      <td>
        <div className="tw" style={{ paddingLeft: depth * 18 }}>
          <span className="nt" />
          <span className={member.main ? 'cut mid-name' : 'cut'} title={printable(member.args)}>
            {member.main ? <b>{printable(member.name)}</b> : printable(member.name)}
          </span>
          {member.main && <span className="s t3">main process</span>}
          {isEscapee(member) && (
            <span className="tag amber">
              <Icon name="escapee" />
              outside
            </span>
          )}
          {member.kept !== null && <span className="tag line">kept</span>}
        </div>
      </td>
      <td className="mono">{member.identity.pid}</td>
      <td className="why wide-only" title={why}>
        {why}
      </td>
      <td className="num">
        <Bytes count={member.residentBytes} />
      </td>
    </tr>
  )
}

function FoldLine(props: {
  readonly row: Extract<TreeRow, { kind: 'fold' }>
  readonly onToggle: () => void
}): JSX.Element {
  const { row } = props
  const [first] = row.members
  const why = first === undefined ? '' : memberReasons(first)
  return (
    <tr>
      <td>
        <div className="tw" style={{ paddingLeft: row.depth * 18 }}>
          <button
            type="button"
            aria-expanded={row.open}
            aria-label={`${printable(row.name)}, ${count(row.members.length, 'process', 'processes')}`}
            onClick={props.onToggle}
          >
            <Icon name={row.open ? 'down' : 'right'} className="i-12" />
          </button>
          <span className="cut">{printable(row.name)}</span>
          <span className="s t3">× {row.members.length}</span>
        </div>
      </td>
      <td className="mono">{pidRange(row.members)}</td>
      <td className="why wide-only" title={why}>
        {why}
      </td>
      <td className="num">
        <Bytes count={row.members.reduce((sum, m) => sum + m.residentBytes, 0)} />
      </td>
    </tr>
  )
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

function Suspects(props: {
  readonly target: string
  readonly suspects: readonly Suspect[]
}): JSX.Element {
  const { store } = useApp()
  const ticked = useQuiesce((s) => s.ticked.get(props.target))
  const toggle = (key: string): void => {
    store.setState((s) => ({
      ticked: new Map(s.ticked).set(
        props.target,
        toggled(s.ticked.get(props.target) ?? new Set(), key),
      ),
    }))
  }
  return (
    <div className="sus">
      <h3>Suspects: probably of it, not proven. Only those you tick are signalled.</h3>
      <ul>
        {props.suspects.map(({ member, why }) => {
          const key = identityKey(member.identity)
          return (
            <li key={key}>
              <Checkbox
                size="xs"
                checked={ticked?.has(key) ?? false}
                onChange={() => {
                  toggle(key)
                }}
                label={
                  <>
                    <code>{member.identity.pid}</code>{' '}
                    <Name text={member.name} className="inline" />
                  </>
                }
                description={printable(why)}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

export function MembersPanel(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { row, members, suspects } = props.detail
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const rows = treeRows(members, open)
  return (
    <section className="panel" aria-labelledby="members-title">
      <header>
        <h2 id="members-title">Members</h2>
        <span className="s t3">
          {count(members.length, 'process', 'processes')}, each with why it belongs
        </span>
      </header>
      {rows.length === 0 ? (
        <p className="t2 pad">Nothing of it runs.</p>
      ) : (
        <table className="tbl tree">
          <colgroup>
            <col />
            <col style={{ width: 104 }} />
            <col className="wide-only" style={{ width: '36%' }} />
            <col style={{ width: 82 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Process</th>
              <th scope="col">Pid</th>
              <th scope="col" className="wide-only">
                Why it belongs
              </th>
              <th scope="col" className="num">
                Memory
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) =>
              one.kind === 'member' ? (
                <MemberLine key={one.key} member={one.member} depth={one.depth} />
              ) : (
                <FoldLine
                  key={one.key}
                  row={one}
                  onToggle={() => {
                    setOpen(toggled(open, one.key))
                  }}
                />
              ),
            )}
          </tbody>
        </table>
      )}
      {suspects.length > 0 && <Suspects target={row.target} suspects={suspects} />}
    </section>
  )
}
