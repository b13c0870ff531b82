/**
 * systemd's own words as people read them. The states of a service are those of src/basic/unit-def.c
 * of systemd; results and relations are described in systemd.exec(5), "$SERVICE_RESULT", and in
 * systemd.unit(5). A word of a later systemd is shown as systemd says it.
 */
import { signalByNumber } from '../signals.ts'
import type { ActiveState, UnitState } from '../unit.ts'
import { printable } from './numbers.ts'

/** `ActiveState` as one or two words. A deactivating unit is stopping, never stopped. */
export const activeStateWord: Record<ActiveState, string> = {
  active: 'Active',
  reloading: 'Reloading',
  refreshing: 'Refreshing',
  inactive: 'Inactive',
  failed: 'Failed',
  activating: 'Starting',
  deactivating: 'Stopping',
  maintenance: 'In maintenance',
  unknown: 'Unknown',
}

const subStates: Readonly<Record<string, string>> = {
  dead: 'is down',
  condition: 'is starting: its ExecCondition= command runs',
  'start-pre': 'is starting: its ExecStartPre= command runs',
  start: 'is starting: systemd waits until it says that it is up',
  'start-post': 'is starting: its ExecStartPost= command runs',
  running: 'runs',
  exited: 'is active with nothing running (RemainAfterExit=)',
  reload: 'reloads: its ExecReload= command runs',
  'reload-signal': 'reloads: its reload signal is sent',
  'reload-notify': 'reloads, until it says that it has',
  'refresh-extensions': 'refreshes its extensions',
  mounting: 'is mounting an image into its namespace',
  stop: 'is stopping: its ExecStop= command runs',
  'stop-watchdog': 'is stopping: it got its watchdog signal and may write a core dump',
  'stop-sigterm': 'is stopping: its stop signal is sent, systemd waits for it to leave',
  'stop-sigkill': 'is stopping: SIGKILL is sent, systemd waits for it to leave',
  'stop-post': 'is stopping: its ExecStopPost= command runs',
  'final-watchdog': 'is stopping: what is left got its watchdog signal',
  'final-sigterm': 'is stopping: what is left was sent SIGTERM',
  'final-sigkill': 'is stopping: what is left was sent SIGKILL',
  failed: 'has failed',
  'dead-before-auto-restart': 'ended, and is about to be started again (Restart=)',
  'failed-before-auto-restart': 'failed, and is about to be started again (Restart=)',
  'dead-resources-pinned': 'is down; systemd keeps its file descriptors',
  'auto-restart': 'waits to be started again (Restart=)',
  'auto-restart-queued': 'is about to be started again (Restart=)',
  cleaning: 'is down; systemd cleans up its folders',
  listening: 'listens',
  waiting: 'waits for its moment',
  elapsed: 'has elapsed',
  mounted: 'is mounted',
  abandoned: 'runs, without the manager of its processes',
}

/** What a unit does now, after its name: "is stopping: its ExecStop= command runs". */
export const subStateWords = (subState: string): string =>
  Object.hasOwn(subStates, subState)
    ? (subStates[subState] ?? '')
    : `is in the state ${printable(subState)}`

const results: Readonly<Record<string, string>> = {
  success: 'it ended well',
  resources: 'systemd lacked something for it (a pid file, memory, a file)',
  protocol: 'it did not keep to the protocol of its Type= (no ready message, or no main process)',
  timeout: 'one of its steps took longer than systemd allows',
  'exit-code': 'one of its commands exited with a status other than 0',
  signal: 'one of its commands was ended by a signal',
  'core-dump': 'one of its commands dumped core',
  watchdog: 'it did not report to its watchdog in time (WatchdogSec=)',
  'start-limit-hit': 'it was started too often in too short a time (StartLimitBurst=)',
  'oom-kill': 'the kernel killed some of it because memory ran out',
  'exec-condition': 'an ExecCondition= command said that it shall not run',
}

/** Why a unit failed (`Service.Result`), as a clause; '' where there is no result. */
export function resultWords(result: string): string {
  if (result === '') return ''
  return Object.hasOwn(results, result) ? (results[result] ?? '') : `Result=${printable(result)}`
}

const firstRealTime = 34
const lastRealTime = 64

/** "SIGTERM", "SIGRTMIN+3" (glibc keeps 32 and 33 for itself), or "signal 70". */
export function signalWord(number: number): string {
  const name = signalByNumber(number)
  if (name !== null) return `SIG${name}`
  if (number < firstRealTime || number > lastRealTime) return `signal ${number}`
  return number === firstRealTime ? 'SIGRTMIN' : `SIGRTMIN+${number - firstRealTime}`
}

/** How the last main process ended: "exit status 1", "SIGSEGV", "SIGABRT, core dumped"; '' where unknown. */
export function mainExitWords({ mainExit }: Pick<UnitState, 'mainExit'>): string {
  if (mainExit === null) return ''
  if (mainExit.how === 'exited') return `exit status ${mainExit.status}`
  const signal = signalWord(mainExit.status)
  return mainExit.how === 'dumped' ? `${signal}, core dumped` : signal
}

/**
 * Why a unit failed, as a clause. Where its main process ended in just that way, it did it: any of
 * its commands may have, as ExecStopPost= after a main process that SIGTERM ended well.
 */
export function failureWords({ result, mainExit }: Pick<UnitState, 'result' | 'mainExit'>): string {
  if (result === 'exit-code' && mainExit?.how === 'exited' && mainExit.status !== 0) {
    return `its main process exited with status ${mainExit.status}`
  }
  if (result === 'signal' && mainExit?.how === 'killed') {
    return `its main process was ended by ${signalWord(mainExit.status)}`
  }
  if (result === 'core-dump' && mainExit?.how === 'dumped') {
    return `its main process dumped core on ${signalWord(mainExit.status)}`
  }
  return resultWords(result)
}
