/** One setting that is changed at once: what stands in it, what is being written, what was refused. */
import { useState } from 'react'
import type { QuiesceError } from '../../shared/errors.ts'
import type { SettingChange } from '../../shared/settings.ts'
import { placeOf, type SettingSource, type SettingState } from '../model/setting-state.ts'
import { useApp } from '../store.ts'

export interface UsedSetting {
  /** What stands on the screen: while it is written, the new value. */
  readonly value: unknown
  readonly source: SettingSource
  readonly busy: boolean
  readonly error: QuiesceError | null
  /** Where the last change was written, as `FILE:LINE:COLUMN`; the file where it was taken out. */
  readonly wrote: string | null
  /** null takes it out of the file. */
  readonly change: (value: SettingChange['value']) => void
}

interface Doing {
  readonly pending: { readonly value: unknown } | null
  readonly error: QuiesceError | null
  readonly wrote: string | null
}

/** The setting at this path, which stands as `state` says, and how it is changed. */
export function useSetting(path: readonly string[], state: SettingState): UsedSetting {
  const { client, store } = useApp()
  const [doing, setDoing] = useState<Doing>({ pending: null, error: null, wrote: null })
  const change = (value: SettingChange['value']): void => {
    // Taken out: what holds then is not known before the answer.
    setDoing({ pending: value === null ? null : { value }, error: null, wrote: null })
    const changes = [{ path: [...path], value }]
    void client.request('settings.change', { changes }).then((answer) => {
      if (!answer.ok) {
        setDoing({ pending: null, error: answer.error, wrote: null })
        return
      }
      store.setState({ settings: answer.value })
      const wrote = placeOf(answer.value, path.join('.')) ?? answer.value.file
      setDoing({ pending: null, error: null, wrote })
    })
  }
  return {
    value: doing.pending === null ? state.value : doing.pending.value,
    source: state.source,
    busy: doing.pending !== null,
    error: doing.error,
    wrote: doing.wrote,
    change,
  }
}
