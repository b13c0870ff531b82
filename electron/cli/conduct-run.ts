/** Conducts a run from a terminal or a script: shows it, lets a person decide, and minds signals. */
import type { RunView } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import type { Run } from '../../shared/run.ts'
import { attendRun, type Attendance } from './attend-run.ts'
import type { CommandCall, DoorEngine, SignalToUs } from './command.ts'
import { createDiagnosisTeller } from './tell-diagnosis.ts'
import { followRun, type RunStart } from './follow-run.ts'
import { leaveRun, sayWhatStays } from './leave-run.ts'
import { printError } from './print-error.ts'
import { createRunReporter } from './report-run.ts'
import { tellReboot } from './tell-reboot.ts'

/**
 * Somebody can answer: a terminal to read in and to ask on, and nothing said against it. JSON is
 * for programs, which see no question.
 */
export function hasPerson(call: CommandCall): boolean {
  const { terminal } = call.world
  return terminal.interactive && !call.json && !call.arguments.switches.has('no-input')
}

/** What Ctrl-C, SIGTERM and a lost terminal do to the run under way. */
class Interruptions {
  readonly #call: CommandCall
  readonly #engine: DoorEngine
  #view: RunView | null = null
  #leaving = false

  constructor(call: CommandCall, engine: DoorEngine) {
    this.#call = call
    this.#engine = engine
  }

  see(view: RunView): void {
    const isFirst = this.#view === null
    this.#view = view
    if (isFirst && this.#leaving) void this.#leave(view)
  }

  /** Ctrl-C leaves the run; a second one does not wait until the engine has noted that. */
  async pressCtrlC(): Promise<void> {
    if (this.#leaving) {
      await this.#engine.interrupt('Ctrl-C, twice')
      return
    }
    this.#leaving = true
    if (this.#view) await this.#leave(this.#view)
  }

  async #leave(view: RunView): Promise<void> {
    const { terminal } = this.#call.world
    terminal.complain('Ctrl-C: leaving it as it is.')
    sayWhatStays(terminal, view)
    const left = await leaveRun(this.#engine, view)
    if (left.ok) return
    this.#leaving = false
    printError(terminal, left.error)
  }

  async terminate(signal: SignalToUs): Promise<void> {
    const { terminal } = this.#call.world
    const run = this.#view?.run.id
    terminal.complain(
      `${signal}: Quiesce ends.${run === undefined ? '' : ` Take the run up with: quiesce resume ${run}`}`,
    )
    if (this.#view) sayWhatStays(terminal, this.#view)
    await this.#engine.interrupt(signal)
  }
}

/** Runs to the end and returns the ended run, or why there was none. Everything is shown meanwhile. */
export async function conductRun(
  call: CommandCall,
  engine: DoorEngine,
  start: RunStart,
): Promise<Result<RunView>> {
  const { world } = call
  const interruptions = new Interruptions(call, engine)
  const report = createRunReporter(world, call.json)
  let attendance: Attendance | null = null
  const endAttendance = (): void => {
    const ending = attendance
    attendance = null
    ending?.end()
  }
  const losePerson = (): void => {
    mayAttend = false
    endAttendance()
    engine.personLeft()
  }
  // Not before the run is there: until then the system may ask for a password at this terminal, whose
  // letters are no keys of ours.
  let mayAttend = hasPerson(call)
  const attend = (): void => {
    if (!mayAttend) return
    mayAttend = false
    const leave = (): void => void interruptions.pressCtrlC()
    attendance = attendRun(world, engine, { leave, lost: losePerson })
  }
  const stopHearing = world.onSignal((signal) => {
    if (signal === 'SIGINT') void interruptions.pressCtrlC()
    else if (signal === 'SIGHUP') losePerson()
    else void interruptions.terminate(signal)
  })
  const seen: { run: Run | null } = { run: null }
  const tell = createDiagnosisTeller(call, () => attendance)
  const stopHearingNews = engine.subscribe((event) => {
    const { run } = seen
    if (event.name === 'diagnosis' && run !== null && event.payload.run === run.id) {
      tell(event.payload, run)
    }
    if (event.name === 'reboot' && run !== null) tellReboot(call, event.payload)
  })
  try {
    return await followRun(engine, start, (view) => {
      seen.run = view.run
      interruptions.see(view)
      report(view)
      attend()
      attendance?.show(view)
    })
  } finally {
    stopHearingNews()
    stopHearing()
    endAttendance()
  }
}
