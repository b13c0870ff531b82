/** Reset-failed, freeze and thaw: calls to the manager, each with what stands in its way. */
import type { RequestInput } from '../../../shared/contract.ts'
import type { UnitControlReport } from '../../../shared/reports.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { Member, SignalMasks } from '../../../shared/process.ts'
import type { UnitBook } from '../backends/systemd/unit-book.ts'
import { refuseControl, warnFreeze, warnThaw } from '../decide/unit/control.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import { findFacts, type UnitRequestsOf } from './unit-requests.ts'

export interface ControlPorts extends Pick<UnitRequestsOf, 'inventory' | 'units'> {
  readonly by: string
  masks(member: Member): SignalMasks | null
  record(target: string, body: JournalBody): Promise<Result<unknown>>
}

type Action = RequestInput<'unit.control'>['action']

const doneWords: Record<Action, string> = {
  'reset-failed': 'is no longer marked as failed',
  freeze: 'is frozen',
  thaw: 'is thawed',
}

function callManager(book: UnitBook, action: Action, unit: string): Promise<Result<null>> {
  const { manager } = book
  if (action === 'freeze') return manager.freezeUnit(unit)
  return action === 'thaw' ? manager.thawUnit(unit) : manager.resetFailed(unit)
}

/**
 * Does it, or answers with the warnings where nobody has confirmed them. Refused where it means
 * nothing for the unit as it is now, and `protected` where a unit that is never stopped would be frozen.
 */
export async function controlUnit(
  ports: ControlPorts,
  { target, action, confirmed }: RequestInput<'unit.control'>,
): Promise<Result<UnitControlReport>> {
  const found = await findFacts(ports, target, false)
  if (!found.ok) return found
  const { facts, book } = found.value
  const never = action === 'freeze' ? refuseFreeze(ports, target) : ok(null)
  if (!never.ok) return never
  const refused = refuseControl(action, facts)
  if (refused) return { ok: false, error: refused }
  const warnings = warn(ports, action, facts, target)
  if (warnings.length > 0 && !confirmed) {
    return ok({ done: false, sentence: `${facts.name}: read this first.`, warnings })
  }
  const call = { call: 1, step: 0, what: action } as const
  const intent = { kind: 'intent', ...call, force: false, by: ports.by, targets: [] } as const
  const written = await ports.record(target, { ...intent, targets: [] })
  if (!written.ok) return written
  const done = await callManager(book, action, facts.name)
  const sentence = done.ok ? `${facts.name} ${doneWords[action]}.` : done.error.message
  await ports.record(target, { kind: 'result', ...call, results: [], detail: sentence })
  if (!done.ok) return done
  await book.load(facts.name)
  return ok({ done: true, sentence, warnings })
}

/** A frozen unit serves nobody: where it is never stopped from here, it is not frozen either. */
function refuseFreeze({ inventory }: ControlPorts, target: string): Result<null> {
  // Only after it was loaded: a unit that nobody has asked for yet has no look.
  const seen = inventory.look(target)
  if (!seen.ok) return seen
  const never = inventory.refuseNever(seen.value.look.observed)
  return never === null ? ok(null) : fail(never)
}

function warn(
  ports: ControlPorts,
  action: Action,
  facts: UnitFacts,
  target: string,
): readonly string[] {
  if (action === 'reset-failed') return []
  const seen = ports.inventory.look(target)
  const members = seen.ok ? seen.value.look.observed.members : []
  const withMasks = members.map((member) => ({ member, masks: ports.masks(member) }))
  return action === 'thaw' ? warnThaw(facts, withMasks) : warnFreeze(facts, withMasks)
}
