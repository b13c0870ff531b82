/** Keys of a view. Single letters act outside text fields only, and never while a dialog is open. */
import { useEffect, useRef } from 'react'
import { doAction, isKey, type Action, type PressedKey } from '../actions.ts'
import { isCovered } from '../opened.ts'
import { hasSingleKeys } from '../state.ts'
import { useApp } from '../store.ts'

/** True where letters are typed, not pressed. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=radio],[type=checkbox]), textarea, select'))
  )
}

/**
 * True for a key pressed in a dialog. The dialog hears Escape first and is closed by the time that a
 * view hears of it; the view must not go back as well.
 */
const isInDialog = (event: KeyboardEvent): boolean =>
  event
    .composedPath()
    .some((at) => at instanceof Element && at.matches('dialog, [role=dialog], [role=alertdialog]'))

/** One character by itself: such keys can be switched off, since speech and tremor press them too. */
export const isSingleKey = (event: PressedKey): boolean =>
  Array.from(event.key).length === 1 &&
  event.key !== ' ' &&
  !event.ctrlKey &&
  !event.altKey &&
  !event.metaKey

/** Calls back for keys pressed outside text fields while no dialog is open. */
export function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const app = useApp()
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (isCovered(app.store.getState()) || isInDialog(event)) return
      if (event.defaultPrevented || isTextField(event.target)) return
      if (isSingleKey(event) && !hasSingleKeys(app.store.getState())) return
      latest.current(event)
    }
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', listen)
    }
  }, [app])
}

/** The keys of some actions on one subject; nothing happens while the subject is null. */
export function useActionKeys<Subject>(
  actions: readonly Action<Subject>[],
  subject: Subject | null,
): void {
  const app = useApp()
  useKeys((event) => {
    if (subject === null || event.repeat) return
    // Enter on a button or link presses that.
    const pressesControl =
      event.key === 'Enter' &&
      event.target instanceof Element &&
      event.target.closest('a, button') !== null
    const action = actions.find((one) => isKey(event, one.key))
    if (action === undefined || pressesControl) return
    event.preventDefault()
    doAction(action, app, subject)
  })
}
