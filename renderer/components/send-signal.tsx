/** The button that asks before a signal is sent: beside it, or in a dialog where it has a price. */
import { Modal, Popover } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState, type JSX } from 'react'
import { hasToBeRead } from '../model/signal-groups.ts'
import { Button } from './button.tsx'
import { actName, ConfirmSignal, type SendProps } from './confirm-signal.tsx'
import { useSendSignal, type SendSignal } from './use-send-signal.ts'

interface AskProps extends SendProps {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly sender: SendSignal
}

const nameOf = ({ fact, signal }: SendProps): string =>
  fact.meaning === null ? `Send SIG${signal}…` : `Send… ${actName(fact, signal)}`

/** In the table of unknown signals the button shows on hover and focus only. */
const Send = (props: AskProps): JSX.Element => (
  <Button
    size="sm"
    className={props.open || props.fact.meaning !== null ? '' : 'idle'}
    name={nameOf(props)}
    onPress={() => {
      props.setOpen(!props.open)
    }}
  >
    Send…
  </Button>
)

function Beside(props: AskProps): JSX.Element {
  const { open, setOpen, sender, signal } = props
  const narrow = useMediaQuery('(max-width: 980px)')
  const look = {
    opened: open,
    position: narrow ? 'top-end' : 'left',
    withRoles: false,
  } as const
  return (
    <Popover {...look} onChange={setOpen} trapFocus returnFocus>
      <Popover.Target>
        <span>
          <Send {...props} />
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <div role="dialog" aria-label={`Send SIG${signal}`}>
          <ConfirmSignal
            {...props}
            question={null}
            close={() => {
              setOpen(false)
            }}
            send={sender.send}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function InDialog(props: AskProps): JSX.Element {
  const { open, setOpen, sender, signal } = props
  const close = (): void => {
    setOpen(false)
    sender.forget()
  }
  return (
    <Modal
      opened={open || sender.question !== null}
      onClose={close}
      title={`Before SIG${signal} is sent`}
      size={480}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      <ConfirmSignal {...props} question={sender.question} close={close} send={sender.send} />
    </Modal>
  )
}

export function SendButton(props: SendProps): JSX.Element {
  const [open, setOpen] = useState(false)
  const sender = useSendSignal(props.detail, props.signal)
  const ask = { ...props, open, setOpen, sender }
  if (!hasToBeRead(props.fact.meaning)) {
    return (
      <>
        <Beside {...ask} />
        <InDialog {...ask} open={false} />
      </>
    )
  }
  return (
    <>
      <Send {...ask} />
      <InDialog {...ask} />
    </>
  )
}
