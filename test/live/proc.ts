/** The tests' own reader of /proc: what Quiesce says of a process is checked by other eyes. */
import { readdirSync, readFileSync } from 'node:fs'

export interface Seen {
  readonly pid: number
  readonly parent: number
  readonly session: number
  readonly state: string
  readonly startTicks: number
  readonly args: string
}

/** One process, or null where there is none. */
export function see(pid: number): Seen | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      pid,
      state: fields[0] ?? '?',
      parent: Number(fields[1]),
      session: Number(fields[3]),
      startTicks: Number(fields[19]),
      args: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
    }
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** All processes now. */
export const seeAll = (): Seen[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => see(Number(name)) ?? [])

/** Here and working: a zombie whose parent is init has left, and waits to be reaped. */
export const isHere = (pid: number): boolean => {
  const seen = see(pid)
  return seen !== null && seen.state !== 'Z' && seen.state !== 'X'
}

/** Living processes of a practice daemon: those whose arguments name its folder. */
export const seeDaemon = (folder: string): Seen[] =>
  seeAll().filter(
    (p) => p.args.includes(folder) && p.args.includes('quiesce-practice') && isHere(p.pid),
  )

/** Waits until it holds, looking at every turn; the test's own timeout ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}
