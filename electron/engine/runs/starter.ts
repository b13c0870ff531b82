/** Starts a service by its own start command, and watches whether it stays up. */
import type { StartReport } from '../../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import { identityKey, type Member } from '../../../shared/process.ts'
import { count, duration, printable } from '../../../shared/wording/numbers.ts'
import { withoutEarlier, type GuardPorts } from '../copies/guard-copy.ts'
import type { Observed } from '../decide/observed.ts'
import type { Clock, CommandResult, CommandRunner } from '../os/ports.ts'

/** A start command that forks is done within this; one that stays is left running. Milliseconds. */
const commandLimitMs = 60_000
/** How long a started service is watched before it is called up. Milliseconds. */
export const watchMs = 5000
const lookEveryMs = 250
/** Between two forks of a daemon (daemon(7)) a busy machine may show nobody of it. Milliseconds. */
const handOverMs = 1000

export interface StarterPorts extends GuardPorts {
  readonly clock: Clock
  readonly commands: CommandRunner
  /** Where what a daemon says is kept that Quiesce started without systemd. */
  outputFile(target: string): string
  observe(target: string): Result<Observed>
}

/** Nobody said how it is started. */
export const noStartCommand = (title: string): QuiesceError => ({
  code: 'no-start-command',
  message: `Quiesce does not know how ${title} is started.`,
  next: 'Give it a start command in services.yaml: start: [/path/to/program, argument].',
})

const runsAlready = (title: string, members: readonly Member[]): QuiesceError => ({
  code: 'not-now',
  message: `${title} is running already (${members.map((m) => m.identity.pid).join(', ')}).`,
  next: 'Stop it first, or restart it.',
})

/**
 * Why it is not started, or null: nobody said how, its script must not be run, or it runs. `beside`:
 * a person wants it beside what runs.
 */
export function refuseStart(observed: Observed, beside = false): QuiesceError | null {
  const { startCommand, title, members, init } = observed
  if (startCommand === null) return noStartCommand(title)
  // Where its stop is a configured signal, a look does not mind the script; its start runs it.
  if (init !== null && init.refusal && startCommand[0] === init.path) return init.refusal
  return !beside && members.some((m) => m.kept === null) ? runsAlready(title, members) : null
}

/** Waits on the injected clock. */
const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.at(later(clock.now(), ms), resolve)
  })

/**
 * Starts it. Refused where it runs already or nobody said how. The command's own word is not
 * believed: up means that members are there, and stay for the whole watch.
 */
export async function startService(
  ports: StarterPorts,
  target: string,
  beside = false,
): Promise<Result<StartReport>> {
  const before = ports.observe(target)
  if (!before.ok) return before
  const refused = refuseStart(before.value, beside)
  if (refused) return fail(refused)
  const { startCommand, title } = before.value
  if (startCommand === null) return fail(noStartCommand(title))
  const facts = { call: 1, step: 0, what: 'start-command' } as const
  const intent = { kind: 'intent', ...facts, force: false, by: ports.by, targets: [] } as const
  const written = await ports.record(target, { ...intent, targets: [], argv: [...startCommand] })
  if (!written.ok) return written
  const running = ports.commands.run(startCommand, commandLimitMs, {
    keepIn: ports.outputFile(target),
  })
  const watching = beside ? withoutEarlier(ports, before.value) : ports
  const report = await watchStart(watching, { target, title }, running)
  const detail = report.sentence
  await ports.record(target, { kind: 'result', ...facts, results: [], detail })
  await ports.record(target, { kind: 'start', sentence: report.sentence, up: report.up })
  return ok(report)
}

interface Started {
  readonly target: string
  readonly title: string
}

async function watchStart(
  ports: StarterPorts,
  { target, title }: Started,
  running: Promise<Result<CommandResult>>,
): Promise<StartReport> {
  let answered: Result<CommandResult> | null = null
  void running.then((result) => {
    answered = result
  })
  const look = (): readonly Member[] => {
    const seen = ports.observe(target)
    return seen.ok ? seen.value.members.filter((m) => m.kept === null) : []
  }
  const isAnswered = (): Result<CommandResult> | null => answered
  const begun = ports.clock.now().mono
  // Until the command has answered or somebody is there, there is nothing to watch.
  while (look().length === 0 && isAnswered() === null) await sleep(ports.clock, lookEveryMs)
  const answer = isAnswered()
  // A daemon may come later than its starter ends, where that was satisfied.
  if (answer?.ok === true && answer.value.status === 0) await untilSomebody(ports.clock, look)
  if (answer !== null && !answer.ok) return { up: false, sentence: answer.error.message }
  // Who is there for a moment while the command still runs (a check of its configuration by the same
  // program, a daemon between two forks) was not what is waited for.
  const again = async (): Promise<StartReport> => {
    await sleep(ports.clock, lookEveryMs)
    return watchStart(ports, { target, title }, running)
  }
  const first = look()
  if (first.length === 0) return answer === null ? again() : neverCame(title, answer.value)
  const main = first.find((m) => m.main) ?? first[0]
  const watchFrom = ports.clock.now().mono
  let goneSince: number | null = null
  for (;;) {
    const now = look()
    const elapsed = ports.clock.now().mono - watchFrom
    if (now.length === 0 && isAnswered() === null) return again()
    goneSince = now.length > 0 ? null : (goneSince ?? ports.clock.now().mono)
    if (goneSince !== null && ports.clock.now().mono - goneSince >= handOverMs) {
      return {
        up: false,
        sentence: `${title} came up and was gone again after ${duration(goneSince - begun)}.`,
      }
    }
    if (elapsed >= watchMs && now.length > 0) {
      const same = now.some((m) => main && identityKey(m.identity) === identityKey(main.identity))
      const pids = now.map((m) => m.identity.pid).join(', ')
      const changed = same ? '' : ' Its first process was replaced meanwhile.'
      const people = count(now.length, 'process', 'processes')
      return {
        up: true,
        sentence: `${title} is up: ${people} (${pids}), watched for ${duration(watchMs)}.${changed}`,
      }
    }
    await sleep(ports.clock, lookEveryMs)
  }
}

/** Resolves when somebody is there, or after so long as a start is watched anyway. */
async function untilSomebody(clock: Clock, look: () => readonly Member[]): Promise<void> {
  const until = clock.now().mono + watchMs
  while (look().length === 0 && clock.now().mono < until) await sleep(clock, lookEveryMs)
}

function neverCame(title: string, answer: CommandResult): StartReport {
  const { status, output } = answer
  const said = printable(output.trim()).slice(0, 300)
  const words = said === '' ? '' : ` and said: ${said}`
  return {
    up: false,
    sentence: `No process of ${title} appeared; its start command ended with status ${status ?? 'unknown'}${words}.`,
  }
}
