import { execFile } from 'node:child_process'

/** The middle one of a list of times. */
export const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[list.length >> 1] ?? NaN

/** How long it takes, in milliseconds. */
export async function time(work: () => unknown): Promise<number> {
  const at = performance.now()
  await work()
  return performance.now() - at
}

/** The median of so many times, after one that is not counted. */
export async function medianOf(times: number, work: () => unknown): Promise<number> {
  const all: number[] = []
  for (let i = -1; i < times; i += 1) {
    const took = await time(work)
    if (i >= 0) all.push(took)
  }
  return median(all)
}

/** What a program printed; throws where it fails. */
export function run(program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 256 * 1024 * 1024 }, (error, stdout) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} ${args.join(' ')}: ${error.message}`))
    })
  })
}

/** "12.3" */
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
