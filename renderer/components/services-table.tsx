/** The table of services: real rows only where they are seen, at most about 60 in the document. */
import { useElementSize } from '@mantine/hooks'
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type JSX } from 'react'
import type { ServiceRow } from '../../shared/service.ts'
import type { Sort, SortColumn } from '../model/service-order.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { columnsFor, rowId, ServiceTableRow, type Column } from './service-table-row.tsx'

const rowHeight = 34

function Heading(props: { readonly column: Column; readonly sort: Sort }): JSX.Element {
  const { store } = useApp()
  const { column, sort } = props
  const { by } = column
  if (by === null || by === 'star')
    return (
      <th role="columnheader" scope="col">
        <span className="sr">{column.word}</span>
      </th>
    )
  const active = sort.by === by
  const order = sort.descending ? 'descending' : 'ascending'
  const press = (to: SortColumn): void => {
    // Numbers are asked for to find the largest.
    const first = to === 'cpu' || to === 'memory' || to === 'members'
    store.setState({ sort: { by: to, descending: active ? !sort.descending : first } })
  }
  return (
    <th
      role="columnheader"
      scope="col"
      className={column.numeric ? 'num' : ''}
      aria-sort={active ? order : 'none'}
    >
      <button
        type="button"
        onClick={() => {
          press(by)
        }}
      >
        {column.word}
        {active && <Icon name={sort.descending ? 'down' : 'up'} />}
      </button>
    </th>
  )
}

const Gap = (props: { readonly height: number; readonly columns: number }): JSX.Element | null =>
  props.height <= 0 ? null : (
    <tr className="gap" aria-hidden="true">
      <td colSpan={props.columns} style={{ height: props.height }} />
    </tr>
  )

const Head = (props: { readonly columns: readonly Column[]; readonly sort: Sort }): JSX.Element => (
  <>
    <colgroup>
      {props.columns.map((column) => (
        <col key={column.word} style={column.width === null ? {} : { width: column.width }} />
      ))}
    </colgroup>
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {props.columns.map((column) => (
          <Heading key={column.word} column={column} sort={props.sort} />
        ))}
      </tr>
    </thead>
  </>
)

interface BodyProps {
  readonly rows: readonly ServiceRow[]
  readonly at: number
  readonly columns: readonly Column[]
  readonly items: readonly VirtualItem[]
  readonly totalHeight: number
}

/** The rows that are seen, between two gaps as high as those that are not. */
function Body(props: BodyProps): JSX.Element {
  const { rows, at, columns, items } = props
  return (
    <tbody role="rowgroup">
      <Gap height={items[0]?.start ?? 0} columns={columns.length} />
      {items.map(({ index }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <ServiceTableRow
            key={row.target}
            row={row}
            index={index}
            selected={index === at}
            columns={columns}
          />
        )
      })}
      <Gap height={props.totalHeight - (items.at(-1)?.end ?? 0)} columns={columns.length} />
    </tbody>
  )
}

export function ServicesTable(props: {
  readonly rows: readonly ServiceRow[]
  readonly at: number
}): JSX.Element {
  const { rows, at } = props
  const sort = useQuiesce((s) => s.sort)
  const size = useElementSize<HTMLDivElement>()
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => columnsFor(size.width), [size.width])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 30,
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  const items = virtual.getVirtualItems()
  const seen = items.some((item) => item.index === at)
  return (
    <div
      ref={(element) => {
        scroller.current = element
        size.ref(element)
      }}
      className="scroll"
      role="grid"
      tabIndex={0}
      aria-label="Services"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={seen ? rowId(rows[at]) : undefined}
    >
      <table className="tbl" role="presentation">
        <Head columns={columns} sort={sort} />
        <Body
          rows={rows}
          at={at}
          columns={columns}
          items={items}
          totalHeight={virtual.getTotalSize()}
        />
      </table>
    </div>
  )
}
