/** The newest diagnosis of a run: pushed as it is known better, asked for where there is none. */
import { useEffect, useState } from 'react'
import type { RunView } from '../../shared/contract.ts'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import { takeDiagnosis } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'

export interface UsedDiagnosis {
  readonly diagnosis: Diagnosis | null
  /** Why the last look came to nothing. */
  readonly error: QuiesceError | null
  readonly busy: boolean
  /** Looks once more. */
  readonly again: () => void
}

interface Look extends Omit<UsedDiagnosis, 'diagnosis'> {
  /** What the last look of this window found. */
  readonly made: Diagnosis | null
}

interface Looked {
  readonly key: string
  readonly result: Result<Diagnosis>
}

/** Looks when asked to, and at once where `now` says so. */
function useLook(target: string, run: string | undefined, now: boolean): Look {
  const { client } = useApp()
  const [times, setTimes] = useState(0)
  const [looked, setLooked] = useState<Looked | null>(null)
  const wanted = now || times > 0
  const key = `${target} ${run ?? ''} ${times}`
  useEffect(() => {
    if (!wanted) return
    let current = true
    const input = run === undefined ? { target } : { target, run }
    void client.request('diagnosis.make', input).then((result) => {
      if (current) setLooked({ key, result })
    })
    return () => {
      current = false
    }
  }, [client, wanted, key, target, run])
  return {
    made: looked?.result.ok === true ? looked.result.value : null,
    error: looked?.result.ok === false ? looked.result.error : null,
    busy: wanted && looked?.key !== key,
    again: () => {
      setTimes((before) => before + 1)
    },
  }
}

/** A run that asks is looked at unless somebody did already: a person has to decide now. */
export function useRunDiagnosis(view: RunView): UsedDiagnosis {
  const { store } = useApp()
  const { id, target, phase } = view.run
  const diagnosis = useQuiesce((s) => s.diagnoses.get(id) ?? null)
  const look = useLook(target, id, phase.kind === 'asking' && diagnosis === null)
  const { made } = look
  useEffect(() => {
    if (made !== null) store.setState((state) => takeDiagnosis(state, { ...made, run: id }))
  }, [made, store, id])
  return { diagnosis, error: look.error, busy: look.busy, again: look.again }
}

/** Of a service that nobody stops: why would it not? */
export function useServiceDiagnosis(target: string): UsedDiagnosis {
  const { made, error, busy, again } = useLook(target, undefined, true)
  return { diagnosis: made, error, busy, again }
}
