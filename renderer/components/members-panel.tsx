/** Members as a tree, each with why it belongs; suspects below, signalled only when ticked. */
import { useState, type JSX } from 'react'
import type { Member } from '../../shared/process.ts'
import type { ServiceDetail } from '../../shared/service.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { isEscapee } from '../../shared/wording/views.ts'
import { whyHere } from '../model/member-words.ts'
import { pidRange, treeRows, type TreeRow } from '../model/member-tree.ts'
import { Bytes } from './amount.tsx'
import { Icon } from './icon.tsx'
import { KeptMembers } from './kept-members.tsx'
import { Suspects, toggled } from './suspects.tsx'

interface LineProps {
  readonly member: Member
  readonly depth: number
  readonly unit: string | null
}

function MemberLine(props: LineProps): JSX.Element {
  const { member, depth } = props
  const why = whyHere(member, props.unit)
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
  readonly unit: string | null
  readonly onToggle: () => void
}): JSX.Element {
  const { row } = props
  const [first] = row.members
  const why = first === undefined ? '' : whyHere(first, props.unit)
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

export function MembersPanel(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { row, members, suspects } = props.detail
  const unit = row.unit?.name ?? null
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const counted = members.filter((member) => member.kept === null)
  const rows = treeRows(counted, open)
  return (
    <section className="panel" aria-labelledby="members-title">
      <header>
        <h2 id="members-title">Members</h2>
        <span className="s t3">
          {rows.length > 0 &&
            `${count(counted.length, 'process', 'processes')}, each with why it belongs`}
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
                <MemberLine key={one.key} member={one.member} depth={one.depth} unit={unit} />
              ) : (
                <FoldLine
                  key={one.key}
                  row={one}
                  unit={unit}
                  onToggle={() => {
                    setOpen(toggled(open, one.key))
                  }}
                />
              ),
            )}
          </tbody>
        </table>
      )}
      <KeptMembers members={members} />
      {suspects.length > 0 && <Suspects target={row.target} suspects={suspects} />}
    </section>
  )
}
