/** Which services are listed and in what order: by need, so that what wants a person comes first. */
import type { ServiceRow, ServiceState } from '../../shared/service.ts'
import { backendWord, stateWord } from '../../shared/wording/views.ts'

/** What the chips above the table choose. `left` is dead with a pid or lock file still there. */
export const filterNames = [
  'all',
  'running',
  'asking',
  'stopping',
  'failed',
  'left',
  'frozen',
  'unknown',
  'exited',
  'stopped',
  'favourites',
] as const
export type FilterName = (typeof filterNames)[number]
export type StateFilter = Exclude<FilterName, 'all' | 'favourites'>

export const sortColumns = [
  'need',
  'name',
  'backend',
  'pid',
  'members',
  'cpu',
  'memory',
  'uptime',
] as const
export type SortColumn = (typeof sortColumns)[number]
export interface Sort {
  readonly by: SortColumn
  readonly descending: boolean
}

const need: Record<ServiceState['kind'], number> = {
  asking: 0,
  stopping: 1,
  deactivating: 1,
  failed: 2,
  'dead-lock-file': 3,
  'dead-pid-file': 4,
  frozen: 5,
  unknown: 6,
  starting: 7,
  running: 8,
  exited: 9,
  stopped: 10,
}

/** The chip that a state belongs to. */
export function filterOf(state: ServiceState): StateFilter {
  switch (state.kind) {
    case 'dead-lock-file':
    case 'dead-pid-file':
      return 'left'
    case 'deactivating':
      return 'stopping'
    case 'starting':
      return 'running'
    case 'running':
    case 'asking':
    case 'stopping':
    case 'failed':
    case 'frozen':
    case 'unknown':
    case 'exited':
    case 'stopped':
      return state.kind
  }
}

/** True where every word typed occurs in the row: name, second line, pid, user, unit, state or note. */
export function matchesSearch(row: ServiceRow, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const pid = row.main === null ? '' : String(row.main.pid)
  const text = [
    row.target,
    row.title,
    row.subtitle,
    row.user,
    pid,
    stateWord[row.state.kind],
    backendWord[row.backend],
    row.unit?.name ?? '',
    row.state.kind === 'failed' ? row.state.result : '',
    row.note ?? '',
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

const nobody: ReadonlySet<string> = new Set()

/** How many rows each chip would show. */
export function countFilters(
  rows: readonly ServiceRow[],
  favourites: ReadonlySet<string> = nobody,
): Record<FilterName, number> {
  const counts: Record<FilterName, number> = {
    all: rows.length,
    running: 0,
    asking: 0,
    stopping: 0,
    failed: 0,
    left: 0,
    frozen: 0,
    unknown: 0,
    exited: 0,
    stopped: 0,
    favourites: 0,
  }
  for (const row of rows) {
    counts[filterOf(row.state)] += 1
    if (favourites.has(row.target)) counts.favourites += 1
  }
  return counts
}

/** Made once: a collator for each of ten thousand comparisons would be felt. */
const collator = new Intl.Collator('en', { numeric: true })

const byName = (a: ServiceRow, b: ServiceRow): number =>
  collator.compare(a.title, b.title) || collator.compare(a.target, b.target)

/** The number a column sorts by; null sorts last whatever the direction. */
function columnValue(row: ServiceRow, by: SortColumn): number | string | null {
  switch (by) {
    case 'need':
      return need[row.state.kind]
    case 'name':
      return null
    case 'backend':
      return row.backend
    case 'pid':
      return row.main?.pid ?? null
    case 'members':
      return row.memberCount
    case 'cpu':
      return row.cpuPercent
    case 'memory':
      return row.residentBytes
    case 'uptime':
      return row.startedAt === null ? null : -row.startedAt
  }
}

function compareBy(a: ServiceRow, b: ServiceRow, sort: Sort): number {
  const left = columnValue(a, sort.by)
  const right = columnValue(b, sort.by)
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  const order = left < right ? -1 : 1
  return sort.descending ? -order : order
}

/** Rows in a stable order: the column, then what a person configured, then the name. */
export function sortRows(rows: readonly ServiceRow[], sort: Sort): ServiceRow[] {
  const origin = (row: ServiceRow): number => (row.origin === 'configured' ? 0 : 1)
  return [...rows].sort((a, b) => {
    if (sort.by === 'name') return sort.descending ? byName(b, a) : byName(a, b)
    return compareBy(a, b, sort) || origin(a) - origin(b) || byName(a, b)
  })
}

/** What a person chose to see. */
export interface RowChoice {
  readonly filter: FilterName
  readonly search: string
  readonly sort: Sort
  /** Targets; none where nobody has chosen any. */
  readonly favourites?: ReadonlySet<string>
}

function fitsFilter(row: ServiceRow, { filter, favourites = nobody }: RowChoice): boolean {
  if (filter === 'all') return true
  return filter === 'favourites' ? favourites.has(row.target) : filterOf(row.state) === filter
}

/** The rows to show. */
export function selectRows(rows: readonly ServiceRow[], choice: RowChoice): ServiceRow[] {
  const shown = rows.filter((row) => fitsFilter(row, choice) && matchesSearch(row, choice.search))
  return sortRows(shown, choice.sort)
}
