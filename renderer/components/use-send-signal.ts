/** Sending one signal. What has to be read first and was not comes back as a question. */
import { useState } from 'react'
import type { RequestInput } from '../../shared/contract.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import type { ServiceDetail } from '../../shared/service.ts'
import type { SignalName } from '../../shared/signals.ts'
import { withPermission } from '../permission.ts'
import { tell, tellError, useApp } from '../store.ts'

export type SignalScope = RequestInput<'service.signal'>['scope']

export interface SendSignal {
  /** What the engine wants to have read first; null where it asks for nothing. */
  readonly question: QuiesceError | null
  readonly forget: () => void
  /** `confirmed`: price and doubt stood on the screen. */
  readonly send: (scope: SignalScope, confirmed: boolean) => void
}

export function useSendSignal(detail: ServiceDetail, signal: SignalName): SendSignal {
  const app = useApp()
  const [question, setQuestion] = useState<QuiesceError | null>(null)
  const send = (scope: SignalScope, confirmed: boolean): void => {
    setQuestion(null)
    const call = app.client.request('service.signal', {
      target: detail.row.target,
      signal,
      scope,
      ...(confirmed ? { confirmed: true } : {}),
    })
    void withPermission(app, detail.unit?.manager ?? null, call).then((answer) => {
      if (answer.ok) tell(app.store, answer.value.sentence)
      else if (answer.error.code === 'needs-consent' && !confirmed) setQuestion(answer.error)
      else tellError(app.store, answer.error)
    })
  }
  return {
    question,
    forget: () => {
      setQuestion(null)
    },
    send,
  }
}
