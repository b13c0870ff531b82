/** What each signal does to the main process, and sending one that is not meant to end it. */
import { Popover } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { ServiceDetail, SignalFact } from '../../shared/service.ts'
import { isTerminating, parseSignal, type SignalName } from '../../shared/signals.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { hereWord } from '../../shared/wording/views.ts'
import { tell, tellError, useApp } from '../store.ts'
import { Button } from './button.tsx'

/** SIGKILL and SIGSTOP cannot be caught; they belong to a plan, not to a button in a list. */
const neverHere: readonly SignalName[] = ['KILL', 'STOP']

/** What sending it does, before it is sent. */
function consequence(fact: SignalFact, signal: SignalName): string {
  if (fact.here === 'caught') return 'Its own handler decides what happens.'
  if (fact.here === 'ignored') return 'It ignores this signal; nothing will happen.'
  if (fact.here === 'blocked') return 'It is blocked; it waits until the process lets it in.'
  return isTerminating(signal)
    ? 'It has no handler: this ends the main process at once. A stop with a plan is safer.'
    : `It has no handler: ${printable(fact.effect)}.`
}

interface SendProps {
  readonly detail: ServiceDetail
  readonly fact: SignalFact
  readonly signal: SignalName
}

/** The question before a signal: to whom, and what comes of it. */
function Confirm(props: SendProps & { readonly close: () => void }): JSX.Element {
  const app = useApp()
  const { detail, fact, signal, close } = props
  const send = (): void => {
    close()
    const input = { target: detail.row.target, signal, scope: 'main' as const }
    void app.client.request('service.signal', input).then((answer) => {
      if (answer.ok) tell(app.store, answer.value.sentence)
      else tellError(app.store, answer.error)
    })
  }
  return (
    <div className="confirm" role="dialog" aria-label={`Send SIG${signal}`}>
      <b>
        SIG{signal} to {printable(detail.row.title)} ({detail.row.main?.pid})
      </b>
      <p className="t2">{consequence(fact, signal)}</p>
      <div className="row">
        <Button look="go" onPress={send}>
          Send SIG{signal}
        </Button>
        <Button onPress={close}>Cancel</Button>
      </div>
    </div>
  )
}

function SendSignal(props: SendProps): JSX.Element {
  const [open, setOpen] = useState(false)
  const toggle = (): void => {
    setOpen(!open)
  }
  const look = { opened: open, position: 'left', withRoles: false } as const
  return (
    <Popover {...look} onChange={setOpen} trapFocus returnFocus>
      <Popover.Target>
        <span>
          <Button
            size="sm"
            className={open ? '' : 'idle'}
            name={`Send SIG${props.signal}…`}
            onPress={toggle}
          >
            Send…
          </Button>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <Confirm {...props} close={toggle} />
      </Popover.Dropdown>
    </Popover>
  )
}

export function SignalsPanel(props: { readonly detail: ServiceDetail }): JSX.Element | null {
  const { detail } = props
  if (detail.signals.length === 0) return null
  const sendable = detail.row.main !== null && detail.row.refusal === null
  return (
    <section className="panel" aria-labelledby="signals-title">
      <header>
        <h2 id="signals-title">Signals</h2>
        <span className="s t3 end">as the main process has set them</span>
      </header>
      <table className="tbl sig">
        <colgroup>
          <col style={{ width: 98 }} />
          <col />
          <col style={{ width: 64 }} />
          <col style={{ width: 68 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col">By default</th>
            <th scope="col">Here</th>
            <th scope="col">
              <span className="sr">Send</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {detail.signals.map((fact) => {
            const signal = parseSignal(fact.signal)
            return (
              <tr key={fact.number}>
                <td className="mono">SIG{fact.signal.replace(/^SIG/, '')}</td>
                <td className="t2" title={printable(fact.effect)}>
                  {printable(fact.effect)}
                </td>
                <td className="s t2">{hereWord[fact.here]}</td>
                <td>
                  {sendable && signal !== null && !neverHere.includes(signal) && (
                    <SendSignal detail={detail} fact={fact} signal={signal} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
