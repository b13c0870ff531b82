import { useEffect, useRef, useState } from 'react'
import type { WrittenConfiguration } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { useQuiesce } from '../store.ts'
import { useAnswer } from './use-answer.ts'

export interface UsedConfiguration {
  /** Null until the first answer, and where there is an error. */
  readonly configuration: WrittenConfiguration | null
  readonly error: QuiesceError | null
  /** Reads it again. */
  readonly read: () => void
}

/** What stands in the files; read again when they change, as the pushed settings tell. */
export function useConfiguration(): UsedConfiguration {
  const settings = useQuiesce((s) => s.settings)
  const [revision, setRevision] = useState(0)
  const read = (): void => {
    setRevision((before) => before + 1)
  }
  const first = useRef(settings)
  useEffect(() => {
    if (first.current === settings) return
    first.current = settings
    setRevision((before) => before + 1)
  }, [settings])
  const answer = useAnswer('configuration.get', {}, revision)
  return {
    configuration: answer?.ok === true ? answer.value : null,
    error: answer?.ok === false ? answer.error : null,
    read,
  }
}
