/** Threads that stand in the same place are one stack: two hundred idle ones hide the one that matters. */
import type { ThreadStack } from '../../../shared/stacks.ts'

interface Printed {
  readonly thread: number
  readonly frames: readonly string[]
}

/** The stack that most threads share first; those of one size in the order of their first threads. */
export function groupStacks(printed: readonly Printed[]): readonly ThreadStack[] {
  const groups = new Map<string, { threads: number[]; frames: readonly string[] }>()
  for (const { thread, frames } of printed) {
    const key = frames.join('\n')
    const group = groups.get(key) ?? { threads: [], frames }
    group.threads.push(thread)
    groups.set(key, group)
  }
  return [...groups.values()].toSorted((a, b) => b.threads.length - a.threads.length)
}
