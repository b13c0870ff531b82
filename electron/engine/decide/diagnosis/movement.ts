/** What a process did between two looks: processor, input and output, wake-ups. */
import { isKnown } from '../../../../shared/unknown.ts'
import type { IoCounters } from '../../parse/proc-io.ts'
import type { Proc } from './case.ts'
import type { ProcessSample } from './facts.ts'

export interface Movement {
  readonly cpuTicks: number
  /** Switches of all threads; null where a thread's cannot be read. */
  readonly switches: number | null
  /** Bytes through read(2) and write(2); null where they cannot be read. */
  readonly readChars: number | null
  readonly writtenChars: number | null
  /** Threads that came or went. */
  readonly threads: number
}

const positive = (n: number): number => Math.max(0, n)

function switchesOf(sample: ProcessSample): number | null {
  let sum = 0
  for (const { voluntarySwitches, involuntarySwitches } of sample.threads) {
    if (!isKnown(voluntarySwitches) || !isKnown(involuntarySwitches)) return null
    sum += voluntarySwitches + involuntarySwitches
  }
  return sum
}

const ioOf = (sample: ProcessSample): IoCounters | null => (isKnown(sample.io) ? sample.io : null)

/** What it did between the looks, or null where there was one look. */
export function movementOf({ before, now }: Pick<Proc, 'before' | 'now'>): Movement | null {
  if (before === null) return null
  const [io, ioBefore] = [ioOf(now), ioOf(before)]
  const [switches, switchesBefore] = [switchesOf(now), switchesOf(before)]
  const tids = new Set(before.threads.map((thread) => thread.tid))
  const came = now.threads.filter((thread) => !tids.has(thread.tid)).length
  const isPart = [before, now].some((one) => one.moreThreads !== undefined)
  const both = io !== null && ioBefore !== null
  return {
    cpuTicks: positive(now.row.cpuTicks - before.row.cpuTicks),
    switches:
      switches === null || switchesBefore === null ? null : positive(switches - switchesBefore),
    readChars: both ? positive(io.readChars - ioBefore.readChars) : null,
    writtenChars: both ? positive(io.writtenChars - ioBefore.writtenChars) : null,
    // Of very many only some are read, and not always the same.
    threads: isPart ? 0 : came + positive(before.threads.length + came - now.threads.length),
  }
}

/** Milliseconds of one clock tick (USER_HZ is 100 on all that Linux runs on today). */
const tickMs = 10
/** Less than this is the heartbeat of an event loop: a timer's eight bytes, a log line now and then. */
const someBytes = 1024

/** It works: a share of a processor, or bytes that somebody asked for. */
export function isWorking(movement: Movement, spanMs: number): boolean {
  const share = spanMs > 0 ? (movement.cpuTicks * tickMs) / spanMs : 0
  const moved = (movement.readChars ?? 0) + (movement.writtenChars ?? 0)
  return (movement.cpuTicks >= 2 && share >= 0.02) || moved >= someBytes || movement.threads > 0
}

/** Nothing at all moved, as far as can be read: not one wake-up. */
export const isStill = (movement: Movement): boolean =>
  movement.cpuTicks === 0 &&
  (movement.switches ?? 0) === 0 &&
  (movement.readChars ?? 0) + (movement.writtenChars ?? 0) === 0 &&
  movement.threads === 0
