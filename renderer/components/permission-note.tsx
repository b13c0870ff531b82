import { useEffect, useState, type JSX } from 'react'
import type { RunView } from '../../shared/contract.ts'
import { askingSentence } from '../model/permission-words.ts'
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
  const asking = useQuiesce((s) => s.host?.permission.asking ?? null)
  const busy = ['stopping', 'forcing', 'waiting'].includes(run.phase.kind)
  if (asking !== null && busy && props.view.owner.here) {
    return <Asking text={askingSentence(asking)} />
  }
  if (!calling || !slow) return null
  return <Asking text={permissionSentence} />
}

const Asking = (props: { readonly text: string }): JSX.Element => (
  <div role="status">
    <Note tone="tide" icon="key">
      {props.text}
    </Note>
  </div>
)
