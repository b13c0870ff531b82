/** What the tray offers for one favourite. */
import type { ServiceRow } from '../../shared/service.ts'
import { favouriteLine, trayLabels } from '../../shared/wording/tray-words.ts'
import { item, parted, type TrayItem } from './tray-item.ts'

/** One favourite as a submenu; one that is in no list can only be looked for. */
export function favouriteItem(target: string, row: ServiceRow | undefined): TrayItem {
  const { stop, restart, start } = choices(row)
  const items = parted([
    [item(trayLabels.details, { kind: 'open', place: { view: 'service', target } })],
    [
      item(trayLabels.stop, { kind: 'stop', target }, stop),
      item(trayLabels.restart, { kind: 'restart', target }, restart),
      item(trayLabels.start, { kind: 'start', target }, start),
    ],
  ])
  return { kind: 'submenu', label: favouriteLine(target, row), items }
}

/** What its state allows. Not knowing is no reason against a stop: the plan says what is so. */
function choices(row: ServiceRow | undefined): Record<'stop' | 'restart' | 'start', boolean> {
  if (row === undefined) return { stop: false, restart: false, start: false }
  const runs = hasSomethingToStop(row)
  return {
    stop: runs,
    restart: runs && row.canStart,
    start: row.canStart && isDown(row),
  }
}

function hasSomethingToStop({ state, memberCount }: ServiceRow): boolean {
  switch (state.kind) {
    case 'running':
    case 'unknown':
    case 'starting':
    case 'deactivating':
    case 'exited':
    case 'frozen':
      return true
    case 'failed':
      return memberCount > 0
    case 'stopping':
    case 'asking':
    case 'stopped':
    case 'dead-pid-file':
    case 'dead-lock-file':
      return false
  }
}

const down: ReadonlySet<ServiceRow['state']['kind']> = new Set([
  'stopped',
  'failed',
  'dead-pid-file',
  'dead-lock-file',
])
const isDown = ({ state, memberCount }: ServiceRow): boolean =>
  down.has(state.kind) && memberCount === 0
