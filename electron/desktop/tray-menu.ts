/**
 * The tray's menu: snapshot in, plain data out. Each of its functions is in the window as well. It
 * carries moments, never seconds that are left, so that it changes only when something happened.
 */
import { orderLine, stateLine, trayLabels, troubleLine } from '../../shared/wording/tray-words.ts'
import type { Snapshot } from './snapshot.ts'
import { favouriteItem } from './tray-favourite.ts'
import { item, parted, type TrayItem } from './tray-item.ts'
import { runItem } from './tray-run.ts'
import { runsByNeed, tallyOf } from './tray-state.ts'

/** More would not fit on a screen; the window shows them all. */
const listedAtMost = 12

/** The whole menu. */
export function trayMenu(snapshot: Snapshot): readonly TrayItem[] {
  return parted([
    [{ kind: 'text', label: stateLine(tallyOf(snapshot)) }],
    troubleItems(snapshot),
    underWay(snapshot),
    favourites(snapshot),
    [
      item(trayLabels.stopAll, { kind: 'open', place: { view: 'order', id: null } }),
      item(trayLabels.practice, { kind: 'open', place: { view: 'practice' } }),
    ],
    [
      item(trayLabels.open, { kind: 'show' }),
      item(trayLabels.settings, { kind: 'open', place: { view: 'settings' } }),
      ...(snapshot.updated ? [item(trayLabels.update, { kind: 'relaunch' })] : []),
    ],
    [item(hasOwnWork(snapshot) ? trayLabels.quitAsks : trayLabels.quit, { kind: 'quit' })],
  ])
}

/** What went wrong and nobody looked at; a click leads there. */
const troubleItems = ({ troubles }: Snapshot): readonly TrayItem[] =>
  troubles
    .slice(-listedAtMost)
    .map(({ title, word, place }) => item(troubleLine(title, word), { kind: 'open', place }))

function underWay(snapshot: Snapshot): readonly TrayItem[] {
  const orders = [...snapshot.orders.values()].map((order) =>
    item(orderLine(order), { kind: 'open', place: { view: 'order', id: order.id } }),
  )
  const runs = runsByNeed(snapshot).slice(0, listedAtMost)
  return [...orders, ...runs.map((view) => runItem(view, snapshot.settings.limits))]
}

function favourites({ settings, rows }: Snapshot): readonly TrayItem[] {
  const items = settings.favourites
    .slice(0, listedAtMost)
    .map((target) => favouriteItem(target, rows.get(target)))
  return items.length === 0 ? [] : [{ kind: 'text', label: trayLabels.favourites }, ...items]
}

/** Something ends with us, so that quitting asks. */
export const hasOwnWork = ({ runs, orders }: Snapshot): boolean =>
  orders.size > 0 || [...runs.values()].some(({ owner }) => owner.here)
