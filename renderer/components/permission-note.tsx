import { useEffect, useState, type JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { mayBeAsked, permissionSentence, slowAnswerMs } from '../permission.ts'
import { useQuiesce } from '../store.ts'
import { Note } from './note.tsx'

/** Shown while a call to the system's manager is slow in coming back: polkit may be asking. */
export function PermissionNote(props: { readonly view: RunView }): JSX.Element | null {
  const { run } = props.view
  const asked = useQuiesce((s) => mayBeAsked(s.host, run.unit?.manager ?? null))
  const calling = asked && (run.phase.kind === 'stopping' || run.phase.kind === 'forcing')
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!calling) return
    const timer = setTimeout(() => {
      setSlow(true)
    }, slowAnswerMs)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [calling])
  if (!calling || !slow) return null
  return (
    <div role="status">
      <Note tone="tide" icon="key">
        {permissionSentence}
      </Note>
    </div>
  )
}
