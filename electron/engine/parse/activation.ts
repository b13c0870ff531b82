import { textsOf } from './unit-values.ts'

/** What started a unit, by its manager's word: `ActivationDetails` of org.freedesktop.systemd1(5). */
export interface Activation {
  /** The timer or path unit that did; null for every other start. */
  readonly unit: string | null
  /** What a path unit saw; null of every other. */
  readonly path: string | null
}

/**
 * Pairs of words, `a(ss)`: `trigger_unit` and what it saw. A start by hand, at a connection or by
 * Restart= leaves them empty. Null where the manager has no such property: before systemd 252.
 */
export function parseActivation(value: unknown): Activation | null {
  if (!Array.isArray(value)) return null
  const of = (name: string): string | null => {
    const pair = value.map((one: unknown) => textsOf(one)).find(([key]) => key === name)
    return pair?.[1] ?? null
  }
  return { unit: of('trigger_unit'), path: of('trigger_path') }
}
