/** A unit as its manager knows it: where it is written, how it is stopped, what it does now. */
import { Fragment, type JSX, type ReactNode } from 'react'
import type { UnitDetail } from '../../shared/unit.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { mainExitWords, resultWords, subStateWords } from '../../shared/wording/unit-words.ts'
import { dayText } from '../model/dates.ts'
import {
  activeWords,
  killModeWords,
  restartWords,
  stopLimitWords,
} from '../model/unit-stop-words.ts'

type Fact = readonly [word: string, value: ReactNode]

/** A path, cut at its slashes where it has no room. */
const path = (text: string): JSX.Element => <code className="break">{printable(text)}</code>

const commands = (unit: UnitDetail): readonly Fact[] =>
  unit.settings.execStop.map(({ argv, ignoreFailure }, at) => [
    at === 0 ? 'ExecStop=' : '',
    <>
      {path(argv.join(' '))}
      {ignoreFailure && <span className="t3"> failure does not count</span>}
    </>,
  ])

/** Sub-states whose word says all. */
const plainStates: readonly string[] = ['running', 'dead', 'failed']

function stateFacts({ state }: UnitDetail): readonly Fact[] {
  const exit = mainExitWords(state)
  const since =
    state.since === null ? '' : ` since ${dayText(state.since.wall)}, ${clock(state.since.wall)}`
  const badly = state.result !== '' && state.result !== 'success'
  return [
    ['State', `${activeWords(state)}${since}`],
    ...(plainStates.includes(state.subState)
      ? []
      : [['That is', `it ${subStateWords(state.subState)}`] as const]),
    ...(badly ? [['Result=', `${state.result}: ${resultWords(state.result)}`] as const] : []),
    ...(exit === '' ? [] : [['Main process', `ended: ${exit}`] as const]),
  ]
}

function fileFacts(unit: UnitDetail): readonly Fact[] {
  const file = unit.file === null ? 'none: it was made while the machine ran' : path(unit.file)
  const state = [unit.loadState, unit.fileState].filter((word) => word !== '').join(', ')
  return [
    ['Unit file', file],
    ...unit.dropIns.map((one, at) => [at === 0 ? 'Drop-ins' : '', path(one)] as const),
    ['Loaded', state],
    ...(unit.controlGroup === '' ? [] : [['Control group', path(unit.controlGroup)] as const]),
  ]
}

function stopFacts(unit: UnitDetail): readonly Fact[] {
  const { settings } = unit
  return [
    ['Type=', settings.type],
    ['Restart=', restartWords(settings)],
    ['Stop limit', stopLimitWords(settings)],
    ['KillMode=', `${settings.killMode}: ${killModeWords(settings)}`],
    ...(settings.mayExtend
      ? ([['Deadline', 'the service may ask systemd for more time itself']] as const)
      : []),
    ...commands(unit),
  ]
}

export function UnitPanel(props: { readonly unit: UnitDetail }): JSX.Element {
  const { unit } = props
  const facts = [...stateFacts(unit), ...stopFacts(unit), ...fileFacts(unit)]
  return (
    <section className="panel" aria-labelledby="unit-title">
      <header>
        <h2 id="unit-title">Unit</h2>
        <span className="s t3 end">as systemd has read it</span>
      </header>
      <dl className="kv s unit-facts">
        {facts.map(([word, value], at) => (
          <Fragment key={at}>
            <dt>{word}</dt>
            <dd className="break">{typeof value === 'string' ? printable(value) : value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
