/** What speaks for a reboot of this machine, whatever was stopped. */
import type { JSX } from 'react'
import { Button } from './button.tsx'
import { AboutReboot, Ladder, Reasons, speaksForReboot } from './advice-panel.tsx'
import { ErrorNote } from './note.tsx'
import { Prose } from './name.tsx'
import { useAnswer } from './use-answer.ts'
import { useApp } from '../store.ts'

export function MachineAdvice(): JSX.Element | null {
  const { store } = useApp()
  const answer = useAnswer('advice.machine', {})
  if (answer?.ok === false && answer.error.code === 'not-available') return null
  return (
    <section className="panel what-now" aria-labelledby="machine-advice">
      <header>
        <h2 id="machine-advice">Does this machine need a reboot?</h2>
      </header>
      {answer === null && <p className="t3 pad">Looking at the machine…</p>}
      {answer?.ok === false && (
        <div className="script">
          <ErrorNote error={answer.error} />
        </div>
      )}
      {answer?.ok === true && (
        <>
          <Ladder level={answer.value.level} />
          <div className="advice">
            <h3>
              <Prose text={answer.value.sentence} />
            </h3>
            <Reasons advice={answer.value} />
            {!speaksForReboot(answer.value.level) && (
              <div className="row">
                <Button
                  look="quiet"
                  size="sm"
                  icon="power"
                  onPress={() => {
                    store.setState({ rebootOpen: true })
                  }}
                >
                  What a reboot would cost…
                </Button>
              </div>
            )}
          </div>
          <AboutReboot advice={answer.value} />
        </>
      )}
    </section>
  )
}
