/** Why services of an order hang: what is told, which remedies can be chosen, and what stays to be said. */
import type { Diagnosis, Remedy } from '../../shared/diagnosis.ts'
import type { Order, OrderEntryState } from '../../shared/order.ts'
import type { OutcomeKind } from '../../shared/run.ts'
import { pairStates } from './order-json.ts'
import { choosable, verdictLines } from './diagnosis-lines.ts'
import { createDiagnosisNews } from './diagnosis-news.ts'

/** A remedy that a person can choose by its number, with the run and the service it is for. */
export interface Offered {
  readonly run: string
  readonly title: string
  readonly remedy: Remedy
}

/** Keys 1 to 9. */
const mostOffered = 9

/** Outcomes that leave nothing to explain. */
const isGone: ReadonlySet<OutcomeKind> = new Set(['stopped', 'already-stopped', 'killed'])

const runOf = (state: OrderEntryState): string | null => ('runId' in state ? state.runId : null)

/** The newest diagnosis of each service that is still there, by its run. */
export function diagnosesLeft(
  order: Order,
  diagnoses: ReadonlyMap<string, Diagnosis>,
): ReadonlyMap<string, Diagnosis> {
  const left = new Map<string, Diagnosis>()
  for (const state of order.states) {
    const run = runOf(state)
    const diagnosis = run === null ? undefined : diagnoses.get(run)
    const wasGone = state.kind === 'ended' && isGone.has(state.outcome)
    if (run !== null && diagnosis && !wasGone) left.set(run, diagnosis)
  }
  return left
}

export class OrderDiagnoses {
  readonly #isNews = new Map<string, (diagnosis: Diagnosis) => boolean>()
  readonly #newest = new Map<string, Diagnosis>()
  /** A number stays with its remedy, so that none means another one under the finger. */
  readonly #numbered: Offered[] = []

  get newest(): ReadonlyMap<string, Diagnosis> {
    return this.#newest
  }

  /** Takes what was found; the run that it is news of, null where it is no news or of another run. */
  take(order: Order, diagnosis: Diagnosis): string | null {
    const { run } = diagnosis
    if (run === null || !order.states.some((state) => runOf(state) === run)) return null
    this.#newest.set(run, diagnosis)
    const isNews = this.#isNews.get(run) ?? createDiagnosisNews()
    this.#isNews.set(run, isNews)
    return isNews(diagnosis) ? run : null
  }

  /** The newest of a run as lines, with the name of its service; `numbered` where somebody can choose. */
  lines(order: Order, run: string, numbered: boolean): string[] {
    const diagnosis = this.#newest.get(run)
    if (diagnosis === undefined) return []
    const title = titleOf(order, run)
    const numberOf = (remedy: Remedy): number | null => this.#numberOf({ run, title, remedy })
    return verdictLines(diagnosis, { title, ...(numbered && { numberOf }) })
  }

  /** What can be chosen now, by its number less one; null where that remedy is offered no more. */
  offered(order: Order): readonly (Offered | null)[] {
    const left = diagnosesLeft(order, this.#newest)
    return this.#numbered.map((one) => {
      const diagnosis = left.get(one.run)
      const still = diagnosis && choosable(diagnosis).find(({ id }) => id === one.remedy.id)
      return still ? { ...one, remedy: still } : null
    })
  }

  #numberOf(offered: Offered): number | null {
    const isSame = ({ run, remedy }: Offered): boolean =>
      run === offered.run && remedy.id === offered.remedy.id
    const at = this.#numbered.findIndex(isSame)
    if (at !== -1) return at + 1
    return this.#numbered.length === mostOffered ? null : this.#numbered.push(offered)
  }
}

const titleOf = (order: Order, run: string): string =>
  pairStates(order).find(([, state]) => runOf(state) === run)?.[0].title ?? run
