/**
 * What an action is. Button, shortcut and menu use the same object, so that they cannot differ in
 * word, in key, or in when it may be done.
 */
import type { IconName } from './components/icon.tsx'
import type { App } from './store.ts'

export interface Action<Subject> {
  readonly id: string
  readonly label: (subject: Subject) => string
  readonly icon: IconName
  readonly look?: 'go' | 'quiet' | 'force' | 'quiet force'
  /** As people read it: "E", "Shift E", "Ctrl Shift C"; absent where there is none (force). */
  readonly key?: string
  /** Why it cannot be done now, as a sentence; null where it can. The engine has the last word. */
  readonly refuse: (subject: Subject) => string | null
  readonly run: (app: App, subject: Subject) => void
}

/** A key that was pressed, as the DOM tells it. */
export interface PressedKey {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** True where the pressed key is the one written like "Shift E". */
export function isKey(pressed: PressedKey, written: string | undefined): boolean {
  if (written === undefined) return false
  const parts = written.split(' ')
  const key = parts.at(-1) ?? ''
  return (
    pressed.key.toLowerCase() === key.toLowerCase() &&
    pressed.shiftKey === parts.includes('Shift') &&
    pressed.ctrlKey === parts.includes('Ctrl') &&
    pressed.altKey === parts.includes('Alt') &&
    !pressed.metaKey
  )
}

/** Does the action unless it is refused. */
export function doAction<Subject>(action: Action<Subject>, app: App, subject: Subject): void {
  if (action.refuse(subject) === null) action.run(app, subject)
}
