/** Deeper ones are cut off at their outer end, which is the same for every system call. */
const mostFrames = 64

/**
 * The kernel's own stack of a thread out of `/proc/PID/task/TID/stack`, innermost first:
 * `[<0>] futex_wait+0x8a/0x110`. Empty for a thread that runs in user space.
 */
export function parseProcStack(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('[<'))
    .slice(0, mostFrames)
}

/** The function of a frame, without address and offset: `futex_wait`; null for another shape. */
export function functionOfFrame(frame: string): string | null {
  return /^\[<[0-9a-fx]+>\] ([^\s+]+)/.exec(frame)?.[1] ?? null
}
