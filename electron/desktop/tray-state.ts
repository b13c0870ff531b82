/** How everything stands, in one word for the tray's icon and one text for its tooltip. */
import { runLine, tooltip, troubleLine, type Tally } from '../../shared/wording/tray-words.ts'
import type { RunView } from '../../shared/contract.ts'
import type { Snapshot } from './snapshot.ts'

/** From best to worst; the worst one wins. */
export const trayStates = ['at-rest', 'stopping', 'asks', 'trouble'] as const
export type TrayState = (typeof trayStates)[number]

/** Runs by need: who asks comes first, then the oldest. */
export function runsByNeed({ runs }: Snapshot): readonly RunView[] {
  const rank = ({ run }: RunView): number => (run.phase.kind === 'asking' ? 0 : 1)
  return [...runs.values()].sort(
    (a, b) => rank(a) - rank(b) || a.run.startedAt.wall - b.run.startedAt.wall,
  )
}

/** Favourites that failed and are nobody's trouble yet. */
const failedFavourites = ({ settings, rows, troubles }: Snapshot): readonly string[] =>
  settings.favourites.filter(
    (target) =>
      rows.get(target)?.state.kind === 'failed' && !troubles.some((one) => one.target === target),
  )

/** What is counted for the first line. An order counts by its runs, and by itself when it asks. */
export function tallyOf(snapshot: Snapshot): Tally {
  const runs = [...snapshot.runs.values()]
  const orders = [...snapshot.orders.values()]
  const asking = runs.filter(({ run }) => run.phase.kind === 'asking').length
  const askingOrders = orders.filter(({ phase }) => phase.kind === 'asking').length
  return {
    host: snapshot.host,
    // The runs that hang ask by themselves; an order that holds up others asks once more only alone.
    asking: Math.max(asking, askingOrders),
    stopping: Math.max(runs.length - asking, runs.length === 0 ? orders.length - askingOrders : 0),
    failed: snapshot.troubles.length + failedFavourites(snapshot).length,
  }
}

/** The worst of everything. */
export function trayState(snapshot: Snapshot): TrayState {
  const { asking, stopping, failed } = tallyOf(snapshot)
  if (failed > 0) return 'trouble'
  if (asking > 0) return 'asks'
  return stopping > 0 ? 'stopping' : 'at-rest'
}

/** The same in words. */
export function trayTooltip(snapshot: Snapshot): string {
  const lines = [
    ...snapshot.troubles.map(({ title, word }) => troubleLine(title, word)),
    ...runsByNeed(snapshot).map(runLine),
  ]
  return tooltip(tallyOf(snapshot), lines)
}
