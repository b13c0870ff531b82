/** How systemd would stop a unit, in the short words that a table or a fact has room for. */
import { signalByNumber } from '../../shared/signals.ts'
import type { KillMode, RunUnit, UnitManager, UnitSettings, UnitState } from '../../shared/unit.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { subStateWords } from '../../shared/wording/unit-words.ts'

/** "SIGTERM", or the number of a real-time signal. */
export const signalWord = (number: number): string => {
  const name = signalByNumber(number)
  return name === null ? `signal ${number}` : `SIG${name}`
}

type Signals = Pick<UnitSettings, 'killSignal' | 'finalKillSignal' | 'watchdogSignal'>

const stopSteps: Readonly<Record<string, (signals: Signals) => string>> = {
  stop: () => 'running ExecStop=',
  'stop-watchdog': (s) => `${signalWord(s.watchdogSignal)} sent by systemd, waiting`,
  'stop-sigterm': (s) => `${signalWord(s.killSignal)} sent by systemd, waiting`,
  'stop-sigkill': (s) => `${signalWord(s.finalKillSignal)} sent by systemd`,
  'stop-post': () => 'running ExecStopPost=',
  'final-watchdog': (s) => `${signalWord(s.watchdogSignal)} sent by systemd to what is left`,
  'final-sigterm': (s) => `${signalWord(s.killSignal)} sent by systemd to what is left, waiting`,
  'final-sigkill': (s) => `${signalWord(s.finalKillSignal)} sent by systemd to what is left`,
}

/** What systemd does with the unit of a run now, with the signals that this unit is given. */
export function stopStepWords({ state, settings }: Pick<RunUnit, 'state' | 'settings'>): string {
  const { subState } = state
  const words = Object.hasOwn(stopSteps, subState) ? stopSteps[subState] : undefined
  return words === undefined ? subStateWords(subState) : words(settings)
}

/** The short word for a sub-state in the table, where there is no room for a sentence. */
export function shortSubState(subState: string): string | null {
  if (subState.includes('auto-restart')) return 'by Restart='
  if (subState === 'stop') return 'ExecStop='
  if (subState === 'stop-post') return 'ExecStopPost='
  if (subState === 'start-pre') return 'ExecStartPre='
  if (subState === 'start-post') return 'ExecStartPost='
  return null
}

/** "active (running)", as systemctl prints it. */
export const activeWords = (state: Pick<UnitState, 'activeState' | 'subState'>): string =>
  `${state.activeState} (${state.subState})`

const killModes: Record<KillMode, (signal: string) => string> = {
  'control-group': (signal) => `${signal} reaches every process of the unit`,
  mixed: (signal) => `${signal} to the main process only; SIGKILL then reaches all`,
  process: (signal) => `${signal} to the main process only; the rest keeps running`,
  none: () => 'systemd sends nothing; what ExecStop= leaves keeps running',
}

/** KillMode= in words, with the signal that this unit uses. */
export const killModeWords = (settings: Pick<UnitSettings, 'killMode' | 'killSignal'>): string =>
  killModes[settings.killMode](signalWord(settings.killSignal))

/** What follows when a stop takes too long: "90 s, then SIGKILL". */
export function stopLimitWords(settings: UnitSettings): string {
  if (settings.timeoutStopMs === null) return 'none, systemd waits without end'
  const limit = duration(settings.timeoutStopMs)
  const abort = settings.timeoutFailureMode === 'abort'
  if (!settings.sendSigkill && !abort) return `${limit}, then systemd gives up`
  const then = abort ? signalWord(settings.watchdogSignal) : signalWord(settings.finalKillSignal)
  return `${limit}${settings.execStop.length > 0 ? ' a step' : ''}, then ${then}`
}

const neverAgain: readonly string[] = ['no', '']

/** `Restart=` in words; a stop never fires it, a signal may. */
export function restartWords(settings: Pick<UnitSettings, 'restart' | 'restartMs'>): string {
  if (neverAgain.includes(settings.restart)) return 'no'
  return `${settings.restart}, after ${duration(settings.restartMs)}; not after a stop`
}

/** What Restart= does when a signal ends the main process: it hangs on how it ends, but for `always`. */
export function restartAfterSignal(
  settings: Pick<UnitSettings, 'restart'>,
): 'never' | 'maybe' | 'always' {
  if (neverAgain.includes(settings.restart) || settings.restart === 'on-watchdog') return 'never'
  return settings.restart === 'always' ? 'always' : 'maybe'
}

/** `Result=` of a unit that ended badly, as short as a table needs it. */
const shortResults: Readonly<Record<string, string>> = {
  success: '',
  'exit-code': 'with an error',
  signal: 'by a signal',
  'core-dump': 'crashed',
  timeout: 'took too long',
  watchdog: 'silent watchdog',
  'start-limit-hit': 'too often',
  'oom-kill': 'out of memory',
}

/** The result of a failed unit in two words; the manager's own where it is not known. */
export const shortResult = (result: string): string => shortResults[result] ?? result

/** Whose manager it is, as the facts say it. */
export const managerWord: Record<UnitManager, string> = {
  system: 'systemd, system',
  user: 'systemd, user',
}

/** "214 clients", or that nobody is connected. */
export const clientsWord = (connections: number): string =>
  connections === 0 ? 'nobody is connected' : count(connections, 'client')
