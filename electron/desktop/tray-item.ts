/**
 * What a menu of the tray consists of, as plain data. Nothing of it can force: the type of its
 * decisions has no such word, and "Force…" opens the window's own confirmation.
 */
import type { Decision } from '../../shared/run.ts'
import type { Place } from './place.ts'

/** What a run may be told from here: nothing that brings anybody's kill nearer. */
export type MildDecision = Extract<Decision, { kind: 'extend' | 'hold' | 'release' | 'leave' }>

/** What an item does. `stop` and `restart` look first, and open the window where that could hurt. */
export type TrayAction =
  | { readonly kind: 'open'; readonly place: Place }
  | {
      readonly kind: 'decide'
      readonly run: string
      /** The turn that the menu told of: a run that moved on since refuses it. */
      readonly turn: number
      readonly decision: MildDecision
    }
  | { readonly kind: 'stop' | 'restart' | 'start'; readonly target: string }
  /** Shows the window as it is. */
  | { readonly kind: 'show' }
  | { readonly kind: 'quit' }
  /** Ends as `quit` does, with its question, and starts the new version. */
  | { readonly kind: 'relaunch' }

export type TrayItem =
  | { readonly kind: 'separator' }
  /** A line to read. */
  | { readonly kind: 'text'; readonly label: string }
  | {
      readonly kind: 'action'
      readonly label: string
      readonly enabled: boolean
      readonly action: TrayAction
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

export const separator: TrayItem = { kind: 'separator' }

/** An item that does something; one that cannot be done now stays in its place, greyed. */
export const item = (label: string, action: TrayAction, enabled = true): TrayItem => ({
  kind: 'action',
  label,
  enabled,
  action,
})

/** Parts of a menu with a rule between those that hold anything. */
export const parted = (parts: readonly (readonly TrayItem[])[]): readonly TrayItem[] =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [separator, ...part]))
