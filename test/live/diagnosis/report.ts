/** What came of every scenario, as the table that stands in the test's output. */
import type { Seen } from './look.ts'

const heads = ['scenario', 'expected', 'verdict', 'time to verdict']

export interface Line {
  readonly title: string
  readonly expected: string
  readonly seen: Promise<Seen> | undefined
}

export const verdictOf = ({ diagnosis }: Seen): string => diagnosis.findings[0]?.code ?? 'nothing'

async function cellsOf({ title, expected, seen }: Line): Promise<readonly string[]> {
  const known = await seen?.catch(() => null)
  if (!known) return [title, expected, '-', '-']
  return [title, expected, verdictOf(known), `${Math.round(known.ms)} ms`]
}

export async function printReport(lines: readonly Line[]): Promise<string> {
  const rows = [heads, ...(await Promise.all(lines.map(cellsOf)))]
  const widths = heads.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const text = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  return `\n${text.map((line) => line.trimEnd()).join('\n')}`
}
