/** Before systemd is reloaded while other units start or stop: which they are, and what it costs them. */
import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { consentTo } from '../run-actions.ts'
import type { OpenConsent } from '../opened.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

const words = {
  extend: { title: 'Extending reloads systemd', act: 'Reload and extend' },
  hold: { title: 'Holding reloads systemd', act: 'Reload and hold' },
} as const

function Others(props: { readonly units: readonly string[] }): JSX.Element {
  return (
    <ul className="named">
      {props.units.map((unit) => (
        <li key={unit}>
          <Icon name="starting" className="i-14 amber" />
          <span className="break">{printable(unit)}</span>
        </li>
      ))}
    </ul>
  )
}

function ConsentBody(props: {
  readonly consent: OpenConsent
  readonly close: () => void
}): JSX.Element {
  const app = useApp()
  const { consent, close } = props
  const { error, decision } = consent
  return (
    <div className="ask-body">
      <p>
        <Prose text={error.message} />
      </p>
      {error.candidates !== undefined && <Others units={error.candidates} />}
      <p className="t2">
        <Prose text={error.next} /> Cancel changes nothing.
      </p>
      <div className="ask-go">
        <Button hint="Esc" first onPress={close}>
          Cancel
        </Button>
        <span className="grow" />
        <Button
          onPress={() => {
            void consentTo(app, consent, false)
          }}
        >
          Only Quiesce’s clock
        </Button>
        <Button
          look="go"
          icon={decision.kind}
          onPress={() => {
            void consentTo(app, consent, true)
          }}
        >
          {words[decision.kind].act}
        </Button>
      </div>
    </div>
  )
}

export function ConsentModal(): JSX.Element {
  const { store } = useApp()
  const consent = useQuiesce((s) => s.consent)
  const close = (): void => {
    store.setState({ consent: null })
  }
  return (
    <Modal
      opened={consent !== null}
      onClose={close}
      title={consent === null ? '' : words[consent.decision.kind].title}
      size={520}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      {consent !== null && <ConsentBody consent={consent} close={close} />}
    </Modal>
  )
}
