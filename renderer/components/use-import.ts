/** An import under way: the file that was chosen, what it would do, and the word that does it. */
import { useState } from 'react'
import type { ConfigurationImport } from '../../shared/configuration-edit.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { useApp } from '../store.ts'

export interface Chosen {
  readonly name: string
  readonly text: string
}
export type ImportMode = 'merge' | 'replace'

export interface UsedImport {
  readonly chosen: Chosen | null
  readonly mode: ImportMode
  /** What would come of it; null before it was looked at. */
  readonly report: ConfigurationImport | null
  readonly error: QuiesceError | null
  readonly busy: boolean
  readonly choose: (chosen: Chosen) => void
  readonly setMode: (mode: ImportMode) => void
  readonly confirm: () => void
  readonly forget: () => void
}

interface Looked {
  readonly report: ConfigurationImport | null
  readonly error: QuiesceError | null
  readonly busy: boolean
}
const nothing: Looked = { report: null, error: null, busy: false }

/** Each file and each mode is looked at anew, so that what is confirmed is what stands on the screen. */
export function useImport(done: (report: ConfigurationImport) => void): UsedImport {
  const { client } = useApp()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [mode, setMode] = useState<ImportMode>('merge')
  const [looked, setLooked] = useState<Looked>(nothing)
  const look = (text: string, how: ImportMode): void => {
    setLooked({ ...nothing, busy: true })
    const input = { text, mode: how, confirmed: false }
    void client.request('configuration.import', input).then((answer) => {
      setLooked({
        report: answer.ok ? answer.value : null,
        error: answer.ok ? null : answer.error,
        busy: false,
      })
    })
  }
  const forget = (): void => {
    setChosen(null)
    setLooked(nothing)
  }
  const confirm = (): void => {
    if (chosen === null) return
    setLooked({ ...looked, busy: true })
    const input = { text: chosen.text, mode, confirmed: true }
    void client.request('configuration.import', input).then((answer) => {
      if (!answer.ok) setLooked({ report: null, error: answer.error, busy: false })
      else if (!answer.value.done) setLooked({ report: answer.value, error: null, busy: false })
      else {
        forget()
        done(answer.value)
      }
    })
  }
  return {
    ...looked,
    chosen,
    mode,
    choose: (one) => {
      setChosen(one)
      look(one.text, mode)
    },
    setMode: (how) => {
      setMode(how)
      if (chosen !== null) look(chosen.text, how)
    },
    confirm,
    forget,
  }
}
