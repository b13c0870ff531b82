/** How sentences of a diagnosis name processes, threads and times. */
import { count, duration, printable } from '../../../../shared/wording/numbers.ts'
import { processName } from '../../../../shared/wording/process-names.ts'
import type { Proc } from './case.ts'
import type { ThreadSample } from './facts.ts'

/** "iguana (100)", or "Thread 104 (resolver) of iguana (100)" for another thread than the main one. */
export function whoWaits(proc: Proc, thread: ThreadSample): string {
  if (thread.tid === proc.pid) return processName(proc)
  return `Thread ${processName({ pid: thread.tid, name: thread.name })} of ${processName(proc)}`
}

/** The same for several threads that wait for one thing. */
export function whoAllWait(proc: Proc, threads: readonly ThreadSample[]): string {
  const [first] = threads
  if (first === undefined) return processName(proc)
  if (threads.length === 1) return whoWaits(proc, first)
  return `${processName(proc)}, in ${count(threads.length, 'thread')},`
}

/** ", for at least 12 s already", or nothing where there was one look. */
export const forAtLeast = (ms: number): string =>
  ms > 0 ? `, for at least ${duration(ms)} already` : ''

/** "backup (900)", or "process 900" where its name cannot be seen. */
export const nameOr = (one: { readonly pid: number; readonly name: string }): string =>
  one.name === '' ? `process ${one.pid}` : processName(one)

/** `10.0.0.5:5432`, `[::1]:5432`. */
export const hostPort = (address: string, port: number): string =>
  address.includes(':') ? `[${printable(address)}]:${port}` : `${printable(address)}:${port}`
