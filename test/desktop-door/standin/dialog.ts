/** Dialogs wait for the test's answer; an error box is told, and does not wait. */
import type Electron from 'electron'
import type { DialogView } from './tables.ts'

interface Open {
  readonly view: DialogView
  readonly answer: (response: number) => void
}

const open = new Map<number, Open>()
let count = 0

/** What is on the screen. */
export const openDialogs = (): readonly DialogView[] => [...open.values()].map(({ view }) => view)

/** Presses a button by its words. */
export function answerDialog(id: number, button: string): void {
  const dialog = open.get(id)
  if (dialog === undefined) throw new Error(`no dialog ${id}`)
  const at = dialog.view.buttons.indexOf(button)
  if (at < 0) throw new Error(`no button “${button}” among ${dialog.view.buttons.join(', ')}`)
  dialog.answer(at)
}

function show(view: Omit<DialogView, 'id'>, signal?: AbortSignal): Promise<number> {
  count += 1
  const id = count
  const { promise, resolve } = Promise.withResolvers<number>()
  const answer = (response: number): void => {
    open.delete(id)
    resolve(response)
  }
  open.set(id, { view: { ...view, id }, answer })
  signal?.addEventListener('abort', () => {
    answer(view.cancelId)
  })
  return promise
}

export const dialog = {
  async showMessageBox(
    windowOrOptions: object,
    maybe?: Electron.MessageBoxOptions,
  ): Promise<Electron.MessageBoxReturnValue> {
    const options = maybe ?? (windowOrOptions as Electron.MessageBoxOptions)
    const { message, detail = '', buttons = ['OK'], defaultId = 0, cancelId = 0 } = options
    const { type = 'none', signal, checkboxChecked = false } = options
    const view = { kind: 'message', message, detail, buttons, defaultId, cancelId, type } as const
    return { response: await show(view, signal), checkboxChecked }
  },
  showErrorBox(title: string, content: string): void {
    const rest = { buttons: ['OK'], defaultId: 0, cancelId: 0, type: 'error' } as const
    void show({ kind: 'error', message: title, detail: content, ...rest })
  },
} satisfies Pick<Electron.Dialog, 'showErrorBox'> & { showMessageBox: unknown }
