import { useEffect, useState } from 'react'
import type { RequestInput, RequestName, RequestOutputs } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import { useApp } from '../store.ts'

/**
 * The answer to one request, asked again when the input or the revision changes. null while the
 * first answer to this input is awaited; an older answer to the same input stays until the new one.
 */
export function useAnswer<K extends RequestName>(
  name: K,
  input: RequestInput<K> | null,
  revision: string | number = 0,
): Result<RequestOutputs[K]> | null {
  const { client } = useApp()
  const key = input === null ? null : JSON.stringify(input)
  const [answer, setAnswer] = useState<{ key: string; result: Result<RequestOutputs[K]> } | null>(
    null,
  )
  useEffect(() => {
    if (key === null) return
    let current = true
    void client.request(name, JSON.parse(key) as RequestInput<K>).then((result) => {
      if (current) setAnswer({ key, result })
    })
    return () => {
      current = false
    }
  }, [client, name, key, revision])
  return answer !== null && answer.key === key ? answer.result : null
}
