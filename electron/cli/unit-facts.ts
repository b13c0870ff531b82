/** What `status` tells of a unit beside what it tells of every service. */
import { signalByNumber } from '../../shared/signals.ts'
import type { UnitDetail, UnitSettings } from '../../shared/unit.ts'
import { activeStateWord, failureWords } from '../../shared/wording/unit-words.ts'
import { dateTime } from './date-time.ts'

export type Fact = readonly [name: string, value: string]

const signalOf = (number: number): string => {
  const name = signalByNumber(number)
  return name === null ? String(number) : `SIG${name}`
}

const seconds = (ms: number | null): string => (ms === null ? 'infinity' : `${ms / 1000}s`)

/** The settings that decide on a stop, as a unit file writes them; defaults that matter are told, too. */
function settingsWords(settings: UnitSettings): string {
  const { execStop, sendSigkill, timeoutFailureMode } = settings
  return [
    ...execStop.map(({ argv }) => `ExecStop=${argv.join(' ')}`),
    `KillMode=${settings.killMode}`,
    `KillSignal=${signalOf(settings.killSignal)}`,
    `TimeoutStopSec=${seconds(settings.timeoutStopMs)}`,
    ...(timeoutFailureMode === 'terminate' ? [] : [`TimeoutStopFailureMode=${timeoutFailureMode}`]),
    ...(sendSigkill ? [] : ['SendSIGKILL=no']),
    `Restart=${settings.restart}`,
  ].join(' ')
}

function stateWords({ state }: UnitDetail): string {
  const since = state.since === null ? '' : `, since ${dateTime(state.since.wall)}`
  const frozen = state.frozen ? ', frozen' : ''
  return `${activeStateWord[state.activeState]} (${state.subState})${frozen}${since}`
}

/** The facts, in the order in which they are printed. */
export function unitFacts(unit: UnitDetail): Fact[] {
  const { state, dropIns, fileState } = unit
  const file = unit.file === null ? [] : [unit.file]
  const states = [fileState, unit.loadState === 'loaded' ? '' : unit.loadState]
  const known = states.filter((word) => word !== '')
  const failed = state.activeState === 'failed' ? failureWords(state) : ''
  const facts: (readonly [string, string | false])[] = [
    ['unit', unit.description !== unit.name && unit.description],
    ['systemd', stateWords(unit)],
    ['failed', failed],
    ['unit file', [...file, ...(known.length > 0 ? [`(${known.join(', ')})`] : [])].join(' ')],
    ['drop-ins', dropIns.join(' ')],
    ['reload', unit.needsReload && 'its file was changed since systemd read it'],
    ['its stop', settingsWords(unit.settings)],
  ]
  return facts.flatMap(([name, value]): Fact[] =>
    value === false || value === '' ? [] : [[name, value]],
  )
}
