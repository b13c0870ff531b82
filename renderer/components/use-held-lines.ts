import { useState } from 'react'
import type { LogLine } from '../../shared/unit.ts'

export interface HeldLines {
  /** What is on the screen: all lines, or those of the moment at which it was held. */
  readonly lines: readonly LogLine[]
  readonly holding: boolean
  /** Lines that came since it was held. */
  readonly waiting: number
  /** Called with true where somebody scrolled up, with false at the end. */
  readonly hold: (holding: boolean) => void
  readonly release: () => void
}

const none: readonly LogLine[] = []

/** Lines behind the last one held; all of them where that one was dropped meanwhile. */
function countNew(held: readonly LogLine[], lines: readonly LogLine[]): number {
  const last = held.at(-1)?.cursor
  return lines.length - 1 - lines.findLastIndex((line) => line.cursor === last)
}

/** Holds the log still while somebody reads further up, so that nothing moves under the eye. */
export function useHeldLines(told: readonly LogLine[] | null): HeldLines {
  const lines = told ?? none
  const [held, setHeld] = useState<readonly LogLine[] | null>(null)
  return {
    lines: held ?? lines,
    holding: held !== null,
    waiting: held === null ? 0 : countNew(held, lines),
    hold: (holding) => {
      if (!holding) setHeld(null)
      else if (held === null) setHeld(lines)
    },
    release: () => {
      setHeld(null)
    },
  }
}
