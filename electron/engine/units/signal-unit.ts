/** One signal to a unit: by its manager, to the main or control process or to all; else to each by its pin. */
import type { RequestInput } from '../../../shared/contract.ts'
import type { SignalReport } from '../../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { isTerminating, signalNumbers, type SignalName } from '../../../shared/signals.ts'
import { count } from '../../../shared/wording/numbers.ts'
import type { UnitBook } from '../backends/systemd/unit-book.ts'
import type { Units } from '../backends/systemd/units.ts'
import type { Observed } from '../decide/observed.ts'
import { restartSentence } from '../decide/unit/brings-back.ts'
import type { KillWhom } from '../os/systemd/ports.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import {
  isForce,
  nobodyThere,
  sendSingleSignal,
  type SingleSignalPorts,
} from '../runs/single-signal.ts'

export interface UnitSignalPorts extends SingleSignalPorts {
  readonly units: Units
  readonly uid: number
}

type What = Pick<RequestInput<'service.signal'>, 'signal' | 'scope'>

/** Only a unit has a control process: the ExecStop= or ExecReload= command that runs now. */
export const noControlProcess = (title: string): QuiesceError => ({
  code: 'not-now',
  message: `${title} has no control process: no ExecStop= or ExecReload= of it runs now.`,
  next: 'Choose main, all or group.',
})

const needsRoot = (title: string): QuiesceError => ({
  code: 'no-permission',
  message: `${title} keeps processes on purpose, or its process group is meant; only root may signal its members one by one.`,
  next: 'Signal its main process, or run Quiesce as root.',
})

/** Sends it. Refused for KILL, for nobody there, and where the manager or the kernel refuses. */
export async function signalUnit(
  ports: UnitSignalPorts,
  observed: Observed,
  { signal, scope }: What,
): Promise<Result<SignalReport>> {
  const { unit: facts, title } = observed
  if (signal === 'KILL') return fail(isForce)
  const book = facts && ports.units.book(facts.manager)
  if (scope === 'control' && (!book || facts.state.controlPid === 0)) {
    return fail(noControlProcess(title))
  }
  if (!observed.members.some((m) => m.kept === null)) return fail(nobodyThere(title))
  const whom = chooseWhom(observed, scope, ports.uid)
  const sent =
    book && whom
      ? await byManager(ports, { observed, facts, book }, { signal, whom })
      : await oneByOne(ports, observed, { signal, scope })
  return sent.ok && facts ? ok(withWarning(sent.value, facts, signal)) : sent
}

/** To each through its pin: what only root may do to a unit of the machine's manager. */
async function oneByOne(
  ports: UnitSignalPorts,
  observed: Observed,
  { signal, scope }: What,
): Promise<Result<SignalReport>> {
  if (scope === 'control') return fail(noControlProcess(observed.title))
  const sent = await sendSingleSignal(ports, observed, { signal, scope })
  const isDenied = !sent.ok && sent.error.code === 'no-permission'
  return isDenied ? fail(needsRoot(observed.title)) : sent
}

/** Restart= fires after a signal that ends it, never after a stop (systemd.service(5)). */
function withWarning(report: SignalReport, facts: UnitFacts, signal: SignalName): SignalReport {
  const warning = isTerminating(signal) ? restartSentence(facts.settings) : null
  return warning === null ? report : { ...report, sentence: `${report.sentence} ${warning}.` }
}

/** Whom the manager shall signal, or null where every process has to be signalled by itself. */
function chooseWhom(observed: Observed, scope: What['scope'], uid: number): KillWhom | null {
  if (scope === 'control') return 'control'
  // Root goes through pins: the very processes that were looked at, and nobody who came since.
  if (uid === 0 || scope === 'group') return null
  if (scope === 'main') return 'main'
  return observed.members.some((m) => m.kept !== null) ? null : 'all'
}

interface Of {
  readonly observed: Observed
  readonly facts: UnitFacts
  readonly book: UnitBook
}

async function byManager(
  ports: UnitSignalPorts,
  { observed, facts, book }: Of,
  { signal, whom }: { readonly signal: What['signal']; readonly whom: KillWhom },
): Promise<Result<SignalReport>> {
  const call = { call: 1, step: 0, what: signal } as const
  const argv = ['KillUnit', facts.name, whom, `SIG${signal}`]
  const intent = { kind: 'intent', ...call, force: false, by: ports.by, targets: [], argv } as const
  const written = await ports.record(observed.target, { ...intent, targets: [], argv })
  if (!written.ok) return written
  const done = await book.manager.killUnit(facts.name, whom, signalNumbers[signal])
  const detail = done.ok ? 'sent by the manager' : done.error.message
  await ports.record(observed.target, { kind: 'result', ...call, results: [], detail })
  if (!done.ok) return done
  const sent = whom === 'all' ? observed.members.length : 1
  const sentence = `SIG${signal} sent to ${count(sent, 'process', 'processes')} of ${facts.name} by systemd.`
  return ok({ sentence, sent, refused: 0 })
}
