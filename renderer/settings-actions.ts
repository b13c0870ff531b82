/** Changing a setting from outside the settings. */
import type { SettingChange } from '../shared/settings.ts'
import { tellError, type App } from './store.ts'

/** Writes one setting; a refusal is told, and what holds stays. */
export async function changeSetting(
  app: App,
  path: readonly string[],
  value: SettingChange['value'],
): Promise<void> {
  const answer = await app.client.request('settings.change', {
    changes: [{ path: [...path], value }],
  })
  if (answer.ok) app.store.setState({ settings: answer.value })
  else tellError(app.store, answer.error)
}
