import type { AfterWatch } from '../../../shared/after-watch.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { StartReport } from '../../../shared/reports.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import { livingMembers, type Outcome, type Run } from '../../../shared/run.ts'
import { adviseAfter } from '../decide/advice/advise.ts'
import type { MachineFacts, RunFacts } from '../decide/advice/facts.ts'
import type { ProcessTable } from '../os/ports.ts'
import type { StopRunner } from '../stop-runner/stop-runner.ts'

/** Who runs it, as every door shows it. */
export type Owner = RunView['owner']

/** What of a view is no part of the run itself. */
type Frame = Pick<RunView, 'owner' | 'plan' | 'canStart' | 'usual'>

/** What a look at the machine after the end of a run brought. */
export interface AroundRun extends Pick<RunFacts, 'leftovers' | 'memoryBefore'> {
  readonly machine: MachineFacts | null
}

const nothingAround: AroundRun = { leftovers: null, memoryBefore: null, machine: null }

/** A run of this Quiesce: its runner, its plan, and what came after it. */
export class LiveRun {
  readonly runner: StopRunner
  readonly plan: Plan | null
  readonly canStart: boolean
  /** Of the stops before this one. */
  readonly usual: StopTimes | null
  /** The first start after this run; advice depends on how it went. */
  start: StartReport | null = null
  /** What else its advice rests on, as soon as somebody looked. */
  around: AroundRun = nothingAround
  /** Whether it comes back, once its end is watched. */
  watch: AfterWatch | null = null
  #states: ReadonlyMap<number, string> = new Map()

  constructor(runner: StopRunner, { plan, canStart, usual }: Omit<Frame, 'owner'>) {
    this.runner = runner
    this.plan = plan
    this.canStart = canStart
    this.usual = usual
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
    const { plan, canStart, usual } = this
    const { run } = this.runner
    const view = viewOf(run, { owner, plan, canStart, usual }, (outcome) =>
      adviseAfter(
        { ...this.around, run, outcome, start: this.start, states: this.#states },
        this.around.machine,
      ),
    )
    return this.watch === null ? view : { ...view, watch: this.watch }
  }
}

/** A run as doors show it; advice is given once it has ended. */
export function viewOf(
  run: Run,
  frame: Frame,
  advise: (outcome: Outcome) => RunView['advice'] = (outcome) =>
    adviseAfter({ ...nothingAround, run, outcome, start: null, states: new Map() }),
): RunView {
  const advice = run.phase.kind === 'ended' ? advise(run.phase.outcome) : null
  return { run, ...frame, advice }
}
