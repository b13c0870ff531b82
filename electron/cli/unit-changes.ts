/** What is new about a run's unit and about who else will force, between two looks. */
import type { RunLine } from '../../shared/json-output.ts'
import type { Ceiling } from '../../shared/plan.ts'
import type { Run } from '../../shared/run.ts'
import { unitSentence } from '../../shared/wording/cli.ts'
import { ceilingToJson } from './unit-json.ts'

/** The unit's manager told of another state since the run was seen last. */
export function unitLines(before: Run | null, run: Run, now: number): RunLine[] {
  const { unit } = run
  if (unit === null || before?.unit == null) return []
  const { activeState, subState, result, since } = unit.state
  const old = before.unit.state
  if (old.activeState === activeState && old.subState === subState) return []
  return [
    {
      type: 'unit',
      run: run.id,
      at: since?.wall ?? now,
      unit: unit.name,
      activeState,
      subState,
      result,
      sentence: unitSentence(run) ?? '',
    },
  ]
}

/** A moment is computed anew at every look: less than this is no news. */
const newsMs = 500

function sameCeiling(a: Ceiling | undefined, b: Ceiling): boolean {
  if (a?.who !== b.who || a.source !== b.source || a.what !== b.what || a.fixed !== b.fixed)
    return false
  return a.at === null || b.at === null ? a.at === b.at : Math.abs(a.at - b.at) < newsMs
}

/** Nothing runs out before something was sent, and nothing matters after the end. */
const isUnderWay = (run: Run | null): boolean =>
  run !== null && run.phase.kind !== 'planned' && run.phase.kind !== 'ended'

/** Somebody else's moment to force came into sight, moved, or is no more. */
export function ceilingLines(before: Run | null, run: Run, now: number): RunLine[] {
  if (!isUnderWay(run)) return []
  const movedTo = run.unit?.movedTo ?? null
  const old = isUnderWay(before) ? before : null
  const known = old?.ceilings ?? []
  const same =
    known.length === run.ceilings.length &&
    run.ceilings.every((ceiling, at) => sameCeiling(known[at], ceiling)) &&
    (old?.unit?.movedTo ?? null) === movedTo
  if (same) return []
  return [
    { type: 'ceilings', run: run.id, at: now, ceilings: run.ceilings.map(ceilingToJson), movedTo },
  ]
}
