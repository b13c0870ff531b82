/** Orders over real runs of made-up processes: one clock, one journal, a service for each pid. */
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import { planOrder } from '../../../electron/engine/decide/order/plan-order.ts'
import type { OrderService } from '../../../electron/engine/decide/order/order-service.ts'
import { OpenRecords } from '../../../electron/engine/runs/open-records.ts'
import { PastRuns } from '../../../electron/engine/runs/past-runs.ts'
import { Runs } from '../../../electron/engine/runs/runs.ts'
import { Orders } from '../../../electron/engine/orders/orders.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { OrderDecision } from '../../../shared/order-input.ts'
import type { Order, OrderPlan } from '../../../shared/order.ts'
import type { Run } from '../../../shared/run.ts'
import { boot, makeMember } from '../../fakes/run.ts'
import { planOf } from '../../fakes/order.ts'
import { FakeWorld, settle } from '../../fakes/world.ts'

export class OrderDesk {
  readonly world = new FakeWorld()
  readonly journal: JournalBody[] = []
  /** Every order that was pushed. */
  readonly pushed: Order[] = []
  readonly latest = new Map<string, Run>()
  services: OrderService[] = []
  planRefused: QuiesceError | null = null
  journalFails = false
  lost: readonly string[] = []
  /** Targets that are not there any more. */
  readonly vanished = new Set<string>()
  readonly #pids = new Map<string, number>()
  readonly runs = this.#openRuns()
  readonly orders = new Orders({
    clock: this.world.clock,
    runs: this.runs,
    by: 'ops',
    plan: () => Promise.resolve(this.#plan()),
    record: (_run, _target, body) => Promise.resolve(this.#record(body)),
    lost: () => Promise.resolve(this.lost),
    push: (order) => this.pushed.push(order),
  })

  /** Adds services, each with one process: `hangs` ones obey no SIGTERM to their main process. */
  with(services: readonly OrderService[], hanging: readonly string[] = []): this {
    for (const service of services) {
      const pid = 100 + this.#pids.size
      this.#pids.set(service.target, pid)
      const obeys = hanging.includes(service.target) ? {} : { TERM: 'dies' as const }
      this.world.spawn(makeMember(pid, { main: true }), obeys)
    }
    this.services.push(...services)
    return this
  }

  pidOf(target: string): number {
    return this.#pids.get(target) ?? 0
  }

  async begin(person = true): Promise<Order> {
    const begun = await this.orders.begin({ of: { kind: 'all' }, person })
    if (!begun.ok) throw new Error(begun.error.message)
    await this.pass(0)
    return this.order
  }

  get order(): Order {
    const last = this.pushed.at(-1)
    if (!last) throw new Error('no order was pushed')
    return last
  }

  /** `web ended, db waiting`. */
  get states(): string {
    const { plan, states } = this.order
    return plan.entries.map(({ target }, at) => `${target} ${states[at]?.kind}`).join(', ')
  }

  /** So many seconds pass, and everything that can go on goes on. */
  async pass(seconds: number): Promise<this> {
    for (let second = 0; second <= seconds; second += 1) {
      // A run begins in more turns than one settling takes.
      for (let turn = 0; turn < 4; turn += 1) await settle()
      if (second < seconds) await this.world.clock.advance(1000)
    }
    return this
  }

  async decide(decision: OrderDecision, turn = this.order.turn): Promise<Result<Order>> {
    const decided = await this.orders.decide(this.order.id, turn, decision)
    await this.pass(0)
    return decided
  }

  /** `began`, `decided: ops decided: leave`. */
  get records(): string[] {
    return this.journal.flatMap((body) => (body.kind === 'order' ? [body.sentence] : []))
  }

  #plan(): Result<OrderPlan> {
    if (this.planRefused) return fail(this.planRefused)
    const { entries, notes } = planOrder(this.services)
    const of = { kind: 'all' } as const
    return ok({ of, entries, leftOut: [], last: [], notes, madeAt: 0 })
  }

  #record(body: JournalBody): Result<JournalEntry> {
    if (this.journalFails) return fail({ code: 'journal-unwritable', message: 'No.', next: 'x' })
    this.journal.push(body)
    return ok({} as JournalEntry)
  }

  #observe(target: string): Result<Observed> {
    const pid = this.#pids.get(target)
    if (pid === undefined || this.vanished.has(target)) {
      return fail({ code: 'unknown-target', message: 'It is gone.', next: 'x' })
    }
    const process = this.world.processes.get(pid)
    return ok({
      ...{ target, title: target, subtitle: '', backend: 'process', origin: 'configured' },
      ...{ main: null, suspects: [], pidFile: null, lockFile: null, startCommand: null },
      ...{ configuration: null, unit: null, init: null, profile: null },
      members: process?.alive ? [process.member] : [],
      stopMethod: { kind: 'signal', signal: 'TERM', scope: 'main' },
    })
  }

  #openRuns(): Runs {
    const { clock, table } = this.world
    const past = new PastRuns({
      ...{ clock, boot, read: () => Promise.resolve([]), isWriterAlive: () => false },
      openRecords: new OpenRecords(() => Promise.resolve([])),
      isAlive: () => true,
    })
    const runs: Runs = new Runs(
      {
        clock,
        table,
        services: {
          prepare: () => Promise.resolve(),
          observe: (target) => this.#observe(target),
          plan: (target, schedule) =>
            ok(planOf(target, schedule === undefined ? {} : { schedule })),
          refuseStop: () => null,
        },
        me: { here: true, pid: 1, user: 'ops', door: 'test' },
        record: (_run, _target, body) => Promise.resolve(this.#record(body)),
        claim: () =>
          Promise.resolve(
            ok({
              update: () => Promise.resolve(ok(null)),
              release: () => Promise.resolve(ok(null)),
            }),
          ),
        runnerPorts: ({ target }) => ({
          ...this.world.ports,
          record: (body) => Promise.resolve(this.#record(body)),
          observe: () => {
            const seen = this.#observe(target)
            return seen.ok ? seen.value.members : null
          },
        }),
        permit: () => Promise.resolve(ok(false)),
        bystanders: () => Promise.resolve(ok([])),
        push: ({ run }) => {
          this.latest.set(run.target, run)
          this.orders.see(run)
        },
      },
      past,
    )
    return runs
  }
}
