/** Bytes of `/proc/meminfo` (proc_meminfo(5)) that tell whether memory came back. */
export interface MemoryLook {
  readonly totalBytes: number
  readonly availableBytes: number
  /** Shared memory and tmpfs: what outlives the processes that made it. */
  readonly sharedBytes: number
  /** The lines themselves. */
  readonly lines: readonly string[]
}

/** Reads it, or null where one of them is missing. */
export function parseMemoryLook(text: string): MemoryLook | null {
  const lines = text.split('\n')
  const lineOf = (key: string): string => lines.find((line) => line.startsWith(`${key}:`)) ?? ''
  const bytes = (key: string): number =>
    Number(/^\w+:\s+(\d{1,12}) kB$/.exec(lineOf(key))?.[1] ?? NaN) * 1024
  const look = {
    totalBytes: bytes('MemTotal'),
    availableBytes: bytes('MemAvailable'),
    sharedBytes: bytes('Shmem'),
  }
  if (!Object.values(look).every(Number.isSafeInteger)) return null
  return { ...look, lines: [lineOf('MemAvailable'), lineOf('Shmem')] }
}
