import type { BringsBack } from '../../../../shared/unit.ts'

/** The shortest watch after the end of a run: who starts things again does so within a minute. */
const shortestMs = 60_000
/** With a timer, a path or a socket somebody may come later. */
const expectedMs = 5 * 60_000
/** What systemd and a start take beside RestartSec=. */
const spareMs = 15_000

/** How long it is watched whether a service comes back, milliseconds. */
export function watchWindowMs(brings: readonly BringsBack[], restartMs: number | null): number {
  const isExpected = brings.some(({ when }) => when === 'after-a-stop')
  return Math.max(isExpected ? expectedMs : shortestMs, (restartMs ?? 0) + spareMs)
}
