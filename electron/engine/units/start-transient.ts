/** Starts a service by its own start command, in a transient unit of the person's manager. */
import { fail, type Result } from '../../../shared/errors.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { UnitBook } from '../backends/systemd/unit-book.ts'
import { guardCopy } from '../copies/guard-copy.ts'
import type { Observed } from '../decide/observed.ts'
import { transientUnit, type TransientUnit } from '../decide/unit/transient.ts'
import { refuseStart, startService } from '../runs/starter.ts'
import { queueAndWatch, type UnitStarterPorts } from './start-unit.ts'

export interface OwnStarterPorts extends UnitStarterPorts {
  readonly uid: number
}

/** The manager that would keep a service of this person: the machine's for root, else one's own. */
function findBook({ units, uid }: OwnStarterPorts): UnitBook | null {
  const book = units.book(uid === 0 ? 'system' : 'user')
  return book?.manager.connected() === true ? book : null
}

/**
 * Starts it where systemd runs through a transient unit, which keeps its processes together, its
 * output in the journal, and starts it again as configured; elsewhere detached, in a session of its
 * own. Refused as `startService` refuses, and where it would be a second copy, unless `confirmed`.
 */
export async function startOwn(
  ports: OwnStarterPorts,
  target: string,
  confirmed = false,
): Promise<Result<StartReport>> {
  const book = findBook(ports)
  const observed = ports.observe(target)
  if (!observed.ok) return observed
  const beside = await guardCopy(ports, observed.value, confirmed)
  if (!beside.ok) return beside
  const unit = book && transientUnit(target, observed.value, book.manager.version())
  if (!book || !unit) return startService(ports, target, beside.value)
  const refused = refuseStart(observed.value, beside.value)
  if (refused) return fail(refused)
  return startIn(ports, book, { observed: observed.value, unit })
}

interface OwnStart {
  readonly observed: Observed
  readonly unit: TransientUnit
}

async function startIn(
  ports: OwnStarterPorts,
  book: UnitBook,
  { observed, unit }: OwnStart,
): Promise<Result<StartReport>> {
  const { target, startCommand } = observed
  const call = { call: 1, step: 0, what: 'start-command' } as const
  const intent = { kind: 'intent', ...call, force: false, by: ports.by } as const
  const argv = [...(startCommand ?? [])]
  const written = await ports.record(target, { ...intent, targets: [], argv })
  if (!written.ok) return written
  const report = await queueAndWatch(ports.clock, book, {
    unit: unit.name,
    before: await clearFailed(book, unit.name),
    queue: () => book.manager.startTransient(unit),
  })
  const detail = report.ok ? report.value.sentence : report.error.message
  const where = `In the transient unit ${unit.name}: ${detail}`
  await ports.record(target, { kind: 'result', ...call, results: [], detail: where })
  const up = report.ok && report.value.up
  await ports.record(target, { kind: 'start', sentence: detail, up })
  return report
}

/** A failed unit stays loaded, and no transient one can be made beside it. */
async function clearFailed(book: UnitBook, unit: string): Promise<null> {
  if (book.get(unit)?.state.activeState === 'failed') await book.manager.resetFailed(unit)
  return null
}
