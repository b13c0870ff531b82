/** Limits that protect nobody: whoever wrote one believes that the service is safe. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { SettingsView } from '../../../shared/settings.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { NeverLimit } from '../decide/limits/limits.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { SettingsStore } from './settings.ts'

/** What may come to be at any time: a program that is not started yet, a port that nobody has now. */
const later = /^(?:exe|port|pidfile):/

/** A template (systemd.unit(5)) has no processes of its own; its instances are meant. */
const isTemplate = (target: string): boolean => target.endsWith('@.service')

function sentence({ target, place }: NeverLimit, { candidates }: QuiesceError): string {
  const near = candidates?.[0] === undefined ? '' : ` Did you mean ${printable(candidates[0])}?`
  return `${printable(place)}: nothing on this machine is called ${printable(target)}, so this limit protects nothing.${near}`
}

/** A sentence for each `never` whose name is nothing here, with its place. */
export async function strayLimits(
  inventory: Pick<Inventory, 'prepare' | 'look'>,
  never: readonly NeverLimit[],
): Promise<readonly string[]> {
  const strays: string[] = []
  for (const limit of never) {
    if (later.test(limit.target) || isTemplate(limit.target)) continue
    await inventory.prepare(limit.target, false)
    const seen = inventory.look(limit.target)
    if (!seen.ok && seen.error.code === 'unknown-target') strays.push(sentence(limit, seen.error))
  }
  return strays
}

/** The settings as doors show them: what is wrong with the files, and limits that protect nothing. */
export async function shownSettings(
  inventory: Pick<Inventory, 'prepare' | 'look'>,
  settings: Pick<SettingsStore, 'current' | 'view'>,
): Promise<SettingsView> {
  const { limits } = settings.current()
  const view = settings.view()
  const strays = await strayLimits(inventory, limits.never)
  return strays.length === 0 ? view : { ...view, problems: [...view.problems, ...strays] }
}
