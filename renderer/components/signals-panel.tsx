/** What each signal does to the main process, and sending one that is not meant to end it. */
import { Popover } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState, type JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { parseSignal, type SignalName } from '../../shared/signals.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { hereWord } from '../../shared/wording/views.ts'
import { Button } from './button.tsx'
import { ConfirmSignal, type SendProps } from './confirm-signal.tsx'

/** SIGKILL and SIGSTOP cannot be caught; they belong to a plan, not to a button in a list. */
const neverHere: readonly SignalName[] = ['KILL', 'STOP']

function SendSignal(props: SendProps): JSX.Element {
  const [open, setOpen] = useState(false)
  const toggle = (): void => {
    setOpen(!open)
  }
  const narrow = useMediaQuery('(max-width: 980px)')
  const position = narrow ? 'top-end' : 'left'
  const look = { opened: open, position, withRoles: false } as const
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
        <ConfirmSignal {...props} close={toggle} />
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
