import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { MemoryFacts } from '../../decide/diagnosis/facts.ts'
import {
  parseFlatCount,
  parseLimit,
  parseMeminfo,
  parsePressure,
} from '../../parse/memory-files.ts'
import type { ProcReader } from '../proc-reader.ts'
import type { CgroupFiles } from './cgroup-files.ts'

const understand = <R>(text: Known<string>, parse: (text: string) => R | null): Known<R> =>
  isKnown(text) ? (parse(text) ?? unknown('the kernel wrote something of another shape')) : text

const noLimit = (value: number | 'max'): number | null => (value === 'max' ? null : value)

/** The memory of the machine and of the cgroup of this process; null where nothing of it runs. */
export function readMemory(
  reader: ProcReader,
  cgroups: CgroupFiles,
  row: ProcessRow | null,
  oomKillsBefore: Known<number> | null,
): MemoryFacts {
  const meminfo = reader.text('meminfo')
  const machine = meminfo !== null && isKnown(meminfo) ? parseMeminfo(meminfo) : null
  const file = (controller: string, v2: string, v1: string | null): Known<string> =>
    row ? cgroups.read(row, controller, { v2, v1 }) : unknown('nothing of it runs')
  return {
    availableBytes: machine?.availableBytes ?? 0,
    totalBytes: machine?.totalBytes ?? 0,
    oomKills: understand(file('memory', 'memory.events', 'memory.oom_control'), (text) =>
      parseFlatCount(text, 'oom_kill'),
    ),
    ...(oomKillsBefore === null ? {} : { oomKillsBefore }),
    isFirstVersion: row !== null && cgroups.isFirstVersion(row, 'memory'),
    cgroupCurrent: understand(file('memory', 'memory.current', 'memory.usage_in_bytes'), (text) => {
      const value = parseLimit(text)
      return value === null ? null : noLimit(value)
    }),
    cgroupMax: understand(file('memory', 'memory.max', 'memory.limit_in_bytes'), parseLimit),
    memoryPressure: understand(file('memory', 'memory.pressure', null), (text) =>
      parsePressure(text, 'full'),
    ),
    ioPressure: understand(file('io', 'io.pressure', null), (text) => parsePressure(text, 'full')),
  }
}
