/** Asking the system for permission now, and giving it back. */
import type { PrivilegedAction } from '../shared/permission.ts'
import type { QuiesceError } from '../shared/errors.ts'
import { tell, type App } from './store.ts'

/** Asks; the answer may take as long as a person takes. What was refused is returned. */
export async function askPermission(
  app: App,
  action: PrivilegedAction,
): Promise<QuiesceError | null> {
  const answer = await app.client.request('permission.ask', { action })
  if (!answer.ok) return answer.error
  app.store.setState({ host: answer.value })
  return null
}

/** Gives back all that was granted. What was refused is returned. */
export async function dropPermission(app: App): Promise<QuiesceError | null> {
  const answer = await app.client.request('permission.drop', {})
  if (!answer.ok) return answer.error
  app.store.setState({ host: answer.value })
  tell(app.store, 'What root allowed is given back.')
  return null
}
