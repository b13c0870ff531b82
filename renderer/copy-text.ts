import { tell, tellError, type App } from './store.ts'

/** Puts a text on the clipboard, and says so; a browser may refuse, which is told with what else helps. */
export async function copyText(
  app: App,
  text: string,
  done: string,
  otherwise = 'Mark it with the pointer and copy it by hand.',
): Promise<void> {
  try {
    await app.copy(text)
    tell(app.store, done)
  } catch (error) {
    tellError(app.store, {
      code: 'not-available',
      message: `It could not be copied: ${String(error)}`,
      next: otherwise,
    })
  }
}
