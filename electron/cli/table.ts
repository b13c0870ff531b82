/** Tables of plain text that fit the width of the terminal. */
import { displayWidth, shortenMiddle } from './text.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Cells below which a name loses its middle; without it the column keeps its full width. */
  readonly shrinkTo?: number
  /** Left out where the rest does not fit; the highest number goes first. */
  readonly expendable?: number
}

export interface TableRow {
  readonly cells: readonly string[]
  /** Wraps a whole padded cell (colour); the text stays readable without it. */
  readonly paint?: (text: string, column: number) => string
}

const gap = 2

function naturalWidths(columns: readonly Column[], rows: readonly TableRow[]): number[] {
  return columns.map((column, at) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row.cells[at] ?? ''))),
  )
}

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1)

/** Takes cells from the widest column that may shrink, one at a time, until all fits or none may. */
function shrinkWidths(columns: readonly Column[], natural: readonly number[], width: number) {
  const widths = [...natural]
  while (total(widths) > width) {
    let widest = -1
    for (const [at, column] of columns.entries()) {
      const mine = widths[at] ?? 0
      if (column.shrinkTo === undefined || mine <= column.shrinkTo) continue
      if (widest === -1 || mine > (widths[widest] ?? 0)) widest = at
    }
    if (widest === -1) return widths
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** Which columns are shown, and how wide each is. */
function layOut(columns: readonly Column[], rows: readonly TableRow[], width: number) {
  let shown = columns.map((_, at) => at)
  const natural = naturalWidths(columns, rows)
  for (;;) {
    const kept = shown.flatMap((at) => columns[at] ?? [])
    const widths = shrinkWidths(
      kept,
      shown.map((at) => natural[at] ?? 0),
      width,
    )
    const dropped = Math.max(...kept.map((column) => column.expendable ?? 0))
    if (total(widths) <= width || dropped === 0) return { shown, widths }
    shown = shown.filter((at) => columns[at]?.expendable !== dropped)
  }
}

function padCell(text: string, width: number, align: Column['align']): string {
  const cut = shortenMiddle(text, width)
  const space = ' '.repeat(Math.max(0, width - displayWidth(cut)))
  return align === 'right' ? space + cut : cut + space
}

/** The table's lines, a heading first. Cells must be free of control characters already. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly TableRow[],
  width: number,
): string[] {
  const { shown, widths } = layOut(columns, rows, width)
  const line = (row: TableRow): string =>
    shown
      .map((at, place) => {
        const last = place === shown.length - 1
        const align = columns[at]?.align
        const cell = padCell(row.cells[at] ?? '', widths[place] ?? 0, align)
        const trimmed = last && align !== 'right' ? cell.trimEnd() : cell
        return row.paint ? row.paint(trimmed, at) : trimmed
      })
      .join(' '.repeat(gap))
      .trimEnd()
  return [line({ cells: columns.map((column) => column.title) }), ...rows.map(line)]
}
