/** How a unit's manager stops it, from its properties: systemd.service(5), systemd.kill(5). */
import { signalNumbers } from '../../../shared/signals.ts'
import type { KillMode, TimeoutFailureMode, UnitSettings } from '../../../shared/unit.ts'
import { commandsOf, countOf, flagOf, millisecondsOf, textOf } from './unit-values.ts'
import type { RawProperties } from './unit-properties.ts'

const killModes: readonly string[] = ['control-group', 'mixed', 'process', 'none']
const failureModes: readonly string[] = ['terminate', 'abort', 'kill']

/** systemd's own default where the property is missing: DefaultTimeoutStopSec=90s upstream. */
const defaultTimeoutStopMs = 90_000
const defaultRestartMs = 100

const signalOf = (value: unknown, otherwise: number): number => {
  const number = countOf(value)
  return number === null || number < 1 || number > 64 ? otherwise : number
}

/**
 * Reads the settings. What is missing (a unit that is no service, a property of a later systemd)
 * gets systemd's default, so that a ceiling is rather shown than forgotten.
 */
export function parseUnitSettings(raw: RawProperties): UnitSettings {
  const killMode = textOf(raw.KillMode)
  const failureMode = textOf(raw.TimeoutStopFailureMode)
  const notifyAccess = textOf(raw.NotifyAccess)
  const timeoutStopMs = millisecondsOf(raw.TimeoutStopUSec, defaultTimeoutStopMs)
  return {
    type: textOf(raw.Type),
    killMode: (killModes.includes(killMode) ? killMode : 'control-group') as KillMode,
    killSignal: signalOf(raw.KillSignal, signalNumbers.TERM),
    finalKillSignal: signalOf(raw.FinalKillSignal, signalNumbers.KILL),
    watchdogSignal: signalOf(raw.WatchdogSignal, signalNumbers.ABRT),
    sendSigkill: flagOf(raw.SendSIGKILL, true),
    sendSighup: flagOf(raw.SendSIGHUP, false),
    timeoutStopMs,
    // Until TimeoutAbortSec= is written, it is TimeoutStopSec=.
    timeoutAbortMs: millisecondsOf(raw.TimeoutAbortUSec, timeoutStopMs),
    timeoutFailureMode: (failureModes.includes(failureMode)
      ? failureMode
      : 'terminate') as TimeoutFailureMode,
    execStop: commandsOf(raw.ExecStop),
    execStopPost: commandsOf(raw.ExecStopPost),
    restart: textOf(raw.Restart),
    restartMs: millisecondsOf(raw.RestartUSec, defaultRestartMs) ?? defaultRestartMs,
    remainAfterExit: flagOf(raw.RemainAfterExit, false),
    mayExtend: notifyAccess !== '' && notifyAccess !== 'none',
  }
}
