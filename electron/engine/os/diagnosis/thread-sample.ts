import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { ThreadSample } from '../../decide/diagnosis/facts.ts'
import { parseProcStack } from '../../parse/proc-stack.ts'
import type { ProcStat } from '../../parse/proc-stat.ts'
import { statusField } from '../../parse/proc-status.ts'
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

/** Those that a diagnosis cannot do without come first. Not those that run: the choice has to last. */
const rank = (stat: ProcStat, pid: number): number =>
  stat.pid === pid ? 0 : 'DtT'.includes(stat.state) ? 1 : 2

/** What a thread is read with. */
interface ThreadSources {
  readonly reader: ProcReader
  readonly depth: Depth
  /** What is refused to those who may not trace it is unknown, not nothing. */
  readonly mayTrace: boolean
}

type Basics = Pick<ThreadSample, 'tid' | 'name' | 'state' | 'cpuTicks'>

const notYet = unknown('not read at the first look')

function readWchan({ reader, mayTrace }: ThreadSources, folder: string): Known<string> {
  const wchan = readKnown(reader.text(`${folder}/wchan`), (text) => (text === '0' ? '' : text))
  // To those who may not trace it the kernel says "0", as for a thread that does not sleep.
  return wchan === '' && !mayTrace ? unknown('permission denied') : wchan
}

function readThread(
  sources: ThreadSources,
  folder: string,
  basics: Basics,
  text: string | null,
): ThreadSample {
  const { reader, depth } = sources
  const status = text === null ? null : parseThreadStatus(text)
  const missing = unknown('its status could not be read')
  const isWhole = depth === 'full'
  return {
    ...basics,
    voluntarySwitches: status?.voluntarySwitches ?? missing,
    involuntarySwitches: status?.involuntarySwitches ?? missing,
    blocked: status?.blocked ?? [],
    pending: status?.pending ?? [],
    syscall: readKnown(reader.text(`${folder}/syscall`), (line) =>
      parseProcSyscall(line, process.arch),
    ),
    // Both make the kernel walk the thread's stack.
    wchan: isWhole ? readWchan(sources, folder) : notYet,
    stack: isWhole ? readKnown(reader.text(`${folder}/stack`), parseProcStack) : notYet,
  }
}

const basicsOf = ({ pid, comm, state, cpuTicks }: ProcStat): Basics => ({
  tid: pid,
  name: printable(comm),
  state,
  cpuTicks,
})

function readSeveral(sources: ThreadSources, pid: number, tids: readonly string[]): ThreadSample[] {
  const { reader } = sources
  const textOf = (folder: string): string | null => {
    const text = reader.text(`${folder}/status`)
    return text !== null && isKnown(text) ? text : null
  }
  return tids
    .slice(0, mostStats)
    .map((tid) => readStat(reader, `${pid}/task/${tid}`))
    .filter((stat) => stat !== null && isKnown(stat))
    .sort((a, b) => rank(a, pid) - rank(b, pid) || a.pid - b.pid)
    .slice(0, mostThreads)
    .map((stat) => {
      const folder = `${pid}/task/${stat.pid}`
      return readThread(sources, folder, basicsOf(stat), textOf(folder))
    })
}

/**
 * The threads of a process and how many were only counted; none where it is gone. `status` is that of
 * the process: of its only thread it tells the same, and the row tells the rest.
 */
export function readThreads(
  sources: ThreadSources,
  { identity: { pid }, name, state, cpuTicks }: ProcessRow,
  status: string | null,
): { readonly threads: readonly ThreadSample[]; readonly more: number } {
  if (status !== null && statusField(status, 'Threads') === '1') {
    const only = { tid: pid, name, state, cpuTicks }
    return { threads: [readThread(sources, `${pid}/task/${pid}`, only, status)], more: 0 }
  }
  const names = sources.reader.names(`${pid}/task`)
  const tids = names !== null && isKnown(names) ? names : []
  const threads = readSeveral(sources, pid, tids)
  return { threads, more: tids.length - threads.length }
}
