import { memo, type JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { backendWord } from '../../shared/wording/views.ts'
import type { SortColumn } from '../model/service-order.ts'
import {
  openAction,
  openRunAction,
  restartAction,
  startAction,
  stopAction,
} from '../service-actions.ts'
import { useApp, useQuiesce } from '../store.ts'
import { ActionButton } from './action-button.tsx'
import { Age, Bytes } from './amount.tsx'
import { LimitTag } from './limit-tag.tsx'
import { Name } from './name.tsx'
import { Star } from './star.tsx'
import { StateMark } from './state-mark.tsx'

export interface Column {
  readonly by: SortColumn | 'star' | null
  readonly word: string
  /** Pixels; null takes what is left. */
  readonly width: number | null
  readonly numeric: boolean
  /** The least width of the table that has room for it. */
  readonly from: number
}

const columns: readonly Column[] = [
  { by: 'star', word: 'Favourite', width: 38, numeric: false, from: 460 },
  { by: 'need', word: 'State', width: 184, numeric: false, from: 0 },
  { by: 'name', word: 'Service', width: null, numeric: false, from: 0 },
  { by: 'backend', word: 'Backend', width: 84, numeric: false, from: 860 },
  { by: 'pid', word: 'Main pid', width: 84, numeric: true, from: 600 },
  { by: 'members', word: 'Members', width: 82, numeric: true, from: 500 },
  { by: 'cpu', word: 'CPU %', width: 68, numeric: true, from: 760 },
  { by: 'memory', word: 'Memory', width: 78, numeric: true, from: 680 },
  { by: 'uptime', word: 'Uptime', width: 84, numeric: true, from: 600 },
  { by: null, word: 'Actions', width: 104, numeric: false, from: 460 },
]

/** The columns that fit. State and name always do. */
export const columnsFor = (width: number): readonly Column[] =>
  columns
    .filter((column) => width === 0 || column.from <= width)
    .map((column) =>
      column.by === 'need' && width > 0 && width < 460 ? { ...column, width: 192 } : column,
    )

/** The id of a row, for aria-activedescendant; targets may hold any character. */
export const rowId = (row: ServiceRow | undefined): string | undefined =>
  row === undefined ? undefined : `row-${encodeURIComponent(row.target)}`

const withNumbers: readonly ServiceRow['state']['kind'][] = [
  'running',
  'stopping',
  'asking',
  'starting',
  'deactivating',
  'frozen',
]

/** Numbers say nothing of what does not run; one sentence does. */
const merged = (row: ServiceRow): boolean =>
  row.memberCount === 0
    ? row.note !== null || !withNumbers.includes(row.state.kind)
    : row.state.kind !== 'failed' && !withNumbers.includes(row.state.kind)

const Uptime = (props: { readonly since: number }): JSX.Element => {
  // Minutes are all it shows, so that a still table does not render each second.
  const minute = useQuiesce((s) => Math.floor(s.now / 10_000) * 10_000)
  return <Age ms={minute - props.since} />
}

function NumberCell(props: { readonly row: ServiceRow; readonly column: Column }): JSX.Element {
  const { row, column } = props
  const cell = (children: JSX.Element | string | number, className = 'num'): JSX.Element => (
    <td role="gridcell" className={className}>
      {children}
    </td>
  )
  switch (column.by) {
    case 'pid':
      return cell(row.main?.pid ?? '', 'num mono')
    case 'members':
      return cell(row.memberCount)
    case 'cpu':
      return cell(row.cpuPercent === null ? '…' : row.cpuPercent.toFixed(1))
    case 'memory':
      return cell(<Bytes count={row.residentBytes} />)
    case 'uptime':
      return cell(row.startedAt === null ? '' : <Uptime since={row.startedAt} />)
    case 'star':
    case 'need':
    case 'name':
    case 'backend':
    case null:
      return cell('')
  }
}

function NameCell(props: { readonly row: ServiceRow }): JSX.Element {
  const { row } = props
  return (
    <td role="gridcell">
      <div className="svc">
        <Name text={row.title} />
        <LimitTag row={row} />
        {row.unit?.manager === 'user' && <span className="tag line">user</span>}
        {row.practice && <span className="tag tide">practice</span>}
        {row.subtitle !== row.title && (
          <span className="sub" title={printable(row.subtitle)}>
            {printable(row.subtitle)}
          </span>
        )}
      </div>
    </td>
  )
}

/** What a row offers: its run, else its stop, else its start, and a look at it where it has neither. */
function ActionsCell(props: { readonly row: ServiceRow }): JSX.Element {
  const { row } = props
  const may = (action: typeof stopAction): boolean => action.refuse(row) === null
  const inRun = may(openRunAction)
  const about = { subject: row, size: 'sm', keyHint: false, about: printable(row.title) } as const
  const idle = { ...about, look: 'plain', className: 'idle' } as const
  const stops = !inRun && may(stopAction)
  return (
    <td role="gridcell">
      <div className="acts">
        {inRun && <ActionButton action={openRunAction} {...about} bare />}
        {stops && <ActionButton action={stopAction} {...idle} bare />}
        {stops && may(restartAction) && <ActionButton action={restartAction} {...idle} iconOnly />}
        {!inRun && may(startAction) && <ActionButton action={startAction} {...idle} bare />}
        {!inRun && !stops && !may(startAction) && (
          <ActionButton action={openAction} {...idle} bare />
        )}
      </div>
    </td>
  )
}

interface RowProps {
  readonly row: ServiceRow
  readonly index: number
  readonly selected: boolean
  readonly columns: readonly Column[]
}

function TableRow(props: RowProps): JSX.Element {
  const { row, index, selected } = props
  const app = useApp()
  const numbers = props.columns.filter((c) => c.numeric)
  const has = (by: Column['by']): boolean => props.columns.some((c) => c.by === by)
  const note = row.note ?? ''
  return (
    <tr
      id={rowId(row)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      onClick={() => {
        app.store.setState({ selected: row.target })
      }}
      onDoubleClick={() => {
        openAction.run(app, row)
      }}
    >
      {has('star') && (
        <td role="gridcell" className="starred">
          <Star target={row.target} title={row.title} tabbable={selected} />
        </td>
      )}
      <td role="gridcell">
        <StateMark state={row.state} />
      </td>
      <NameCell row={row} />
      {has('backend') && (
        <td role="gridcell" className="t2">
          {backendWord[row.backend]}
        </td>
      )}
      {merged(row) && numbers.length > 0 ? (
        <td role="gridcell" colSpan={numbers.length} className="t2 why" title={printable(note)}>
          {printable(note)}
        </td>
      ) : (
        numbers.map((column) => <NumberCell key={column.word} row={row} column={column} />)
      )}
      {has(null) && <ActionsCell row={row} />}
    </tr>
  )
}

/** One row. It renders again only when its own service, place or selection changes. */
export const ServiceTableRow = memo(TableRow)
