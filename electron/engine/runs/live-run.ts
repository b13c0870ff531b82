import type { RunView } from '../../../shared/contract.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { Plan } from '../../../shared/plan.ts'
import { livingMembers, type Outcome, type Run } from '../../../shared/run.ts'
import { adviseAfter } from '../decide/advise.ts'
import type { ProcessTable } from '../os/ports.ts'
import type { StopRunner } from '../stop-runner/stop-runner.ts'

/** Who runs it, as every door shows it. */
export type Owner = RunView['owner']

/** A run of this Quiesce: its runner, its plan, and what came after it. */
export class LiveRun {
  readonly runner: StopRunner
  readonly plan: Plan | null
  readonly canStart: boolean
  /** The first start after this run; advice depends on how it went. */
  start: StartReport | null = null
  #states: ReadonlyMap<number, string> = new Map()

  constructor(runner: StopRunner, plan: Plan | null, canStart: boolean) {
    this.runner = runner
    this.plan = plan
    this.canStart = canStart
  }

  get ended(): boolean {
    return this.runner.run.phase.kind === 'ended'
  }

  /** Reads once in which state (proc(5)) the survivors are: advice rests on it. */
  readStates(table: ProcessTable): void {
    this.#states = new Map(
      livingMembers(this.runner.run).flatMap(({ identity }) => {
        const row = table.readOne(identity.pid)
        return row === null ? [] : [[identity.pid, row.state]]
      }),
    )
  }

  view(owner: Owner): RunView {
    const { run } = this.runner
    return viewOf(run, { owner, plan: this.plan, canStart: this.canStart }, (outcome) =>
      adviseAfter({ run, outcome, start: this.start, states: this.#states }),
    )
  }
}

type Frame = Pick<RunView, 'owner' | 'plan' | 'canStart'>

/** A run as doors show it; advice is given once it has ended. */
export function viewOf(
  run: Run,
  frame: Frame,
  advise: (outcome: Outcome) => RunView['advice'] = (outcome) =>
    adviseAfter({ run, outcome, start: null, states: new Map() }),
): RunView {
  const advice = run.phase.kind === 'ended' ? advise(run.phase.outcome) : null
  return { run, ...frame, advice }
}
