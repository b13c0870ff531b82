import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import { printable } from '../../shared/wording/numbers.ts'
import { entryWords, type EntryKind } from '../model/entry-words.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface RemoveProps {
  readonly open: boolean
  readonly kind: EntryKind
  readonly name: string
  readonly references: readonly string[]
  readonly close: () => void
  readonly remove: () => void
}

const staysWords: Record<EntryKind, string> = {
  services: 'Its description leaves the file. Nothing is sent to its processes; what runs goes on.',
  groups: 'Its name leaves the file. The services in it stay as they are.',
  profiles:
    'It leaves the file. What the catalogue knows of such a daemon, if anything, holds again.',
}

/** Before a description is taken out: what stays, and what speaks of it. */
export function RemoveEntry(props: RemoveProps): JSX.Element {
  const { open, kind, references, close, remove } = props
  const name = printable(props.name)
  return (
    <Modal
      opened={open}
      onClose={close}
      title={`Remove the ${entryWords[kind].one} ${name}?`}
      size={520}
      centered
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close this question' }}
    >
      <div className="ask-body">
        <p>{staysWords[kind]}</p>
        {references.length > 0 && (
          <>
            <p>It is named by these; there its name would lead nowhere:</p>
            <ul className="named">
              {references.map((one) => (
                <li key={one}>
                  <Icon name="link" className="i-14 amber" />
                  <span className="break">{printable(one)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="ask-go">
          <Button hint="Esc" first onPress={close}>
            Cancel
          </Button>
          <span className="grow" />
          <Button look="go" onPress={remove}>
            Remove {name}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
