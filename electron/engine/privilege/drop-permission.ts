/** Giving permission back: not while a run goes on that would be left without it. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { PrivilegedAction } from '../../../shared/permission.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import { needsOfStop, type IsOthers } from '../decide/privilege/needs.ts'
import type { RootHelpers } from './ports.ts'

export interface DropOf {
  readonly helpers: Pick<RootHelpers, 'link' | 'drop'>
  readonly isOthers: IsOthers
  /** Live runs of this Quiesce. */
  readonly live: readonly Run[]
}

/** What a run was begun with, and goes on with; its claim in /run/quiesce lasts no longer than that. */
function needsOf(run: Run, isOthers: IsOthers): readonly PrivilegedAction[] {
  const left = { ...run, members: livingMembers(run) }
  // A deadline that root moved has to be moved on, or given back, by root.
  const isMoved = run.unit?.manager === 'system' && run.unit.movedTo !== null
  return [...needsOfStop(left, run.schedule, isOthers), ...(isMoved ? ['deadlines' as const] : [])]
}

/**
 * Gives all of it back; it is granted again only by asking anew. Refused as `busy` while a run uses
 * any: it could neither force nor extend any more, and another Quiesce could begin beside it.
 */
export async function dropPermission({ helpers, isOthers, live }: DropOf): Promise<Result<null>> {
  const using = live.filter((run) =>
    needsOf(run, isOthers).some((action) => helpers.link(action) !== null),
  )
  if (using.length > 0) return fail(inUse(using))
  await helpers.drop()
  return ok(null)
}

const inUse = (runs: readonly Run[]): QuiesceError => ({
  code: 'busy',
  message: `Permission is in use: ${runs.map(({ title, id }) => `${title} (run ${id})`).join(', ')} could not go on without it.`,
  next: 'Wait until it has ended, or leave it; then give the permission back.',
  candidates: runs.map(({ id }) => id),
})
