/** Before a second copy is started beside what still holds: who holds what, and what it costs. */
import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { startBeside } from '../service-actions.ts'
import type { OpenCopies } from '../opened.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

function Body(props: { readonly copies: OpenCopies; readonly close: () => void }): JSX.Element {
  const app = useApp()
  const { copies, close } = props
  const { error, how } = copies
  return (
    <div className="ask-body">
      <p>
        <Prose text={error.message} />
      </p>
      {error.candidates !== undefined && error.candidates.length > 0 && (
        <ul className="named" aria-label="What holds">
          {error.candidates.map((holder) => (
            <li key={holder}>
              <Icon name="no-answer" className="i-14 amber" />
              <span className="break">{printable(holder)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="t2">
        <Prose text={error.next} /> Cancel starts nothing.
      </p>
      <div className="ask-go">
        <Button hint="Esc" first onPress={close}>
          Cancel
        </Button>
        <span className="grow" />
        <Button
          icon={how === 'start' ? 'start' : 'restart'}
          onPress={() => {
            void startBeside(app, copies)
          }}
        >
          {how === 'start' ? 'Start a second copy' : 'Restart all the same'}
        </Button>
      </div>
    </div>
  )
}

export function CopiesModal(): JSX.Element {
  const { store } = useApp()
  const copies = useQuiesce((s) => s.copies)
  const close = (): void => {
    store.setState({ copies: null })
  }
  return (
    <Modal
      opened={copies !== null}
      onClose={close}
      title={
        copies === null ? (
          ''
        ) : (
          <span className="break">No second copy of {printable(copies.subject.title)}</span>
        )
      }
      size={520}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      {copies !== null && <Body copies={copies} close={close} />}
    </Modal>
  )
}
