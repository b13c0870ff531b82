import { Modal } from '@mantine/core'
import type { JSX } from 'react'
import { hasSingleKeys } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['↑ ↓', 'Rows'],
  ['Enter', 'Open the service; in a plan, start it'],
  ['S', 'The stop plan; nothing is sent'],
  ['R', 'The restart plan; nothing is sent'],
  ['D', 'Diagnose: what would hold up a stop'],
  ['F', 'Favourite: in the tray, or no longer'],
  ['Ctrl K', 'Find or do: services, runs, views'],
  ['Esc', 'Back, cancel'],
  ['E', 'In a run: 30 s more'],
  ['Shift E', 'In a run: 2 min more'],
  ['H', 'In a run: hold, release; in a stop of several: pause'],
  ['G', 'In a run: go on, never into force'],
  ['L', 'In a run: leave it'],
  ['Ctrl Shift C', 'Copy the report'],
  ['Alt 1–5', 'Sections'],
]

/** The list of keys. Force has none: Tab to it, then hold Space. */
export function KeysModal(): JSX.Element {
  const { store } = useApp()
  const open = useQuiesce((s) => s.keysOpen)
  const singleKeys = useQuiesce(hasSingleKeys)
  return (
    <Modal
      opened={open}
      onClose={() => {
        store.setState({ keysOpen: false })
      }}
      title="Keys"
      size={420}
      closeButtonProps={{ 'aria-label': 'Close the list of keys' }}
    >
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      {!singleKeys && (
        <p className="s amber" style={{ marginTop: 12 }}>
          Single keys are switched off in the settings; those with Ctrl or Alt act.
        </p>
      )}
      <p className="s t3" style={{ marginTop: 12 }}>
        Force has no key: Tab to it, then hold Space.
      </p>
    </Modal>
  )
}
