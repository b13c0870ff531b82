/** The question before a signal: to whom it goes, what comes of it, what it costs. */
import { Radio } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import type { SignalMeaning } from '../../shared/profile.ts'
import type { ServiceDetail, SignalFact } from '../../shared/service.ts'
import { isTerminating, type SignalName } from '../../shared/signals.ts'
import type { UnitDetail } from '../../shared/unit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { hasToBeRead } from '../model/signal-groups.ts'
import { restartAfterSignal } from '../model/unit-stop-words.ts'
import { Basis } from './basis.tsx'
import { Button } from './button.tsx'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'
import type { SignalScope } from './use-send-signal.ts'

export interface SendProps {
  readonly detail: ServiceDetail
  readonly fact: SignalFact
  readonly signal: SignalName
}

/** What sending it does, before it is sent. */
function consequence(fact: SignalFact, signal: SignalName): string {
  if (fact.here === 'caught') return 'Its own handler decides what happens.'
  if (fact.here === 'ignored') return 'It ignores this signal; nothing will happen.'
  if (fact.here === 'unknown') return 'What the main process does with it is not known.'
  if (fact.here === 'blocked') return 'It is blocked; it waits until the process lets it in.'
  return isTerminating(signal)
    ? 'It has no handler: this ends the main process at once. A stop with a plan is safer.'
    : `It has no handler: ${printable(fact.effect)}.`
}

/** It ends the main process or does nothing, and the words above say so. */
const harms = ({ here, meaning }: SignalFact, signal: SignalName): boolean =>
  meaning === null && (here === 'ignored' || (here === 'default' && isTerminating(signal)))

/** Whom it may go to; the control process is there only while a command of a unit runs. */
function scopesOf(detail: ServiceDetail): readonly [SignalScope, string][] {
  const reached = detail.members.filter((member) => member.kept === null).length
  const main: [SignalScope, string] = ['main', `Main process (${detail.row.main?.pid ?? '…'})`]
  const all: [SignalScope, string] = ['all', `All ${count(reached, 'process', 'processes')}`]
  const controlPid = detail.unit?.state.controlPid ?? 0
  return controlPid === 0
    ? [main, all]
    : [main, all, ['control', `Control process (${controlPid})`]]
}

function Scopes(props: {
  readonly scopes: readonly [SignalScope, string][]
  readonly scope: SignalScope
  readonly onChange: (scope: SignalScope) => void
}): JSX.Element {
  return (
    <Radio.Group aria-label="To whom" value={props.scope} onChange={props.onChange}>
      <div className="scopes">
        {props.scopes.map(([scope, word]) => (
          <Radio key={scope} size="xs" value={scope} label={word} />
        ))}
      </div>
    </Radio.Group>
  )
}

/** `Restart=` fires when the main process ends by a signal, not when the unit is stopped. */
const RestartNote = (props: { readonly unit: UnitDetail }): JSX.Element => (
  <Note tone="amber">
    If this ends it, systemd{' '}
    {restartAfterSignal(props.unit.settings) === 'always' ? 'starts it' : 'may start it'} again:{' '}
    <code>Restart={printable(props.unit.settings.restart)}</code> fires when it is signalled rather
    than stopped.
  </Note>
)

/** What it means to this daemon, what it costs, and why that may not be so here. */
const Meaning = (props: { readonly meaning: SignalMeaning }): JSX.Element => (
  <>
    <p className="t2">
      It <Prose text={props.meaning.does} />. <Basis basis={props.meaning.basis} />
    </p>
    {props.meaning.price !== null && (
      <Note tone="amber">
        <b>What it costs:</b> <Prose text={props.meaning.price} />.
      </Note>
    )}
    {props.meaning.doubt !== null && (
      <Note tone="amber" icon="unknown">
        <Prose text={props.meaning.doubt} />
      </Note>
    )}
  </>
)

function Words(props: SendProps & { readonly scope: SignalScope }): JSX.Element {
  const { fact, signal, scope } = props
  const { meaning } = fact
  const elsewhere =
    'What it does to each of them is not shown here: it is read of the main process only.'
  // A meaning says whom it is for; sent to others, it says nothing.
  if (meaning !== null && (scope === 'main' || scope === meaning.to))
    return <Meaning meaning={meaning} />
  return <p className="t2">{scope === 'main' ? consequence(fact, signal) : elsewhere}</p>
}

interface ConfirmProps extends SendProps {
  /** What the engine wants to have read first. */
  readonly question: QuiesceError | null
  readonly close: () => void
  /** `confirmed`: what it costs stood on the screen. */
  readonly send: (scope: SignalScope, confirmed: boolean) => void
}

/** The name of a signal's act: `Print statistics (USR1)`, or `SIGUSR1` where nobody knows it. */
export const actName = (fact: SignalFact, signal: SignalName): string =>
  fact.meaning === null ? `SIG${signal}` : `${printable(fact.meaning.action)} (${signal})`

export function ConfirmSignal(props: ConfirmProps): JSX.Element {
  const { detail, fact, signal, question, close } = props
  const { unit } = detail
  const { meaning } = fact
  const [scope, setScope] = useState<SignalScope>(meaning?.to ?? 'main')
  const read = hasToBeRead(meaning) || question !== null
  const told = read || (scope === 'main' && harms(fact, signal))
  const cancel = (
    <Button first={read} onPress={close}>
      Cancel
    </Button>
  )
  const restarts =
    unit !== null && isTerminating(signal) && restartAfterSignal(unit.settings) !== 'never'
  return (
    <div className="confirm">
      <b className="break">
        {actName(fact, signal)} to {printable(detail.row.title)}
        {unit === null && meaning?.to !== 'all' && ` (${detail.row.main?.pid ?? ''})`}
      </b>
      {(unit !== null || meaning?.to === 'all') && (
        <Scopes scopes={scopesOf(detail)} scope={scope} onChange={setScope} />
      )}
      <Words {...props} scope={scope} />
      {question !== null && <ErrorNote error={question} />}
      {restarts && <RestartNote unit={unit} />}
      <div className={read ? 'ask-go' : 'row wrap'}>
        {read && cancel}
        {read && <span className="grow" />}
        <Button
          look={read ? 'plain' : 'go'}
          onPress={() => {
            close()
            props.send(scope, told)
          }}
        >
          Send SIG{signal}
        </Button>
        {!read && cancel}
      </div>
    </div>
  )
}
