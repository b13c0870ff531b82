import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { ThreadSample } from '../../decide/diagnosis/facts.ts'
import { parseProcStack } from '../../parse/proc-stack.ts'
import type { ProcStat } from '../../parse/proc-stat.ts'
import { parseProcSyscall } from '../../parse/proc-syscall.ts'
import { parseThreadStatus } from '../../parse/thread-status.ts'
import { readStat } from '../presence.ts'
import type { ProcReader } from '../proc-reader.ts'
import { readKnown } from './read-known.ts'

/** How closely a thread is looked at: its kernel stack is read where somebody will see it. */
export type Depth = 'counters' | 'full'

/** More are counted, not read: a JVM has hundreds. */
export const mostThreads = 64
/** Of more threads than these not even the state is asked for. */
const mostStats = 2048

/** Those that a diagnosis cannot do without come first: the main one, then those that cannot sleep well. */
const rank = (stat: ProcStat, pid: number): number =>
  stat.pid === pid ? 0 : 'DtT'.includes(stat.state) ? 1 : stat.state === 'R' ? 2 : 3

function readWchan(reader: ProcReader, folder: string, mayTrace: boolean): Known<string> {
  const wchan = readKnown(reader.text(`${folder}/wchan`), (text) => (text === '0' ? '' : text))
  // To those who may not trace it the kernel says "0", as for a thread that does not sleep.
  return wchan === '' && !mayTrace ? unknown('permission denied') : wchan
}

function readThread(
  reader: ProcReader,
  folder: string,
  stat: ProcStat,
  how: { readonly depth: Depth; readonly mayTrace: boolean; readonly status: string | null },
): ThreadSample {
  const text = how.status ?? readKnown(reader.text(`${folder}/status`), (status) => status)
  const status = isKnown(text) ? parseThreadStatus(text) : null
  const missing = unknown('its status could not be read')
  return {
    tid: stat.pid,
    name: printable(stat.comm),
    state: stat.state,
    cpuTicks: stat.cpuTicks,
    voluntarySwitches: status?.voluntarySwitches ?? missing,
    involuntarySwitches: status?.involuntarySwitches ?? missing,
    blocked: status?.blocked ?? [],
    pending: status?.pending ?? [],
    wchan: readWchan(reader, folder, how.mayTrace),
    syscall: readKnown(reader.text(`${folder}/syscall`), (line) =>
      parseProcSyscall(line, process.arch),
    ),
    stack:
      how.depth === 'full'
        ? readKnown(reader.text(`${folder}/stack`), parseProcStack)
        : unknown('not read at the first look'),
  }
}

/** The threads of a process and how many were only counted; none where it is gone. */
export function readThreads(
  reader: ProcReader,
  pid: number,
  how: { readonly depth: Depth; readonly mayTrace: boolean; readonly status: string | null },
): { readonly threads: readonly ThreadSample[]; readonly more: number } {
  const names = reader.names(`${pid}/task`)
  const tids = names !== null && isKnown(names) ? names : []
  // The status of the only thread is that of the process, and was read already.
  const status = tids.length === 1 ? how.status : null
  const stats = tids
    .slice(0, mostStats)
    .map((tid) => readStat(reader, `${pid}/task/${tid}`))
    .filter((stat) => stat !== null && isKnown(stat))
    .sort((a, b) => rank(a, pid) - rank(b, pid) || a.pid - b.pid)
  const threads = stats
    .slice(0, mostThreads)
    .map((stat) => readThread(reader, `${pid}/task/${stat.pid}`, stat, { ...how, status }))
  return { threads, more: tids.length - threads.length }
}
