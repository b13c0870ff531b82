import { CloseButton } from '@mantine/core'
import type { JSX } from 'react'
import { useApp, useQuiesce, welcomeKey } from '../store.ts'
import { Button } from './button.tsx'

/** Blocks falling to the line, one after the other. */
const heights = [33, 33, 30, 24, 24, 16, 16, 8, 3, 3, 3]

export const Art = (): JSX.Element => (
  <div className="art" aria-hidden="true">
    {heights.map((height, at) => (
      <i key={at} className={height === 3 ? 'down' : ''} style={{ height }} />
    ))}
  </div>
)

/** Shown until it is closed: a stop can be rehearsed before it counts. */
export function Welcome(): JSX.Element | null {
  const app = useApp()
  const shown = useQuiesce((s) => s.welcome && s.services !== null)
  if (!shown) return null
  const close = (): void => {
    window.localStorage.setItem(welcomeKey, '1')
    app.store.setState({ welcome: false })
  }
  return (
    <section className="welcome" aria-label="Rehearse before it counts">
      <Art />
      <div className="grow">
        <h2>Rehearse before it counts</h2>
        <p className="t2">
          Quiesce has looked around; nothing was sent, nothing was changed. A practice daemon is
          harmless and runs as you: stop it, extend it, force it. Nothing else can be hit.
        </p>
      </div>
      <Button
        icon="practice"
        onPress={() => {
          app.go({ view: 'practice' })
        }}
      >
        Choose a practice daemon…
      </Button>
      <CloseButton aria-label="Do not show this again" onClick={close} />
    </section>
  )
}
