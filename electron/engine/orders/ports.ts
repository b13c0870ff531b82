import type { RunView } from '../../../shared/contract.ts'
import type { Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { OrderChoice } from '../../../shared/order-input.ts'
import type { Order, OrderPlan } from '../../../shared/order.ts'
import type { Decision } from '../../../shared/run.ts'
import type { Clock } from '../os/ports.ts'
import type { StopWanted } from '../runs/make-run.ts'

/** Runs as an order needs them. */
export interface OrderRuns {
  begin(wanted: StopWanted): Promise<Result<RunView>>
  decide(id: string, turn: number, decision: Decision): Promise<Result<RunView>>
  get(id: string): Promise<Result<RunView>>
}

export interface OrdersPorts {
  readonly clock: Clock
  readonly runs: OrderRuns
  /** The login name of the person. */
  readonly by: string
  plan(of: OrderChoice): Promise<Result<OrderPlan>>
  record(
    run: string | null,
    target: string | null,
    body: JournalBody,
  ): Promise<Result<JournalEntry>>
  /** Ids of orders whose Quiesce went down before their end. */
  lost(): Promise<readonly string[]>
  /** Tells every door of an order that changed. */
  push(order: Order): void
}
