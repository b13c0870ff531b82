/** Starts a unit by its manager, and watches whether it stays up. */
import type { StartReport } from '../../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import type { UnitState } from '../../../shared/unit.ts'
import { duration } from '../../../shared/wording/numbers.ts'
import type { UnitBook } from '../backends/systemd/unit-book.ts'
import type { Units } from '../backends/systemd/units.ts'
import { guardCopy } from '../copies/guard-copy.ts'
import type { Observed } from '../decide/observed.ts'
import { describeResult } from '../decide/unit/rest.ts'
import { refuseUnitStart } from '../decide/unit/refusals.ts'
import type { Clock } from '../os/ports.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import { watchMs, type StarterPorts } from '../runs/starter.ts'

export interface UnitStarterPorts extends StarterPorts {
  readonly units: Units
}

/** A manager that has not begun a job by then waits for another one. Milliseconds. */
const beginLimitMs = 5 * 60_000

const noAnswer = (title: string): QuiesceError => ({
  code: 'not-available',
  message: `${title} cannot be started: its manager does not answer.`,
  next: 'Look with `systemctl status` whether systemd answers.',
})

/** A start to be queued and watched. */
export interface StartToWatch {
  readonly unit: string
  /** The unit as it was before; null for one that is made by its start. */
  readonly before: UnitState | null
  /** Queues the job; its path. */
  readonly queue: () => Promise<Result<string>>
}

interface Starting {
  readonly clock: Clock
  readonly book: UnitBook
  readonly unit: string
  readonly before: UnitState | null
  /** What became of the start job, as JobRemoved says it; null while it is queued. */
  readonly jobResult: () => string | null
}

/**
 * Starts it. Refused where systemd would refuse, or would start a second copy beside processes that
 * are left, unless `confirmed`. "Accepted" is not "up": the unit has to be active, and stay so for the
 * whole watch.
 */
export async function startUnit(
  ports: UnitStarterPorts,
  observed: Observed,
  confirmed = false,
): Promise<Result<StartReport>> {
  const { unit: facts, target } = observed
  const book = facts && ports.units.book(facts.manager)
  if (!facts || !book) return fail(noAnswer(observed.title))
  const beside = await guardCopy(ports, observed, confirmed)
  if (!beside.ok) return beside
  // Whom the last stop left running on purpose (cron's jobs), the next start lives with.
  const left = beside.value ? [] : observed.members.filter((m) => m.kept === null)
  const refused = refuseUnitStart(facts, left)
  if (refused) return fail(refused)
  const call = { call: 1, step: 0, what: 'start-unit' } as const
  const intent = { kind: 'intent', ...call, force: false, by: ports.by } as const
  const argv = ['StartUnit', facts.name]
  const written = await ports.record(target, { ...intent, targets: [], argv })
  if (!written.ok) return written
  const report = await queueAndWatch(ports.clock, book, {
    unit: facts.name,
    before: facts.state,
    queue: () => book.manager.startUnit(facts.name),
  })
  const detail = report.ok ? report.value.sentence : report.error.message
  await ports.record(target, { kind: 'result', ...call, results: [], detail })
  const up = report.ok && report.value.up
  await ports.record(target, { kind: 'start', sentence: detail, up })
  return report
}

/** Queues the start and watches it until it is up for the whole watch, or over. */
export async function queueAndWatch(
  clock: Clock,
  book: UnitBook,
  { unit, before, queue }: StartToWatch,
): Promise<Result<StartReport>> {
  // The job may be over before the answer to the call is seen, so its end is listened for first.
  const results = new Map<string, string>()
  const stop = book.manager.onEvent((event) => {
    if (event.kind === 'job-removed') results.set(event.job, event.result)
  })
  try {
    const queued = await queue()
    if (!queued.ok) return queued
    // A unit that its start made is not in the book before it is read.
    if (before === null) await book.load(unit)
    const jobResult = (): string | null => results.get(queued.value) ?? null
    return ok(await watchStart({ clock, book, unit, before, jobResult }))
  } finally {
    stop()
  }
}

/** Resolves at the next change of the unit, or when so many milliseconds are over. */
function nextChange({ clock, book, unit }: Starting, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop()
      disarm()
      resolve()
    }
    const stop = book.onChange((changed) => {
      if (changed === unit) done()
    })
    const disarm = clock.at(later(clock.now(), ms), done)
  })
}

const isOver = ({ activeState, subState }: UnitState): boolean =>
  activeState === 'failed' || activeState === 'inactive' || subState === 'auto-restart'
const isUp = ({ activeState }: UnitState): boolean =>
  activeState === 'active' || activeState === 'reloading'

async function watchStart(starting: Starting): Promise<StartReport> {
  const { clock, book, unit, before, jobResult } = starting
  const begun = clock.now().mono
  const facts = (): UnitFacts | null => book.get(unit)
  const isNew = (state: UnitState): boolean =>
    before === null || state.invocation !== before.invocation || !isOver(state)
  let up: { readonly since: number; readonly invocation: string } | null = null
  for (;;) {
    const now = facts()
    const elapsed = clock.now().mono - begun
    if (now === null) return { up: false, sentence: describeGone(unit, before === null) }
    if (isNew(now.state)) {
      // A unit has its new invocation id before it is on its way up: until then it looks like one
      // that is over. Once its job is gone it is.
      const hasRun = up !== null || jobResult() !== null
      if (isOver(now.state) && hasRun) return describeOver(now, up !== null, elapsed)
      if (isUp(now.state)) up ??= { since: clock.now().mono, invocation: now.state.invocation }
    }
    if (up !== null && up.invocation !== now.state.invocation)
      return describeReplaced(unit, elapsed)
    const result = jobResult()
    if (result !== null && !isNew(now.state)) return describeUnstarted(unit, result)
    const left = up === null ? watchMs : up.since + watchMs - clock.now().mono
    if (left <= 0 && isUp(now.state)) return describeUp(now)
    if (elapsed >= beginLimitMs) {
      const doing = `${now.state.activeState} (${now.state.subState})`
      return { up: false, sentence: `${unit} is still ${doing} after ${duration(elapsed)}.` }
    }
    await nextChange(starting, up === null || left <= 0 ? 1000 : left)
  }
}

/** Results of a job that never ran the unit: JobRemoved of org.freedesktop.systemd1(5). */
const unstarted: Readonly<Record<string, string | undefined>> = {
  done: 'a condition of its unit file is not met (Condition…=)',
  skipped: 'a condition of its unit file is not met (Condition…=)',
  assert: 'an assertion of its unit file is not met (Assert…=)',
  dependency: 'a unit that it needs did not start',
  canceled: 'somebody cancelled the start, or asked for another',
  timeout: 'its start waited too long for others',
}

function describeUnstarted(unit: string, result: string): StartReport {
  const why = unstarted[result] ?? `its job ended as ${result}`
  return { up: false, sentence: `${unit} was not started: ${why}.` }
}

function describeUp({ name, state, settings }: UnitFacts): StartReport {
  const main = state.mainPid === 0 ? '' : `, main process ${state.mainPid}`
  const ran = settings.type === 'oneshot' ? 'has run to its end and is active' : 'is up'
  return { up: true, sentence: `${name} ${ran}${main}, watched for ${duration(watchMs)}.` }
}

/** systemd forgets a transient unit as soon as it has ended without a failure. */
const describeGone = (unit: string, transient: boolean): string =>
  transient
    ? `${unit} ended at once and is gone; what it said stands in the journal: journalctl -u ${unit}.`
    : `${unit} is not known any more.`

/** It ended and was started again between two looks: the invocation is another one. */
const describeReplaced = (unit: string, elapsed: number): StartReport => ({
  up: false,
  sentence: `${unit} came up, ended and was started again by systemd, within ${duration(elapsed)}.`,
})

function describeOver(facts: UnitFacts, wasUp: boolean, elapsed: number): StartReport {
  const { name, state, settings } = facts
  if (settings.type === 'oneshot' && state.result === 'success') {
    return { up: true, sentence: `${name} has run to its end.` }
  }
  const why = describeResult(state)
  const because = why === null ? '' : `: ${why}`
  const words = wasUp ? `came up and was gone again after ${duration(elapsed)}` : 'did not come up'
  const again = state.subState === 'auto-restart' ? ' systemd will try again (Restart=).' : ''
  return { up: false, sentence: `${name} ${words}${because}.${again}` }
}
