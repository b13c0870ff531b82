import type { ManagerEvent } from '../../os/systemd/ports.ts'
import { mergeProperties, type RawProperties, type UnitFacts } from '../../parse/unit-properties.ts'

/** What a unit is once its manager has dropped it: only one at rest is dropped. */
export const unloaded: RawProperties = {
  ActiveState: 'inactive',
  SubState: 'dead',
  MainPID: 0,
  ControlPID: 0,
  ControlGroup: '',
}

/** A process of it runs, and where it runs was read before that. */
export const lacksCgroup = (facts: UnitFacts | null): boolean =>
  facts?.raw.ControlGroup === '' && (facts.state.mainPid > 0 || facts.state.controlPid > 0)

/**
 * Signals that arrive while an answer is on its way. What they say is at least as new as the
 * answer, though it may be taken in later: without them a unit's last change could be lost for good.
 */
export class ToldMeanwhile {
  readonly #changed = new Map<string, RawProperties>()
  readonly #removed = new Set<string>()

  take(event: ManagerEvent): void {
    if (event.kind === 'changed') {
      const before = this.#changed.get(event.unit) ?? {}
      this.#changed.set(event.unit, mergeProperties(before, event.properties))
    } else if (event.kind === 'removed') {
      this.#removed.add(event.unit)
      this.#changed.set(event.unit, unloaded)
    } else if (event.kind === 'new') {
      this.#removed.delete(event.unit)
      this.#changed.set(event.unit, this.#changed.get(event.unit) ?? {})
    }
  }

  /** The unit was dropped, and has not come again. */
  isRemoved(unit: string): boolean {
    return this.#removed.has(unit)
  }

  /** The unit was heard of, and was not dropped since. */
  isThere(unit: string): boolean {
    return this.#changed.has(unit) && !this.#removed.has(unit)
  }

  /** An answer about a unit, brought up to date. */
  bringUpToDate(unit: string, answer: RawProperties): RawProperties {
    const changed = this.#changed.get(unit)
    return changed === undefined ? answer : mergeProperties(answer, changed)
  }
}
