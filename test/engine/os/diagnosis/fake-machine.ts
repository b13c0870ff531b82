import { DiagnosisLooks } from '../../../../electron/engine/os/diagnosis/looks.ts'
import type {
  DiagnosisPorts,
  DiagnosisQuestion,
} from '../../../../electron/engine/os/diagnosis/ports.ts'
import { createProcessTable } from '../../../../electron/engine/os/proc-table.ts'
import { FakeProc } from '../fake-proc.ts'
import { createManualClock } from '../manual-clock.ts'
import { questionAbout } from './question.ts'

/** A machine of files and a clock moved by hand, to be looked at. */
export class FakeMachine {
  readonly proc = new FakeProc()
  readonly clock = createManualClock()

  constructor() {
    this.proc.write('meminfo', 'MemTotal: 100 kB\nMemAvailable: 40 kB\n')
  }

  /** What a look is made with; ss(8) is not there unless a test says so. */
  ports(more: Partial<DiagnosisPorts> = {}): DiagnosisPorts {
    const { proc, clock } = this
    return {
      clock,
      table: createProcessTable({ root: proc.root, passwd: proc.passwd, clock }),
      root: proc.root,
      kernelLog: `${proc.root}/kmsg`,
      sockets: () => Promise.resolve(null),
      ...more,
    }
  }
  openLooks(more: Partial<DiagnosisPorts> = {}): DiagnosisLooks {
    return new DiagnosisLooks(this.ports(more))
  }
  /** A question about these processes, the first of them the main one. */
  ask(pids: readonly number[], more: Partial<DiagnosisQuestion> = {}): DiagnosisQuestion {
    const { rows } = this.ports().table.read()
    return questionAbout(
      pids.flatMap((pid) => rows.get(pid) ?? []),
      more,
    )
  }
}
