/** A host without systemd on which real daemons hang, and somebody inside who looks and decides. */
import type { Remedy } from '../../../shared/diagnosis.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { SeenInside } from '../../hosts/host-processes.ts'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { Onlooker } from '../daemons/onlooker.ts'
import { look, lookUntil, stop, type Seen } from './look.ts'

/** A stop that hangs, and what was said of it. */
export interface HungStop {
  readonly run: string
  readonly why: Seen
}

export class RealStage {
  readonly host: PlainHost
  readonly onlooker: Onlooker

  private constructor(host: PlainHost) {
    this.host = host
    this.onlooker = new Onlooker(host)
  }

  /** Somebody looks, from now on. */
  static async open(host: PlainHost): Promise<RealStage> {
    const stage = new RealStage(host)
    await stage.onlooker.engine.request('host.info', {})
    return stage
  }

  /** Waits until it holds: a process comes up or goes, and nobody tells. */
  async until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    const end = performance.now() + 30_000
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`it does not come to this: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  find(args: RegExp): SeenInside | undefined {
    return this.host.processes().find((one) => one.state !== 'Z' && args.test(one.args))
  }

  /** Starts a daemon by its script; answers with the process that is its main one. */
  async start(name: string, pidFile: string): Promise<SeenInside> {
    await this.host.script(name, 'start')
    return this.mainOf(pidFile)
  }

  /** The living process that a pid file names. */
  async mainOf(pidFile: string): Promise<SeenInside> {
    const find = (): SeenInside | undefined => {
      const main = Number.parseInt(this.host.readFile(pidFile) ?? '', 10)
      return this.host.processes().find(({ pid, state }) => pid === main && state !== 'Z')
    }
    await this.until(`${pidFile} names a process`, () => find() !== undefined)
    return find() as SeenInside
  }

  /** One look, with nobody asking it to stop. */
  look(target: string): Promise<Seen> {
    return look(this.onlooker, { target })
  }

  /** Has it stopped, and looks until this is the verdict, or five times. */
  async hang(target: string, verdict: string, schedule?: string): Promise<HungStop> {
    const run = await stop(this.onlooker, target, schedule)
    const why = await lookUntil(this.onlooker, { target, run }, { verdict, looks: 5 })
    return { run, why }
  }

  async view(run: string): Promise<RunView> {
    const view = await this.onlooker.engine.request('run.get', { run })
    if (!view.ok) throw new Error(view.error.message)
    return view.value
  }

  /** Chooses a remedy of the verdict, as a person does, and answers with the run's outcome. */
  async heal({ run, why }: HungStop, kind: Remedy['kind']): Promise<string> {
    const remedy = why.diagnosis.findings[0]?.remedies.find((one) => one.kind === kind)
    if (remedy === undefined) return `no ${kind} is offered`
    const { turn } = (await this.view(run)).run
    const decision = { kind: 'remedy', remedy: remedy.id } as const
    const decided = await this.onlooker.engine.request('run.decide', { run, turn, decision })
    if (!decided.ok) return decided.error.message
    return this.outcomeOf(run)
  }

  async outcomeOf(run: string): Promise<string> {
    let view = await this.view(run)
    await this.until(`${run} ends`, async () => {
      view = await this.view(run)
      return view.run.phase.kind === 'ended'
    })
    return view.run.phase.kind === 'ended' ? view.run.phase.outcome.kind : view.run.phase.kind
  }

  /** Buttons of remedies that stand in the journal as decisions of this run. */
  async decided(run: string): Promise<readonly string[]> {
    const entries = await this.onlooker.engine.request('journal.read', { run })
    if (!entries.ok) throw new Error(entries.error.message)
    return entries.value.flatMap((entry) =>
      entry.kind === 'decision' && entry.remedy !== undefined ? [entry.remedy] : [],
    )
  }
}
