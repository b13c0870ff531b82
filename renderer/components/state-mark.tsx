/** States and outcomes: symbol, colour and word, any one of which is enough. */
import type { JSX } from 'react'
import type { Outcome, OutcomeKind } from '../../shared/run.ts'
import type { ServiceState } from '../../shared/service.ts'
import { clock, duration, printable } from '../../shared/wording/numbers.ts'
import { stateWord } from '../../shared/wording/views.ts'
import { leftText } from '../model/run-clock.ts'
import { shortResult, shortSubState } from '../model/unit-stop-words.ts'
import { useQuiesce } from '../store.ts'
import { Icon, type IconName } from './icon.tsx'

export type Colour = 'tide' | 'moss' | 'amber' | 'ember' | 't3'

export const stateMarks: Record<ServiceState['kind'], { icon: IconName; colour: Colour }> = {
  running: { icon: 'running', colour: 'moss' },
  stopping: { icon: 'stopping', colour: 'tide' },
  asking: { icon: 'asks', colour: 'amber' },
  stopped: { icon: 'stopped', colour: 't3' },
  starting: { icon: 'starting', colour: 'moss' },
  deactivating: { icon: 'stopping', colour: 'tide' },
  failed: { icon: 'failed', colour: 'ember' },
  exited: { icon: 'check', colour: 't3' },
  frozen: { icon: 'frozen', colour: 'amber' },
  'dead-pid-file': { icon: 'pid-left', colour: 'amber' },
  'dead-lock-file': { icon: 'locked', colour: 'amber' },
  unknown: { icon: 'unknown', colour: 't3' },
}

export const outcomeMarks: Record<OutcomeKind, { icon: IconName; colour: Colour }> = {
  'already-stopped': { icon: 'out-already', colour: 't3' },
  stopped: { icon: 'out-stopped', colour: 'moss' },
  killed: { icon: 'out-killed', colour: 'ember' },
  survived: { icon: 'out-survived', colour: 'ember' },
  'came-back': { icon: 'out-came-back', colour: 'amber' },
  abandoned: { icon: 'out-abandoned', colour: 't3' },
  hung: { icon: 'out-hung', colour: 'amber' },
  interrupted: { icon: 'unknown', colour: 'amber' },
  refused: { icon: 'out-refused', colour: 't3' },
  failed: { icon: 'failed', colour: 'ember' },
}

/** What ticks beside a state; only these rows render again each second. */
function StateClock(props: { readonly state: ServiceState }): JSX.Element | null {
  const { state } = props
  const now = useQuiesce((s) => s.now)
  if (state.kind === 'asking') return <small>{duration(Math.max(0, now - state.since))}</small>
  if (state.kind !== 'stopping' && state.kind !== 'deactivating') return null
  if (state.until === null) return <Aside state={state} />
  const left = leftText(Math.max(0, state.until - now))
  return state.kind === 'stopping' ? (
    <small>{left} left</small>
  ) : (
    <small title={`systemd forces at ${clock(state.until)}`}>{left} to force</small>
  )
}

/** What a state says beside its word: the result of a failure, the step of a start or a stop. */
function Aside(props: { readonly state: ServiceState }): JSX.Element | null {
  const { state } = props
  const text =
    state.kind === 'failed'
      ? shortResult(state.result)
      : state.kind === 'starting' || state.kind === 'deactivating'
        ? (shortSubState(state.sub) ?? '')
        : ''
  if (text === '') return null
  return (
    <small className="cut" title={printable(text)}>
      {printable(text)}
    </small>
  )
}

const atRest: readonly ServiceState['kind'][] = ['running', 'stopped', 'exited']
const ticking: readonly ServiceState['kind'][] = ['stopping', 'asking', 'deactivating']

export function StateMark(props: { readonly state: ServiceState }): JSX.Element {
  const { state } = props
  const mark = stateMarks[state.kind]
  const rest = atRest.includes(state.kind) ? 'rest' : ''
  return (
    <span className={`state ${rest} ${state.kind}`}>
      <Icon name={mark.icon} className={mark.colour} />
      {stateWord[state.kind]}
      {ticking.includes(state.kind) ? <StateClock state={state} /> : <Aside state={state} />}
    </span>
  )
}

export const OutcomeIcon = (props: {
  readonly outcome: Outcome
  readonly className?: string
}): JSX.Element => (
  <Icon
    name={outcomeMarks[props.outcome.kind].icon}
    className={`${outcomeMarks[props.outcome.kind].colour} ${props.className ?? ''}`}
  />
)
