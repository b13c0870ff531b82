/** What a diagnosis offers, as actions. The engine carries out only what it offered itself. */
import type { RunView } from '../shared/contract.ts'
import type { Remedy } from '../shared/diagnosis.ts'
import { printable } from '../shared/wording/numbers.ts'
import type { Action } from './actions.ts'
import type { IconName } from './components/icon.tsx'
import { decide, refuseDecision } from './run-actions.ts'

const icons: Record<Remedy['kind'], IconName> = {
  continue: 'start',
  thaw: 'start',
  wait: 'extend',
  'signal-child': 'signal',
  'faster-signal': 'signal',
  'ask-holder': 'signal',
  'end-tracer': 'cut',
  'stop-trigger': 'stop',
  'by-hand': 'info',
}

/** One remedy as a button: a decision that names it by its id, and never a pid or a signal. */
export const remedyAction = (remedy: Remedy): Action<RunView> => ({
  id: `remedy-${remedy.id}`,
  label: () => printable(remedy.label),
  icon: icons[remedy.kind],
  refuse: (view) =>
    refuseDecision(view) ??
    (view.run.phase.kind === 'asking' && view.run.phase.why === 'found'
      ? 'Resume the run first.'
      : null),
  run: (app, view) => void decide(app, view, { kind: 'remedy', remedy: remedy.id }),
})
