/** What came of every scenario, as the table that stands in the test's output. */
import type { Healthy, SeenWell } from './healthy.ts'
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

const layOut = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  return `\n${lines.map((line) => line.trimEnd()).join('\n')}`
}

export async function printReport(lines: readonly Line[]): Promise<string> {
  return layOut([heads, ...(await Promise.all(lines.map(cellsOf)))])
}

const healthyHeads = ['healthy daemon', 'at rest', 'while it leaves']

export async function printHealthy(
  all: readonly Healthy[],
  played: ReadonlyMap<Healthy, Promise<SeenWell>>,
): Promise<string> {
  const rows = all.map(async (one) => {
    const seen = await played.get(one)?.catch(() => null)
    const leaving = [...new Set(seen?.leaving.map(verdictOf) ?? ['-'])]
    return [one.scene, seen ? verdictOf(seen.resting) : '-', leaving.join(', ')]
  })
  return layOut([healthyHeads, ...(await Promise.all(rows))])
}
