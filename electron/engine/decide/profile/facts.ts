/** What a look at a service gives to recognise its daemon by. */
import type { Member, ProcessRow } from '../../../../shared/process.ts'
import { sameIdentity } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { rootsOf } from '../escalation/targets.ts'
import type { Observed } from '../observed.ts'
import { scriptOf } from '../readable-name.ts'
import { programName } from '../session-basics.ts'
import type { Table } from '../table.ts'
import type { ProfileFacts, ProgramFacts } from './match.ts'

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/**
 * The processes that stand for the service: its main process, else the roots. In a run the roots
 * are those of the members that were known, so that nobody who was left behind becomes one.
 */
export function headsOf({ main, members }: Observed, known: readonly Member[]): readonly Member[] {
  if (main) return members.filter((m) => sameIdentity(m.identity, main))
  if (known.length === 0) return rootsOf(members)
  const roots = rootsOf(known.filter((m) => m.kept === null))
  return members.filter((m) => roots.some((root) => sameIdentity(root.identity, m.identity)))
}

/**
 * A daemon's own child (a worker, a session of sshd, a job of cron) is no daemon: what is known of
 * the daemon does not hold for it.
 */
export function isChildOfItsKind(row: ProcessRow, table: Table): boolean {
  const parent = table.rows.get(row.parentPid)
  return parent !== undefined && parent !== row && programName(parent) === programName(row)
    ? scriptOf(parent) === scriptOf(row)
    : false
}

function programOfRow(row: ProcessRow): ProgramFacts {
  const script = scriptOf(row)
  const args = isKnown(row.args) ? row.args : []
  const program = programName(row)
  const names = script === null ? [program] : [lastPart(script), program]
  return { names, args, how: `its main process ${sayProgram(row, script)}` }
}

function sayProgram(row: ProcessRow, script: string | null): string {
  if (script !== null) return `runs ${script}`
  return isKnown(row.executable) ? `runs ${row.executable.path}` : `is called ${row.name}`
}

/** What is configured to be its program: where nothing of it runs, there is no other. */
function programOfConfiguration(exe: string | undefined): ProgramFacts | null {
  if (exe === undefined) return null
  return { names: [lastPart(exe)], args: [], how: `it is configured to run ${exe}` }
}

/**
 * Facts of a look, one for each process that stands for the service; one where none does. A daemon's
 * own child gives no program.
 */
export function profileFactsOf(
  observed: Observed,
  table: Table,
  known: readonly Member[],
): readonly ProfileFacts[] {
  const { configuration, unit, init } = observed
  const common = {
    configured: configuration?.profile ?? null,
    unit: unit?.name ?? null,
    script: init?.name ?? null,
  }
  const rows = headsOf(observed, known).flatMap((m) => table.rows.get(m.identity.pid) ?? [])
  if (rows.length === 0) return [{ ...common, program: programOfConfiguration(configuration?.exe) }]
  return rows.map((row) => ({
    ...common,
    program: isChildOfItsKind(row, table) ? null : programOfRow(row),
  }))
}
