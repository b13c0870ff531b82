/** Before leftovers are removed: which they are. Cancel has the focus. */
import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import type { Leftover } from '../../shared/leftovers.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface RemoveProps {
  readonly open: boolean
  readonly title: string
  readonly files: readonly Leftover[]
  readonly close: () => void
  readonly remove: () => void
}

export const RemoveModal = (props: RemoveProps): JSX.Element => (
  <Modal
    opened={props.open}
    onClose={props.close}
    title={<span className="break">Remove what {printable(props.title)} left</span>}
    size={520}
    centered
    transitionProps={{ duration: 120 }}
    closeButtonProps={{ 'aria-label': 'Close this question' }}
  >
    <div className="ask-body">
      <ul className="named">
        {props.files.map((file) => (
          <li key={file.id}>
            <Icon name={file.kind === 'pid-file' ? 'pid-left' : 'locked'} className="i-14 amber" />
            <code className="break">{printable(file.label)}</code>
          </li>
        ))}
      </ul>
      <p className="t2">
        Each is looked at again first: one whose owner lives by then stays. What is removed does not
        come back.
      </p>
      <div className="ask-go">
        <Button hint="Esc" first onPress={props.close}>
          Cancel
        </Button>
        <span className="grow" />
        <Button
          look="go"
          onPress={() => {
            props.close()
            props.remove()
          }}
        >
          Remove {count(props.files.length, 'thing')}
        </Button>
      </div>
    </div>
  </Modal>
)
