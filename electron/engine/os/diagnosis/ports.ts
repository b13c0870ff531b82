/** What gathering facts for a diagnosis wants from outside, and what it is asked. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import type { DiagnosisFacts } from '../../decide/diagnosis/facts.ts'
import type { Table } from '../../decide/table.ts'
import type { Clock } from '../ports.ts'

export interface DiagnosisPorts {
  readonly clock: Clock
  /** The process table: two looks share what seldom changes. */
  readonly table: { read(): Table; readSome(pids: Iterable<number>): Table }
  /** Instead of `/proc`. */
  readonly root?: string
  /** Instead of `/dev/kmsg`. */
  readonly kernelLog?: string
  /** Instead of running ss(8); null where it is not there or took too long. */
  readonly sockets?: () => Promise<string | null>
  /** The daemon's own last lines; asked for in the background, never waited for. */
  readonly log?: (observed: DiagnosisFacts['observed']) => Promise<DiagnosisFacts['log']>
}

/** Whose diagnosis it is to be. What the gathering does not read itself goes through unchanged. */
export type DiagnosisQuestion = Pick<
  DiagnosisFacts,
  'run' | 'plan' | 'observed' | 'asked' | 'usual' | 'stopCommandPid' | 'listenedPorts'
> & {
  /** `Protection.refuse` of the table's scene; it is asked about rows that the gathering read. */
  readonly refuse: (row: ProcessRow) => QuiesceError | null
}
