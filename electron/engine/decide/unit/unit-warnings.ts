/** What to read before a unit is stopped. */
import type { PlanWarning } from '../../../../shared/plan.ts'
import { signalNumbers } from '../../../../shared/signals.ts'
import type { RunUnit, UnitImpact } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { runsExecStop, stopPhaseOf } from './sub-states.ts'
import { someWords } from './unit-words.ts'

export interface UnitWarningFacts {
  readonly unit: RunUnit
  readonly impact: UnitImpact
  readonly facts: Pick<UnitFacts, 'needsReload'>
  /** The schedule sends a signal to it before, or instead of, an official stop. */
  readonly signalsFirst?: boolean
}

type Check = (facts: UnitWarningFacts) => PlanWarning | null

const stop = (sentence: string, evidence: string): PlanWarning => ({
  severity: 'stop',
  sentence,
  evidence,
})
const note = (sentence: string, evidence: string): PlanWarning => ({
  severity: 'note',
  sentence,
  evidence,
})

const warnSession: Check = ({ impact }) =>
  impact.ownSession === null
    ? null
    : stop('Your own session hangs on it, and may end with it.', impact.ownSession)

const warnKillSignal: Check = ({ unit }) =>
  unit.settings.killSignal === signalNumbers.KILL
    ? stop('The stop itself is SIGKILL: nobody is asked to end.', 'KillSignal=SIGKILL')
    : null

const warnRestart: Check = ({ impact, signalsFirst }) => {
  const restart = impact.bringsBack.find((b) => b.kind === 'restart')
  if (restart === undefined || signalsFirst !== true) return null
  return stop(
    'The schedule signals it instead of stopping it: systemd starts it again.',
    restart.sentence,
  )
}

const warnTriggers: Check = ({ impact }) => {
  const back = impact.bringsBack.filter((b) => b.when === 'after-a-stop')
  if (back.length === 0) return null
  const stoppable = back.flatMap((b) => (b.stoppable && b.by !== null ? [b.by] : []))
  const offer = stoppable.length === 0 ? '' : ` ${someWords(stoppable)} can be stopped with it.`
  return note(`It may start again after the stop.${offer}`, back.map((b) => b.sentence).join('; '))
}

const warnFrozen: Check = ({ unit }) =>
  unit.state.frozen
    ? note(
        'It is frozen: a stop thaws it first, and it goes on working until it hears the signal.',
        'FreezerState',
      )
    : null

const warnKillMode: Check = ({ unit }) =>
  unit.settings.killMode === 'none'
    ? note(
        runsExecStop(unit)
          ? 'systemd signals nobody: only its ExecStop= commands ask it to end.'
          : 'systemd signals nobody: a stop lets go of it and leaves everything running.',
        'KillMode=none, which systemd advises against',
      )
    : null

const warnNoKill: Check = ({ unit }) =>
  unit.settings.sendSigkill || unit.settings.killMode === 'none'
    ? null
    : note(
        'systemd never forces it: when its patience ends it gives up and leaves the rest running.',
        'SendSIGKILL=no',
      )

const warnUnderWay: Check = ({ unit }) =>
  stopPhaseOf(unit.state) === null
    ? null
    : note(
        'It is being stopped already, and the clock of that stop runs.',
        `SubState=${unit.state.subState}`,
      )

const warnNoCommands: Check = ({ unit }) =>
  unit.settings.execStop.length > 0 &&
  !runsExecStop(unit) &&
  (unit.state.activeState === 'activating' || unit.state.activeState === 'reloading')
    ? note(
        `${unit.state.activeState === 'reloading' ? 'It reloads' : 'It is not up yet'}: systemd leaves ExecStop= out and signals it at once.`,
        `ActiveState=${unit.state.activeState}`,
      )
    : null

const warnReload: Check = ({ facts }) =>
  facts.needsReload
    ? note(
        'Its file was changed since systemd read it: the stop follows the old one.',
        'NeedDaemonReload=yes',
      )
    : null

const warnExited: Check = ({ unit }) =>
  unit.state.activeState === 'active' && unit.state.subState === 'exited'
    ? note(
        unit.settings.execStop.length > 0
          ? 'Nothing of it runs: the stop runs its ExecStop= commands.'
          : 'Nothing of it runs: the stop only changes what systemd says of it.',
        'RemainAfterExit=yes',
      )
    : null

const warnOneshot: Check = ({ unit }) =>
  unit.settings.type === 'oneshot' && unit.state.activeState === 'activating'
    ? note('It is a job that runs to its end: a stop breaks it off half-way.', 'Type=oneshot')
    : null

const checks: readonly Check[] = [
  warnSession,
  warnKillSignal,
  warnRestart,
  warnUnderWay,
  warnTriggers,
  warnFrozen,
  warnKillMode,
  warnNoKill,
  warnNoCommands,
  warnOneshot,
  warnExited,
  warnReload,
]

/** All warnings about the unit, those to stop at first. */
export const unitWarnings = (facts: UnitWarningFacts): PlanWarning[] =>
  checks.flatMap((check) => check(facts) ?? [])
