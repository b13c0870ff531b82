/** What the tray offers for one run: nothing here can kill. */
import type { RunView } from '../../shared/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import { runLine, trayLabels } from '../../shared/wording/tray-words.ts'
import { runChoices } from './run-choices.ts'
import { item, parted, type MildDecision, type TrayItem } from './tray-item.ts'

/** One run as a submenu. Where the machine's limits rule force out, it is not offered. */
export function runItem(view: RunView, limits: Settings['limits']): TrayItem {
  const { id, phase } = view.run
  const { extend, hold, leave, force } = runChoices(view)
  const asks = phase.kind === 'asking'
  const label = asks && phase.why !== 'found' ? trayLabels.why : trayLabels.show
  const items = parted([
    [item(label, { kind: 'open', place: { view: 'run', id } })],
    [
      ...decision(view, holdLabel(hold, asks), hold),
      ...decision(view, trayLabels.extend, extend),
      ...decision(view, trayLabels.leave, leave),
    ],
    force && limits.force !== 'never'
      ? [item(trayLabels.force, { kind: 'open', place: { view: 'run', id, force: true } })]
      : [],
  ])
  return { kind: 'submenu', label: runLine(view), items }
}

function holdLabel(hold: MildDecision | null, asks: boolean): string {
  if (hold?.kind === 'release') return trayLabels.release
  return asks ? trayLabels.holdBack : trayLabels.hold
}

function decision(
  { run }: RunView,
  label: string,
  choice: MildDecision | null,
): readonly TrayItem[] {
  if (choice === null) return []
  return [item(label, { kind: 'decide', run: run.id, turn: run.turn, decision: choice })]
}
