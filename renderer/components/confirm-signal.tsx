/** The question before a signal: to whom it goes, and what comes of it. */
import { Radio } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { RequestInput } from '../../shared/contract.ts'
import type { ServiceDetail, SignalFact } from '../../shared/service.ts'
import { isTerminating, type SignalName } from '../../shared/signals.ts'
import type { UnitDetail } from '../../shared/unit.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { restartAfterSignal } from '../model/unit-stop-words.ts'
import { withPermission } from '../permission.ts'
import { tell, tellError, useApp } from '../store.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

type SignalScope = RequestInput<'service.signal'>['scope']

export interface SendProps {
  readonly detail: ServiceDetail
  readonly fact: SignalFact
  readonly signal: SignalName
}

/** What sending it does, before it is sent. */
function consequence(fact: SignalFact, signal: SignalName): string {
  if (fact.here === 'caught') return 'Its own handler decides what happens.'
  if (fact.here === 'ignored') return 'It ignores this signal; nothing will happen.'
  if (fact.here === 'blocked') return 'It is blocked; it waits until the process lets it in.'
  return isTerminating(signal)
    ? 'It has no handler: this ends the main process at once. A stop with a plan is safer.'
    : `It has no handler: ${printable(fact.effect)}.`
}

/** Whom a unit's signal may go to; the control process is there only while a command of it runs. */
function scopesOf(detail: ServiceDetail, unit: UnitDetail): readonly [SignalScope, string][] {
  const reached = detail.members.filter((member) => member.kept === null).length
  const main: [SignalScope, string] = ['main', `Main process (${detail.row.main?.pid ?? '…'})`]
  const all: [SignalScope, string] = ['all', `All ${count(reached, 'process', 'processes')}`]
  const { controlPid } = unit.state
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

function useSend(props: SendProps, scope: SignalScope): () => void {
  const app = useApp()
  const { detail, signal } = props
  return () => {
    const call = app.client.request('service.signal', { target: detail.row.target, signal, scope })
    void withPermission(app, detail.unit?.manager ?? null, call).then((answer) => {
      if (answer.ok) tell(app.store, answer.value.sentence)
      else tellError(app.store, answer.error)
    })
  }
}

export function ConfirmSignal(props: SendProps & { readonly close: () => void }): JSX.Element {
  const { detail, fact, signal, close } = props
  const { unit } = detail
  const [scope, setScope] = useState<SignalScope>('main')
  const send = useSend(props, scope)
  const restarts =
    unit !== null && isTerminating(signal) && restartAfterSignal(unit.settings) !== 'never'
  return (
    <div className="confirm" role="dialog" aria-label={`Send SIG${signal}`}>
      <b className="break">
        SIG{signal} to {printable(detail.row.title)}
        {unit === null && ` (${detail.row.main?.pid ?? ''})`}
      </b>
      {unit !== null && (
        <Scopes scopes={scopesOf(detail, unit)} scope={scope} onChange={setScope} />
      )}
      <p className="t2">
        {scope === 'main'
          ? consequence(fact, signal)
          : 'What it does to each of them is not shown here: it is read of the main process only.'}
      </p>
      {restarts && <RestartNote unit={unit} />}
      <div className="row">
        <Button
          look="go"
          onPress={() => {
            close()
            send()
          }}
        >
          Send SIG{signal}
        </Button>
        <Button onPress={close}>Cancel</Button>
      </div>
    </div>
  )
}
