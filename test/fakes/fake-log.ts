/** A journal for the fake client: pages, cursors, long polls, and lines that a test adds. */
import type { RequestInput } from '../../shared/contract.ts'
import type { LogPage } from '../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { LogLine } from '../../shared/unit.ts'

type LogInput = RequestInput<'log.read'>
type Logs = Readonly<Record<string, readonly LogLine[] | QuiesceError>>

export interface FakeLog {
  readonly read: (input: LogInput) => Promise<Result<LogPage>>
  /** Lines that the unit says now; polls that wait are answered. */
  readonly add: (target: string, lines: readonly LogLine[]) => void
}

const isRefusal = (log: readonly LogLine[] | QuiesceError): log is QuiesceError => 'code' in log

function pageOf(all: readonly LogLine[], input: LogInput): LogPage {
  const from = all.findIndex((line) => line.cursor === input.after) + 1
  const lines = all
    .slice(from)
    .filter((line) => line.level <= input.level && line.at >= (input.since ?? 0))
    .slice(-input.limit)
  return { lines, cursor: all.at(-1)?.cursor ?? null }
}

/** A log for each target of the scene; one without is empty. */
export function createFakeLog(scene: Logs): FakeLog {
  const logs = new Map(Object.entries(scene))
  const waiting = new Set<() => void>()
  const answer = (input: LogInput): Result<LogPage> => {
    const log = logs.get(input.target) ?? []
    return isRefusal(log) ? fail(log) : ok(pageOf(log, input))
  }
  return {
    read: async (input) => {
      const first = answer(input)
      if (!first.ok || first.value.lines.length > 0 || input.waitMs === 0) return first
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, input.waitMs)
        waiting.add(() => {
          clearTimeout(timer)
          resolve()
        })
      })
      return answer(input)
    },
    add: (target, lines) => {
      const log = logs.get(target) ?? []
      logs.set(target, isRefusal(log) ? lines : [...log, ...lines])
      for (const wake of waiting) wake()
      waiting.clear()
    },
  }
}
