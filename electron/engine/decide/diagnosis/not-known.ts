/** What could not be looked at, and why: a verdict is as good as what it rests on. */
import type { Diagnosis } from '../../../../shared/diagnosis.ts'
import { isKnown, type Known } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { processName } from '../../../../shared/wording/process-names.ts'
import type { Case, Proc } from './case.ts'
import type { ThreadSample } from './facts.ts'

type Gap = Diagnosis['notKnown'][number]

/** Why a value is not known, or null where it is. */
const whyNot = <T>(value: Known<T>): string | null => (isKnown(value) ? null : value.unknown)

const gap = (what: string, why: string | null): readonly Gap[] =>
  why === null ? [] : [{ what, why: printable(why) }]

/** One line for all processes that have the same gap. */
function ofProcs(c: Case, what: string, why: (proc: Proc) => string | null): readonly Gap[] {
  const byWhy = new Map<string, Proc[]>()
  for (const proc of c.subjects) {
    const found = why(proc)
    if (found !== null) byWhy.set(found, [...(byWhy.get(found) ?? []), proc])
  }
  return [...byWhy].flatMap(([reason, procs]) => {
    const [first] = procs
    const who =
      procs.length === 1 && first !== undefined ? processName(first) : `${procs.length} processes`
    return gap(`${what} of ${who}`, reason)
  })
}

/** The first reason among its threads. */
const ofThreads = ({ now }: Proc, why: (thread: ThreadSample) => string | null): string | null =>
  now.threads.map(why).find((one) => one !== null) ?? null

const callOf = (proc: Proc): string | null => ofThreads(proc, ({ syscall }) => whyNot(syscall))

/** The kernel's stack matters in state D alone. */
const stackOf = (proc: Proc): string | null =>
  ofThreads(proc, ({ state, stack }) => (state === 'D' ? whyNot(stack) : null))

function leftOut(c: Case): readonly Gap[] {
  return c.subjects.flatMap((proc) => {
    const { moreThreads = 0, moreFiles = 0 } = proc.now
    const why = 'there are too many to look at all'
    return [
      ...(moreThreads > 0
        ? [{ what: `${moreThreads} more threads of ${processName(proc)}`, why }]
        : []),
      ...(moreFiles > 0 ? [{ what: `${moreFiles} more files of ${processName(proc)}`, why }] : []),
    ]
  })
}

/** All gaps, what concerns every process first. Once a process is to be looked at at all. */
export function listNotKnown(c: Case): readonly Gap[] {
  const { facts } = c
  if (c.subjects.length === 0) return []
  const once = facts.looks < 2
  return [
    ...(once ? [{ what: 'Whether it makes progress', why: 'it was looked at once only' }] : []),
    ...ofProcs(c, 'Signal masks', ({ now }) => whyNot(now.masks)),
    ...ofProcs(c, 'System calls', callOf),
    ...ofProcs(c, 'Open files', ({ now }) => whyNot(now.files)),
    ...ofProcs(c, 'Input and output', ({ now }) => whyNot(now.io)),
    ...ofProcs(c, 'Kernel stacks', stackOf),
    ...ofProcs(c, 'Whether it is frozen', ({ now }) => whyNot(now.frozen)),
    ...leftOut(c),
    ...gap('Network connections', whyNot(facts.sockets)),
    ...gap('File locks', whyNot(facts.locks)),
    ...gap('Mounts', whyNot(facts.mounts)),
    ...gap('Memory pressure', whyNot(facts.memory.memoryPressure)),
    ...gap('The kernel’s log', whyNot(facts.kernelLines)),
  ]
}
