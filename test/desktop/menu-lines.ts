/** The tray's menu as tests read it. */
import type { TrayAction, TrayItem } from '../../electron/desktop/tray-item.ts'

/** The menu as one reads it: `--` a rule, `>` what unfolds, `(…)` what cannot be chosen. */
export function printMenu(items: readonly TrayItem[], indent = ''): string[] {
  return items.flatMap((one) => {
    if (one.kind === 'separator') return [`${indent}--`]
    if (one.kind === 'text') return [`${indent}(${one.label})`]
    if (one.kind === 'submenu')
      return [`${indent}${one.label} >`, ...printMenu(one.items, `${indent}  `)]
    return [`${indent}${one.enabled ? one.label : `(${one.label})`}`]
  })
}

/** What can be chosen, submenus included. */
export const actionsOf = (items: readonly TrayItem[]): { label: string; action: TrayAction }[] =>
  items.flatMap((one) => {
    if (one.kind === 'submenu') return actionsOf(one.items)
    return one.kind === 'action' && one.enabled ? [{ label: one.label, action: one.action }] : []
  })
