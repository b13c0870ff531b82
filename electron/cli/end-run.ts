/** What is said at the end of a run: the outcome, who is left, what to do now, and the result line. */
import type { RunView } from '../../shared/contract.ts'
import { exitStatusOfError, type QuiesceError } from '../../shared/errors.ts'
import {
  exitStatusOf,
  livingMembers,
  mayHaveBeenKilled,
  type Outcome,
  type Run,
} from '../../shared/run.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { keptMembers, outcomeSentence, tookMs } from '../../shared/wording/outcomes.ts'
import { stillRunning } from '../../shared/wording/leaving.ts'
import { processNames } from '../../shared/wording/process-names.ts'
import { shellWord } from '../engine/decide/shell-word.ts'
import type { CommandCall } from './command.ts'
import { printError } from './print-error.ts'
import { printResult } from './print-result.ts'
import { memberToJson, nameIn, toJsonProcess, type JsonProcess } from './run-changes.ts'
import { paint, type Style } from './terminal.ts'
import { ceilingToJson, runUnitToJson } from './unit-json.ts'

/** Who is still there: those that outlived SIGKILL, or whoever counts and lives. */
export function survivorsOf(run: Run, outcome: Outcome): JsonProcess[] {
  if (outcome.kind === 'survived') {
    return outcome.survivors.map((identity) => toJsonProcess(identity, nameIn(run, identity)))
  }
  return livingMembers(run).map(memberToJson)
}

const styleOf = (status: number): Style =>
  status === 0 ? 'green' : status === 10 ? 'yellow' : 'red'

const byWhom = (outcome: Outcome): string | null =>
  outcome.kind === 'killed' || outcome.kind === 'abandoned' ? outcome.by : null

/** Top-level fields of a run's result line. */
export function runFields(view: RunView, outcome: Outcome): object {
  const { run } = view
  return {
    run: run.id,
    target: run.target,
    outcome: outcome.kind,
    sentence: outcomeSentence(run, outcome),
    by: byWhom(outcome),
    survivors: survivorsOf(run, outcome),
    kept: keptMembers(run).map((member) => ({ ...memberToJson(member), why: member.kept })),
    unit: run.unit && runUnitToJson(run.unit),
    tookMs: tookMs(run),
    ceilings: run.ceilings.map(ceilingToJson),
    notices: run.notices,
    advice: view.advice,
  }
}

/** The same fields where no run was made. */
export function refusedFields(target: string, error: QuiesceError): object {
  const refused = exitStatusOfError[error.code] !== 1 && exitStatusOfError[error.code] !== 70
  return {
    run: null,
    target,
    outcome: refused ? 'refused' : 'failed',
    sentence: error.message,
    by: null,
    survivors: [],
    kept: [],
    unit: null,
    tookMs: null,
    ceilings: [],
    notices: [],
    advice: null,
  }
}

function printAdvice(call: CommandCall, view: RunView): void {
  const { terminal } = call.world
  const { advice } = view
  if (advice === null || advice.level === 'none') return
  terminal.print(`What now: ${printable(advice.sentence)}`)
  for (const reason of advice.reasons) terminal.print(`  - ${printable(reason)}`)
  if (advice.aboutReboot !== '') terminal.print(`  ${printable(advice.aboutReboot)}`)
}

/** Prints the outcome for a person. */
export function printOutcome(call: CommandCall, view: RunView, outcome: Outcome): void {
  const { terminal } = call.world
  const { run } = view
  const error = outcome.kind === 'refused' || outcome.kind === 'failed' ? outcome.error : null
  if (error) {
    printError(terminal, error)
    return
  }
  const sentence = printable(outcomeSentence(run, outcome))
  terminal.print(paint(terminal, styleOf(exitStatusOf(outcome)), sentence))
  const survivors = survivorsOf(run, outcome)
  if (survivors.length > 0) terminal.print(`Still there: ${processNames(survivors)}`)
  if (outcome.kind === 'hung') {
    for (const sentence of stillRunning(run)) terminal.print(sentence)
  }
  if (mayHaveBeenKilled(run)) {
    const words = `leftovers ${shellWord(run.target)} --run ${run.id}`
    terminal.print(`What it left: quiesce ${words}`)
  }
  if (outcome.kind === 'interrupted') terminal.print(`Take it up with: quiesce resume ${run.id}`)
  printAdvice(call, view)
}

/** The ended run's outcome. A run that has none has not ended, which is a bug of the engine. */
export function outcomeOf(view: RunView): Outcome {
  const { phase } = view.run
  if (phase.kind !== 'ended') throw new Error(`run ${view.run.id} is ${phase.kind}, not ended`)
  return phase.outcome
}

/**
 * Says how a run ended, in the form that was asked for; returns the exit status, which a command
 * may weigh in its own way (`kill` succeeds by killing).
 */
export function endRun(
  call: CommandCall,
  view: RunView,
  weigh: (outcome: Outcome) => number = exitStatusOf,
): number {
  const outcome = outcomeOf(view)
  const exitStatus = weigh(outcome)
  if (!call.json) printOutcome(call, view, outcome)
  const error = outcome.kind === 'refused' || outcome.kind === 'failed' ? outcome.error : null
  printResult(call, exitStatus, runFields(view, outcome), error)
  return exitStatus
}
