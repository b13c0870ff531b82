/** Below the outcome: is it still watched, did it come back, who started it, and what to stop instead. */
import type { JSX } from 'react'
import type { AfterWatch } from '../../shared/after-watch.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { watchLine } from '../model/watch-after.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { EvidenceList } from './diagnosis-verdict.tsx'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

/** Opens its plan: nothing is sent from here. */
function StopInstead(props: { readonly target: string; readonly title: string }): JSX.Element {
  const { store } = useApp()
  const { target, title } = props
  return (
    <Button
      size="sm"
      icon="stop"
      onPress={() => {
        store.setState({ openPlan: { target, for: 'stop' } })
      }}
    >
      Stop {printable(title)}…
    </Button>
  )
}

export function AfterWatchLine(props: { readonly watch: AfterWatch }): JSX.Element {
  const { watch } = props
  const now = useQuiesce((s) => s.now)
  const { kind, sentence, more, instead } = watchLine(watch, now)
  const icon = { watching: 'eye', over: 'check', back: 'out-came-back' } as const
  const colour = { watching: 'tide', over: 'moss', back: 'amber' } as const
  const evidence = watch.cameBack?.evidence ?? []
  return (
    <div className={`after-watch outc-row ${kind}`} role="status">
      <Icon name={icon[kind]} className={colour[kind]} />
      <div className="grow">
        <p className="break">
          <b>
            <Prose text={sentence} />
          </b>{' '}
          <span className="t2">
            <Prose text={more} />
          </span>
        </p>
        {evidence.length > 0 && <EvidenceList evidence={evidence} />}
      </div>
      {instead !== null && <StopInstead target={instead.target} title={instead.title} />}
    </div>
  )
}
