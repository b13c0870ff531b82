/** Above every view, a minute before a planned shutdown that would cut stops off. */
import type { JSX } from 'react'
import { duration } from '../../shared/wording/numbers.ts'
import { rebootNearSentence } from '../../shared/wording/reboot-words.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** A moment that is past for so long did not come. Milliseconds. */
const goneByMs = 60_000

export function RebootNear(): JSX.Element | null {
  const { store } = useApp()
  const near = useQuiesce((s) => s.rebootNear)
  const leftMs = useQuiesce((s) =>
    s.rebootNear === null
      ? 0
      : Math.max(0, Math.floor((s.rebootNear.planned.at - s.now) / 1000)) * 1000,
  )
  const isPast = useQuiesce(
    (s) => s.rebootNear !== null && s.now - s.rebootNear.planned.at > goneByMs,
  )
  if (near === null || isPast) return null
  return (
    <div className="banner top reboot-near" role="alert">
      <Icon name="power" />
      <p className="grow break">
        <b>{rebootNearSentence(near)}</b> {/* It is spoken once, not each second. */}
        <span aria-hidden="true">{duration(leftMs)} from now.</span>
      </p>
      <Button
        size="sm"
        onPress={() => {
          store.setState({ rebootOpen: true })
        }}
      >
        Show it, or call it off…
      </Button>
    </div>
  )
}
