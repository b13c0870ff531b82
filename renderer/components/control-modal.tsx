/** What to read before a unit is frozen or thawed. Cancel has the focus. */
import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import type { OpenControl } from '../opened.ts'
import { useApp, useQuiesce } from '../store.ts'
import { confirmWords, controlUnit } from '../unit-actions.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

const verbs: Record<OpenControl['action'], string> = {
  freeze: 'Freeze',
  thaw: 'Thaw',
  'reset-failed': 'Reset',
}

function ControlBody(props: {
  readonly control: OpenControl
  readonly close: () => void
}): JSX.Element {
  const app = useApp()
  const { control, close } = props
  const unit = useQuiesce((s) => s.services?.get(control.target)?.unit ?? null)
  return (
    <div className="ask-body">
      {control.report.sentence !== '' && (
        <p>
          <Prose text={control.report.sentence} />
        </p>
      )}
      <ul className="named">
        {control.report.warnings.map((warning) => (
          <li key={warning}>
            <Icon name="no-answer" className="i-14 amber" />
            <span className="break">
              <Prose text={warning} />
            </span>
          </li>
        ))}
      </ul>
      <div className="ask-go">
        <Button hint="Esc" first onPress={close}>
          Cancel
        </Button>
        <span className="s t3 grow hint">Cancel changes nothing.</span>
        <Button
          look="go"
          onPress={() => {
            void controlUnit(app, { ...control, unit }, control.action, true)
          }}
        >
          {confirmWords[control.action]}
        </Button>
      </div>
    </div>
  )
}

export function ControlModal(): JSX.Element {
  const { store } = useApp()
  const control = useQuiesce((s) => s.control)
  const close = (): void => {
    store.setState({ control: null })
  }
  return (
    <Modal
      opened={control !== null}
      onClose={close}
      title={
        control === null ? (
          ''
        ) : (
          <span className="break">{`${verbs[control.action]} ${printable(control.title)}?`}</span>
        )
      }
      size={520}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      {control !== null && <ControlBody control={control} close={close} />}
    </Modal>
  )
}
