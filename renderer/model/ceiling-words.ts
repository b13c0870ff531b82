/** Somebody else's deadline as the window says it: on the axis, in a strip, beside a button. */
import type { Ceiling } from '../../shared/plan.ts'
import type { Run } from '../../shared/run.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'

/** "systemd’s own SIGKILL"; "systemd forces" where nobody knows with what. */
export const ceilingName = (ceiling: Pick<Ceiling, 'who' | 'what'>): string =>
  ceiling.what === ''
    ? `${printable(ceiling.who)} forces`
    : `${printable(ceiling.who)}’s own ${printable(ceiling.what)}`

/** When it comes: a moment, a span where what goes before may be over sooner, or not known. */
export function ceilingMoment(ceiling: Ceiling): string {
  if (ceiling.at === null) return 'at a moment not known yet'
  return ceiling.earliest === undefined
    ? `at ${clock(ceiling.at)}`
    : `between ${clock(ceiling.earliest)} and ${clock(ceiling.at)}`
}

/** "systemd sends SIGKILL by itself at 03:13:34". */
export function shortCeiling(ceiling: Ceiling): string {
  const does = ceiling.what === '' ? 'forces' : `sends ${printable(ceiling.what)}`
  return `${printable(ceiling.who)} ${does} by itself ${ceilingMoment(ceiling)}`
}

/** The soonest that it may come; null where no moment is known. */
export const soonestOf = (ceiling: Ceiling): number | null => ceiling.earliest ?? ceiling.at

/** The ceiling that may come first; one without a moment only where no other is known. */
export function nextCeiling(ceilings: readonly Ceiling[]): Ceiling | null {
  const known = ceilings
    .filter((ceiling) => ceiling.at !== null)
    .toSorted((a, b) => (soonestOf(a) ?? 0) - (soonestOf(b) ?? 0))
  return known[0] ?? ceilings[0] ?? null
}

/** Why the others' deadline cannot be moved, or null where it can, or where there is none. */
export const fixedReason = (run: Pick<Run, 'ceilings'>): string | null =>
  nextCeiling(run.ceilings)?.fixed ?? null

/** A deadline of somebody else's runs, and Hold can take it away. */
export const canHoldCeiling = (run: Pick<Run, 'ceilings'>): boolean =>
  run.ceilings.length > 0 && fixedReason(run) === null

/** A deadline of somebody else's runs whose moment is known, so that Extend can move it. */
export const canMoveCeiling = (run: Pick<Run, 'ceilings'>): boolean =>
  canHoldCeiling(run) && run.ceilings.every((ceiling) => ceiling.at !== null)

/** Which deadline stays in force for who leaves the run now, and who holds it. */
export function leftBehind(run: Pick<Run, 'ceilings' | 'unit'>): string {
  if (run.unit?.movedTo === 'never') return 'nobody forces it; the hold stays until it is down.'
  const next = nextCeiling(run.ceilings)
  if (next === null) return 'nobody else is known to force it.'
  return `${shortCeiling(next)}; ${printable(next.who)} holds that deadline, with or without Quiesce.`
}

/** How the deadline of this stop was moved: "moved to 03:14:09 by you"; null where nobody did. */
export function movedWords(run: Pick<Run, 'unit'>, by: string): string | null {
  const to = run.unit?.movedTo ?? null
  if (to === null) return null
  return to === 'never' ? `held by ${by}: nobody forces` : `moved to ${clock(to)} by ${by}`
}
